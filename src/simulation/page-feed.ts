import type { Timeline } from "./moments.ts";
import type { ClockView, FromSimulation, WorldDelta } from "./protocol.ts";
import type { RealTime } from "./real-time.ts";
import type { VirtualTime } from "./virtual-time.ts";
import type { WorldModel } from "./world-model.ts";
import { sendInPieces } from "./world-pieces.ts";

/** Often enough for numbers that run; each delta costs the page a drawing, and what that leaves must be collected. */
const DELTA_MS = 100;

export interface PageFeedConfig {
  readonly time: VirtualTime;
  readonly real: RealTime;
  readonly world: WorldModel;
  readonly timeline: Timeline;
  readonly send: (message: FromSimulation) => void;
}

/** Tells the page what changed in the world: while a line runs every so often, else at once. */
export class PageFeed {
  private readonly config: PageFeedConfig;
  private sentMs = 0;

  constructor(config: PageFeedConfig) {
    this.config = config;
  }

  /** A line begins: one that ends soon is told of when it has ended, and only then. */
  beginLine(): void {
    this.sentMs = this.config.real.nowMs();
  }

  sendChanges(now: boolean): void {
    const { real, world, timeline } = this.config;
    const realMs = real.nowMs();
    if (!now && realMs - this.sentMs < DELTA_MS) return;
    this.sentMs = realMs;
    this.send({ ...world.take(), ...timeline.take() });
  }

  /** For a page that knows nothing. */
  sendWhole(): void {
    const { world, timeline } = this.config;
    this.send({ ...world.whole(), ...timeline.whole() });
  }

  /** The world has become another one. */
  sendInstead(delta: WorldDelta): void {
    this.send({ ...delta, ...this.config.timeline.whole() });
  }

  private send(delta: WorldDelta): void {
    sendInPieces({ ...delta, clock: this.clock() }, this.config.send);
  }

  private clock(): ClockView {
    const { nowMs, rate, nextExpiryMs } = this.config.time;
    return { nowMs, rate, nextExpiryMs };
  }
}
