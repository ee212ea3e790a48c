import { Pause, Redo2, SkipForward, Undo2 } from "lucide-react";
import { useCallback } from "react";
import { dayAndTime } from "../shared/format.ts";
import { stepText } from "../shared/moment-text.ts";
import type { ClockAction, ClockRate, ClockView, Step, World } from "../world.ts";
import { DurationField } from "./DurationField.tsx";
import { useAtNow } from "./now.tsx";
import { nextExpiryText } from "./select.ts";
import type { TimeActions } from "./time-actions.ts";

const RATES: readonly ClockRate[] = [1, 60, 3600, 86_400];
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** Undo and redo, by name. The last step but the first can be undone; so can the fast run of the clock that goes on. */
export function UndoRedo({
  world: { steps, undone, clock },
  onTravel,
}: {
  readonly world: Pick<World, "steps" | "undone" | "clock">;
  readonly onTravel: TimeActions["onTravel"];
}) {
  const back = clock.rate > 1 ? "the fast clock" : steps.length > 1 ? nameOf(steps.at(-1)) : undefined;
  const on = nameOf(undone[0]);
  return (
    <>
      <button
        type="button"
        className="pn-btn"
        aria-disabled={back === undefined}
        aria-label={back === undefined ? "Undo: there is nothing to undo" : `Undo: ${back}`}
        title={back === undefined ? "Nothing to undo" : `Undo ${back} (Ctrl-Z; Ctrl-Alt-Z in the terminal)`}
        onClick={() => back !== undefined && onTravel(-1)}
      >
        <Undo2 size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="pn-btn"
        aria-disabled={on === undefined}
        aria-label={on === undefined ? "Redo: there is nothing to redo" : `Redo: ${on}`}
        title={on === undefined ? "Nothing to redo" : `Redo ${on} (Ctrl-Shift-Z; Ctrl-Alt-Shift-Z in the terminal)`}
        onClick={() => on !== undefined && onTravel(1)}
      >
        <Redo2 size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
    </>
  );
}

function nameOf(step: Step | undefined): string | undefined {
  return step && stepText(step);
}

export interface TransportProps {
  readonly clock: ClockView;
  readonly onClock: (action: ClockAction) => void;
}

/** How fast the clock runs. */
export function Speed({ clock, onClock }: TransportProps) {
  return (
    <fieldset className="pn-seg ck-speed" aria-label="Speed of the clock">
      <button
        type="button"
        aria-pressed={clock.rate === 0}
        aria-label="Pause the clock"
        title="Pause the clock"
        onClick={() => onClock({ kind: "pause" })}
      >
        <Pause size={13} strokeWidth={1.75} aria-hidden="true" />
      </button>
      {RATES.map((rate) => (
        <button
          key={rate}
          type="button"
          aria-pressed={clock.rate === rate}
          aria-label={rate === 1 ? "×1, run the clock" : `${rateText(rate)}, run the clock ${rate} times as fast`}
          title={rate === 1 ? "Run the clock" : `Run the clock ${rate} times as fast: ${PER_SECOND[rate]} a second`}
          onClick={() => onClock({ kind: "run", rate })}
        >
          {rateText(rate)}
        </button>
      ))}
    </fieldset>
  );
}

const PER_SECOND: Readonly<Record<ClockRate, string>> = { 1: "1 s", 60: "1 min", 3600: "1 h", 86_400: "1 d" };

function rateText(rate: ClockRate): string {
  return rate === 86_400 ? "×86400" : `×${rate}`;
}

/** What moves the clock on at once. */
export function Jumps({ clock, onClock }: TransportProps) {
  const advance = (seconds: number) => onClock({ kind: "advance", seconds });
  return (
    <>
      <button
        type="button"
        className="pn-btn ck-text-btn"
        aria-label="+1 h, move the clock on by 1 hour"
        title="Move the clock on by 1 hour"
        onClick={() => advance(HOUR_SECONDS)}
      >
        +1 h
      </button>
      <button
        type="button"
        className="pn-btn ck-text-btn"
        aria-label="+24 h, move the clock on by 24 hours"
        title="Look in again in 24 h: move the clock on by a day"
        onClick={() => advance(DAY_SECONDS)}
      >
        +24 h
      </button>
      <DurationField nowMs={clock.nowMs} onAdvance={advance} />
      <NextExpiry clock={clock} onClock={onClock} />
    </>
  );
}

function NextExpiry({ clock, onClock }: TransportProps) {
  const text = useAtNow(useCallback((nowMs: number) => nextExpiryText(clock, nowMs) ?? "", [clock]));
  const none = clock.nextExpiryMs === undefined;
  const title =
    clock.nextExpiryMs === undefined ? "Nothing is going to expire" : `Next expiry: ${dayAndTime(clock.nextExpiryMs)}`;
  return (
    <button
      type="button"
      className="pn-btn ck-text-btn"
      disabled={none}
      aria-label={none ? "Next expiry: there is none" : `Move the clock to the next expiry, in ${text}`}
      title={title}
      onClick={() => onClock({ kind: "next-expiry" })}
    >
      <SkipForward size={15} strokeWidth={1.5} aria-hidden="true" />
      {none ? "none" : text}
    </button>
  );
}
