import type { Step } from "../world.ts";

/** What the bar of time can ask for. */
export interface TimeActions {
  /** Goes so many steps on, or back where less than zero. */
  readonly onTravel: (steps: number) => void;
  /** Looks at a moment; undefined returns to now. */
  readonly onLook: (step: Step | undefined) => void;
  /** Compares a moment with the one that is looked at, or with now. */
  readonly onCompare: (step: Step | undefined) => void;
}
