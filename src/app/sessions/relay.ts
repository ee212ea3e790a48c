/** What the tabs of one session tell each other: the writing one what happens, the following ones what they want. */
import type { Answer, FromSimulation, Question, WorldDelta } from "../../simulation/index.ts";
import type { ScreenEffect } from "../../terminal/index.ts";
import type { TerminalsShown } from "./open-session.ts";
import type { ByTerminal } from "./record.ts";

/** Of what the simulation says, what a following tab shows as well. */
export type Shown = Extract<
  FromSimulation,
  { kind: "output" | "terminals" | "prompt" | "travelled" | "ask" | "world" | "ready" | "broken" }
>;

/** A moment of the writing tab, for one that comes to it later: what was told before `told` is in it, and nothing later. */
export interface ScreenNow {
  readonly shown: TerminalsShown;
  readonly texts: ByTerminal;
  readonly drafts: ByTerminal;
  /** Of those whose line does not run. */
  readonly promptTexts: ByTerminal;
  readonly told: number;
}

export type ToFollowers =
  | { readonly kind: "shown"; readonly number: number; readonly message: Shown }
  | { readonly kind: "line"; readonly number: number; readonly text: string; readonly terminal: number }
  | { readonly kind: "draft"; readonly number: number; readonly text: string; readonly terminal: number }
  | { readonly kind: "effect"; readonly number: number; readonly effect: ScreenEffect; readonly terminal: number }
  | { readonly kind: "note"; readonly number: number; readonly text: string; readonly terminal: number }
  | { readonly kind: "arranged"; readonly number: number; readonly shown: TerminalsShown }
  | { readonly kind: "world-now"; readonly to: string; readonly delta: WorldDelta; readonly told: number }
  | { readonly kind: "screen-now"; readonly to: string; readonly screen: ScreenNow }
  | { readonly kind: "answer"; readonly to: string; readonly requestId: number; readonly answer: Answer | undefined }
  | { readonly kind: "named"; readonly name: string }
  /** A writing tab is there, or has another screen: whoever follows asks it for everything. */
  | { readonly kind: "writing" };

export type ToWriter =
  | { readonly kind: "join"; readonly from: string }
  | {
      readonly kind: "question";
      readonly from: string;
      readonly requestId: number;
      readonly question: Question;
      readonly at?: number;
    }
  | { readonly kind: "hand-over"; readonly from: string };

export function openChannel(session: string): BroadcastChannel | undefined {
  return "BroadcastChannel" in globalThis ? new BroadcastChannel(`glassvault.session.${session}`) : undefined;
}

export interface WriterSide {
  readonly worldNow: () => WorldDelta;
  readonly screenNow: () => Promise<Omit<ScreenNow, "told">>;
  readonly inspect: (question: Question, at: number | undefined) => Promise<Answer | undefined>;
  readonly handOver: () => void;
}

type Told = Extract<ToFollowers, { readonly number: number }>;
type Numbered = Told extends infer One ? (One extends Told ? Omit<One, "number"> : never) : never;

/** The writing tab's end. */
export class Relay {
  readonly #channel: BroadcastChannel | undefined;
  readonly #side: WriterSide;
  #told = 0;
  #hasFollowers = false;

  constructor(session: string, side: WriterSide) {
    this.#side = side;
    this.#channel = openChannel(session);
    this.#channel?.addEventListener("message", ({ data }: MessageEvent<ToWriter | ToFollowers>) => this.#receive(data));
    this.tellAll();
  }

  /** Tells what happened, where someone follows. */
  tell(what: Numbered): void {
    if (this.#hasFollowers) this.#send({ ...what, number: ++this.#told });
  }

  /** Has those that follow ask for everything again. */
  tellAll(): void {
    this.#send({ kind: "writing" });
  }

  named(name: string): void {
    this.#send({ kind: "named", name });
  }

  close(): void {
    this.#channel?.close();
  }

  #receive(message: ToWriter | ToFollowers): void {
    if (message.kind === "join") void this.#welcome(message.from);
    else if (message.kind === "question") void this.#answer(message);
    else if (message.kind === "hand-over") this.#side.handOver();
  }

  async #welcome(to: string): Promise<void> {
    this.#hasFollowers = true;
    this.#send({ kind: "world-now", to, delta: this.#side.worldNow(), told: this.#told });
    // The first time what reads the screen has to be fetched; then it is read at once, so that `told` is true.
    await this.#side.screenNow();
    const told = this.#told;
    const screen = await this.#side.screenNow();
    this.#send({ kind: "screen-now", to, screen: { ...screen, told } });
  }

  async #answer({ from, requestId, question, at }: Extract<ToWriter, { kind: "question" }>): Promise<void> {
    this.#send({ kind: "answer", to: from, requestId, answer: await this.#side.inspect(question, at) });
  }

  #send(message: ToFollowers): void {
    this.#channel?.postMessage(message);
  }
}
