/** Time as it can be travelled: the world as each step left it, and where among these moments the world stands. */
import type { SeededRandom } from "../lib/index.ts";
import type { Workstation, WorkstationSnapshot } from "../workstation/index.ts";
import type { Step, TravelTarget, WorldDelta } from "./protocol.ts";
import type { PlaceSnapshot, ServerPlace } from "./server-place.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { Records } from "./records/records.ts";
import type { RecordsSnapshot } from "./records/records.ts";
import { WorldModel } from "./world-model.ts";
import type { WorldModelSnapshot } from "./world-model.ts";

/** Steps that can be undone; older ones only all together, by going back to the beginning. */
export const STEPS_KEPT = 500;

export interface WorldParts {
  readonly server: ServerPlace;
  readonly workstation: Workstation;
  readonly world: WorldModel;
  readonly records: Records;
  readonly time: VirtualTime;
  readonly latency: SeededRandom;
  readonly chance: SeededRandom;
}

/** All that a line can change. O(1) to take; may be gone back to as often as one likes. */
export interface WorldState {
  readonly nowNs: bigint;
  readonly server: PlaceSnapshot;
  readonly workstation: WorkstationSnapshot;
  readonly world: WorldModelSnapshot;
  readonly records: RecordsSnapshot;
  readonly latency: ReturnType<SeededRandom["state"]>;
  readonly chance: ReturnType<SeededRandom["state"]>;
}

/** The line before the prompt, as a check or the next line sees it. */
export interface LastLine {
  readonly text: string;
  readonly exitCode: number;
  readonly output: string;
}

export interface Moment {
  readonly step: Step;
  readonly state: WorldState;
  readonly last: LastLine;
  /** The digest of all that was printed until then. */
  readonly printed: number;
  /** What the token helper's file held. */
  readonly stored: string | undefined;
  /** Where the server was started. */
  readonly serverTerminal: number;
}

export function takeState({ server, workstation, world, records, time, latency, chance }: WorldParts): WorldState {
  return {
    nowNs: time.clock.nowNs(),
    server: server.snapshot(),
    workstation: workstation.snapshot(),
    world: world.snapshot(),
    records: records.snapshot(),
    latency: latency.state(),
    chance: chance.state(),
  };
}

/** Makes the world what it was. What was typed stays typed: the history is the student's, not the world's. */
export function putState(parts: WorldParts, state: WorldState): void {
  const { server, workstation, world, records, time, latency, chance } = parts;
  time.clock.restore(state.nowNs);
  server.restore(state.server);
  workstation.putBack(state.workstation);
  world.restore(state.world);
  records.restore(state.records);
  latency.restore(state.latency);
  chance.restore(state.chance);
}

/** Answers a question about the world as it was. Only for one that ends at once and changes nothing. */
export function asOf<T>(
  { server, time }: WorldParts,
  state: WorldState,
  ask: (then: WorldModel, records: Records) => T,
): T {
  const before = { server: server.snapshot(), nowNs: time.clock.nowNs() };
  const then = new WorldModel();
  then.restore(state.world);
  const records = new Records(() => state.nowNs);
  records.restore(state.records);
  time.clock.restore(state.nowNs);
  server.restore(state.server);
  try {
    return ask(then, records);
  } finally {
    time.clock.restore(before.nowNs);
    server.restore(before.server);
  }
}

/** The moments there are, in order. A step from one that was gone back to takes the place of those that came after it. */
export class Timeline {
  private moments: Moment[] = [];
  private here = 0;
  private beginning: Moment | undefined;
  private pending: Pick<WorldDelta, "steps" | "undone" | "keptFrom"> = {};

  keep(moment: Moment): void {
    this.beginning ??= moment;
    const isCut = this.undoneCount > 0;
    this.moments.length = Math.min(this.moments.length, this.here + 1);
    this.moments.push(moment);
    while (this.moments.length > STEPS_KEPT + 1) this.moments.shift();
    this.here = this.moments.length - 1;
    const keptFrom = this.moments[0]?.step.moment ?? 0;
    this.pending = { steps: [...(this.pending.steps ?? []), moment.step], keptFrom, ...(isCut && { undone: [] }) };
  }

  /** Where the world stands: the moment that its last step led to. */
  get current(): Moment | undefined {
    return this.moments[this.here];
  }

  get doneCount(): number {
    return this.here;
  }

  get undoneCount(): number {
    return this.moments.length - 1 - this.here;
  }

  find(moment: number): Moment | undefined {
    return this.moments.find(({ step }) => step.moment === moment);
  }

  /** The moment that a traveller means; undefined where there is none such. */
  target(to: TravelTarget): Moment | undefined {
    if (to === "beginning") return this.beginning;
    return "steps" in to ? this.moments[this.here + to.steps] : this.find(to.moment);
  }

  /** The world stands at this moment now. Answers how many steps on that is, or (less than zero) back. */
  goTo(moment: Moment): number {
    if (!this.moments.includes(moment)) {
      this.moments.unshift(moment);
      this.here++;
    }
    const before = this.here;
    this.here = this.moments.indexOf(moment);
    return this.here - before;
  }

  /** The steps next to here, the nearest first: those that undo, or redo, would take. */
  steps(direction: "back" | "on"): readonly Step[] {
    const moments =
      direction === "back" ? this.moments.slice(1, this.here + 1).reverse() : this.moments.slice(this.here + 1);
    return moments.map(({ step }) => step);
  }

  /** What changed since it was last taken. */
  take(): Pick<WorldDelta, "steps" | "undone" | "keptFrom"> {
    const { pending } = this;
    this.pending = {};
    return pending;
  }

  /** Everything, for a page that knows nothing. */
  whole(): Pick<WorldDelta, "steps" | "undone"> {
    this.pending = {};
    const steps = this.moments.map(({ step }) => step);
    return { steps: steps.slice(0, this.here + 1), undone: steps.slice(this.here + 1) };
  }
}
