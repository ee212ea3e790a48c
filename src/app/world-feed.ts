import { goesOnWithWorld, type WorldDelta } from "../simulation/index.ts";

/** Of a world that comes in pieces, so many wait for one drawing: more would hold the page. */
const TOKENS_AT_ONCE = 5000;

/**
 * Gathers what the simulation says of the world and hands it on at most once a frame, after it: a line's several deltas make one
 * drawing, and none of them comes between its output and the screen.
 */
export class WorldFeed {
  readonly #apply: (delta: WorldDelta) => void;
  #waiting: WorldDelta | undefined;
  #actions: (() => void)[] = [];
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(apply: (delta: WorldDelta) => void) {
    this.#apply = apply;
  }

  take(delta: WorldDelta): void {
    // Where the world becomes another one, what was before it must be there first.
    const isMore = goesOnWithWorld(delta) && (this.#waiting?.reset ?? this.#waiting?.instead) !== undefined;
    if (isMore ? tokensOf(this.#waiting) >= TOKENS_AT_ONCE : (delta.instead ?? this.#waiting?.instead) !== undefined)
      this.flush();
    this.#waiting = this.#waiting === undefined ? delta : mergeDeltas(this.#waiting, delta);
    this.#handOnLater();
  }

  /** Does something of the page when all that came before has been handed on. */
  afterwards(action: () => void): void {
    this.#actions.push(action);
    this.#handOnLater();
  }

  /** A line that waits is to be explained. */
  get explains(): boolean {
    return this.#waiting?.lines?.some(({ why }) => why !== undefined) === true;
  }

  /** Hands on what waits, now. */
  flush(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = undefined;
    const delta = this.#waiting;
    const actions = this.#actions;
    this.#waiting = undefined;
    this.#actions = [];
    if (delta !== undefined) this.#apply(delta);
    for (const action of actions) action();
  }

  #handOnLater(): void {
    // A hidden page draws no frames, and its state is still to be true.
    if (document.hidden) this.flush();
    else this.#frame ??= requestAnimationFrame(() => (this.#timer = setTimeout(() => this.flush())));
  }
}

function tokensOf(delta: WorldDelta | undefined): number {
  return delta?.tokens?.length ?? 0;
}

/** Two deltas in a row as one. What begins anew leaves nothing of what was before. */
export function mergeDeltas(first: WorldDelta, then: WorldDelta): WorldDelta {
  if (then.reset) return then;
  const tokens = joined(first.tokens, then.tokens);
  const lines = joined(first.lines, then.lines);
  const steps = joined(first.steps, then.steps);
  const identities = then.identities && { ...first.identities, ...then.identities };
  return {
    ...first,
    ...then,
    ...(first.instead && { instead: first.instead }),
    ...(tokens && { tokens }),
    ...(lines && { lines }),
    ...(steps && { steps }),
    ...(identities && { identities }),
  };
}

function joined<Item>(
  first: readonly Item[] | undefined,
  then: readonly Item[] | undefined,
): readonly Item[] | undefined {
  return first === undefined || then === undefined ? (first ?? then) : [...first, ...then];
}
