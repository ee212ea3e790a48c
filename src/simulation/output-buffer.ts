import { FIRST_TERMINAL } from "../workstation/index.ts";
import type { RealTime } from "./real-time.ts";

/** Sent at once when this much has gathered. */
const BATCH_CHARACTERS = 32_768;
const BATCH_MS = 16;
/** What may be on its way to a page that says what it has shown. */
const IN_FLIGHT_CHARACTERS = 262_144;
/** What a page that does not say is thought to draw in a second. */
const DRAWN_A_SECOND = 4_000_000;

/** Gathers what is printed into batches, and knows how far the page is behind. */
export class OutputBuffer {
  private text = "";
  /** Where what has gathered goes. */
  private terminal = FIRST_TERMINAL;
  private sentAtMs = 0;
  private inFlight = 0;
  private sinceRest = 0;
  private second = 0;
  private sentThisSecond = 0;
  /** Nothing is shown: the page has it already. */
  muted = false;
  /** The page says what it showed, and is waited for. */
  private heard = false;
  private readonly time: RealTime;
  private readonly send: (text: string, terminal: number) => void;

  constructor(time: RealTime, send: (text: string, terminal: number) => void) {
    this.time = time;
    this.send = send;
  }

  /** A line begins: one that ends soon is shown when it has ended, with its prompt. */
  beginLine(): void {
    this.sentAtMs = this.time.nowMs();
  }

  write(text: string, terminal: number): void {
    if (this.muted) return;
    if (terminal !== this.terminal) this.flush();
    this.terminal = terminal;
    this.sinceRest += text.length;
    this.text += text.replace(/\r?\n/g, "\r\n");
    if (this.text.length >= BATCH_CHARACTERS || this.time.nowMs() - this.sentAtMs >= BATCH_MS) this.flush();
  }

  flush(): void {
    if (this.text === "") return;
    const { text } = this;
    this.text = "";
    this.sentAtMs = this.time.nowMs();
    for (let at = 0; at < text.length; at += BATCH_CHARACTERS) {
      const part = text.slice(at, at + BATCH_CHARACTERS);
      this.inFlight += part.length;
      this.sentThisSecond += part.length;
      this.send(part, this.terminal);
    }
  }

  /** So much was written since the last rest that the page should have its turn. */
  get isMuch(): boolean {
    return this.sinceRest > 4 * BATCH_CHARACTERS;
  }

  rest(): void {
    this.flush();
    this.sinceRest = 0;
  }

  /** The page has drawn so many characters more. */
  shown(characters: number): void {
    this.heard = true;
    this.inFlight = Math.max(0, this.inFlight - characters);
  }

  get behind(): boolean {
    if (this.heard) return this.inFlight > IN_FLIGHT_CHARACTERS;
    const second = Math.floor(this.time.nowMs() / 1000);
    if (second !== this.second) this.sentThisSecond = 0;
    this.second = second;
    return this.sentThisSecond > DRAWN_A_SECOND;
  }
}
