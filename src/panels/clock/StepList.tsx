import { timeOfDay } from "../shared/format.ts";
import type { Step, World } from "../world.ts";
import type { TimeActions } from "./time-actions.ts";

export interface StepListProps {
  readonly world: Pick<World, "steps" | "undone">;
  readonly looking: number | undefined;
  readonly onLook: TimeActions["onLook"];
}

/** The rule as a list, where a rule is too short for fingers: the latest step first, above it what was undone. */
export function StepList({ world: { steps, undone }, looking, onLook }: StepListProps) {
  return (
    <ol className="ck-steps" aria-label="Moments" reversed>
      {[...steps, ...undone].toReversed().map((step) => (
        <li key={step.moment}>
          <button
            type="button"
            aria-pressed={step.moment === looking}
            onClick={() => onLook(step.moment === looking ? undefined : step)}
          >
            <time>{timeOfDay(step.atMs)}</time>
            <code>{step.text === "" ? "the beginning" : step.text}</code>
            <span>{noteOf(step, undone)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function noteOf(step: Step, undone: readonly Step[]): string {
  if (undone.includes(step)) return "undone";
  return step.line !== undefined && step.line.exitCode !== 0 ? "× refused" : "";
}
