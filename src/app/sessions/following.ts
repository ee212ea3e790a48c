import type { Answer, InspectionName, Question } from "../../simulation/index.ts";
import type { TerminalHandle } from "../../terminal/index.ts";
import { ofTerminal } from "../terminals/of-terminal.ts";
import type { OpenSession, OpenTerminals, Stage, TerminalWishes } from "./open-session.ts";
import { newId } from "./record.ts";
import { openChannel, type ScreenNow, type ToFollowers, type ToWriter } from "./relay.ts";

interface Showers extends Pick<OpenTerminals, "arrange"> {
  at(terminal: number): Pick<TerminalHandle, "note" | "showDraft" | "showEffect" | "showLine"> | undefined;
}

export interface FollowingConfig {
  readonly stage: Pick<Stage, "store" | "show"> & {
    readonly openTerminals: (wishes: TerminalWishes) => Showers;
  };
  readonly id: string;
}

type Told = Extract<ToFollowers, { readonly number: number }>;

/** A question to the writing tab that is not answered by then gets no answer. */
const ANSWER_WITHIN_MS = 5_000;

/** A session that another tab types in: shown here as it goes. */
export class FollowingSession implements OpenSession {
  readonly id: string;
  readonly #config: FollowingConfig;
  readonly #channel: BroadcastChannel | undefined;
  readonly #me = newId();
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();
  #questions = 0;
  #terminals: Showers | undefined;
  /** What was told before this is in what was given whole. Undefined until that has come. */
  #worldTold: number | undefined;
  #screenTold: number | undefined;
  /** Told after the screen was asked for, and before it came. */
  #early: Told[] = [];

  constructor(config: FollowingConfig) {
    this.#config = config;
    this.id = config.id;
    this.#channel = openChannel(config.id);
    this.#channel?.addEventListener("message", ({ data }: MessageEvent<ToFollowers | ToWriter>) => this.#receive(data));
    this.#join();
  }

  post(): void {
    // Nothing is typed here; sizes and drawn characters are the writing tab's own.
  }

  inspect<Name extends InspectionName>(question: Question<Name>, at?: number): Promise<Answer<Name> | undefined> {
    const requestId = ++this.#questions;
    return new Promise((resolve) => {
      this.#waiting.set(requestId, resolve);
      setTimeout(() => this.#answered(requestId, undefined), ANSWER_WITHIN_MS);
      this.#send({ kind: "question", from: this.#me, requestId, question, ...(at !== undefined && { at }) });
    });
  }

  check(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  interrupt(): void {
    this.#refused();
  }

  noted(): void {
    // Said here, it concerns this tab alone.
  }

  arranged(): void {
    // Whoever follows may look at another terminal; where the writing tab goes, it goes along again.
  }

  askForHandOver(): void {
    this.#send({ kind: "hand-over", from: this.#me });
  }

  close(): Promise<void> {
    this.#channel?.close();
    for (const requestId of this.#waiting.keys()) this.#answered(requestId, undefined);
    return Promise.resolve();
  }

  #join(): void {
    this.#worldTold = undefined;
    this.#screenTold = undefined;
    this.#early = [];
    this.#send({ kind: "join", from: this.#me });
  }

  #receive(message: ToFollowers | ToWriter): void {
    const { store, show } = this.#config.stage;
    switch (message.kind) {
      case "writing":
        this.#join();
        break;
      case "world-now":
        if (message.to !== this.#me) return;
        this.#worldTold = message.told;
        show({ kind: "ready" });
        show({ kind: "world", delta: message.delta });
        break;
      case "screen-now":
        if (message.to === this.#me) this.#openScreen(message.screen);
        break;
      case "answer":
        if (message.to === this.#me) this.#answered(message.requestId, message.answer);
        break;
      case "named":
        store.setState(({ session }) => ({ session: { ...session, name: message.name } }));
        break;
      case "shown":
      case "line":
      case "draft":
      case "effect":
      case "note":
      case "arranged":
        this.#told(message);
        break;
      default:
    }
  }

  #told(told: Told): void {
    if (told.kind === "shown" && told.message.kind === "world") {
      if (this.#worldTold !== undefined && told.number > this.#worldTold) this.#config.stage.show(told.message);
    } else if (this.#screenTold === undefined) this.#early.push(told);
    else if (told.number > this.#screenTold) this.#draw(told);
  }

  #draw(told: Told): void {
    if (told.kind === "shown") this.#config.stage.show(told.message);
    else if (told.kind === "arranged") this.#terminals?.arrange(told.shown);
    else if (told.kind === "line") this.#terminals?.at(told.terminal)?.showLine(told.text);
    else if (told.kind === "draft") this.#terminals?.at(told.terminal)?.showDraft(told.text);
    else if (told.kind === "effect") this.#terminals?.at(told.terminal)?.showEffect(told.effect);
    else this.#terminals?.at(told.terminal)?.note(told.text);
  }

  #openScreen(screen: ScreenNow): void {
    const { stage } = this.#config;
    const { shown, texts, drafts, promptTexts, told } = screen;
    const atPrompt = shown.open.filter((terminal) => promptTexts[terminal] !== undefined);
    this.#terminals = stage.openTerminals({
      shown,
      restored: texts,
      watching: { atPrompt, onRefused: () => this.#refused() },
    });
    for (const terminal of atPrompt) {
      const promptText = promptTexts[terminal] ?? "";
      stage.show({ kind: "prompt", promptText, directory: "", exitCode: 0, ...ofTerminal(terminal) });
      this.#terminals.at(terminal)?.showDraft(drafts[terminal] ?? "");
    }
    this.#screenTold = told;
    for (const early of this.#early.splice(0)) if (early.number > told) this.#draw(early);
  }

  #refused(): void {
    this.#config.stage.store.setState({ announcement: "Another tab is typing in this session; this one shows it." });
  }

  #answered(requestId: number, answer: Answer | undefined): void {
    this.#waiting.get(requestId)?.(answer);
    this.#waiting.delete(requestId);
  }

  #send(message: ToWriter): void {
    this.#channel?.postMessage(message);
  }
}
