import type { FromSimulation } from "./protocol.ts";

/** What the page draws. All else it must have at once: the work that comes next may never end. */
const DRAWN: ReadonlySet<FromSimulation["kind"]> = new Set(["output", "world", "prompt", "travelled"]);

/** So many tokens cross by themselves: they come in pieces so that the page does other things between them. */
const TOKENS_ALONE = 500;

/**
 * Sends what one piece of work says as one message. Of several, the browser would draw a frame after the first, and keep a line's
 * prompt waiting for that of its output.
 */
export class Outbox {
  private readonly post: (messages: readonly FromSimulation[]) => void;
  private waiting: FromSimulation[] = [];

  constructor(post: (messages: readonly FromSimulation[]) => void) {
    this.post = post;
  }

  send(message: FromSimulation): void {
    if (this.waiting.push(message) === 1) queueMicrotask(() => this.flush());
    if (!DRAWN.has(message.kind) || isLarge(message)) this.flush();
  }

  private flush(): void {
    const { waiting } = this;
    this.waiting = [];
    if (waiting.length > 0) this.post(waiting);
  }
}

function isLarge(message: FromSimulation): boolean {
  return message.kind === "world" && (message.delta.tokens?.length ?? 0) > TOKENS_ALONE;
}
