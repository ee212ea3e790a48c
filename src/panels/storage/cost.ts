/** The running meter of what tokens cost the server, and the experiment that makes the difference plain. */
import type { LineStorageHead, StorageMeter } from "../world.ts";

export const EXPERIMENT_TOKENS = 1000;
/** One line, so that one undo takes it back; it stops where the token in use may not create. */
export const EXPERIMENT = `for type in service batch; do for i in $(seq ${EXPERIMENT_TOKENS}); do vault token create -type=$type -policy=default -ttl=1h >/dev/null || break 2; done; done`;

export interface MeterRow {
  readonly type: "service" | "batch";
  readonly tokens: number;
  readonly writes: number;
  /** Of the scale, from 0 to 1. */
  readonly share: number;
}

export interface MeterShown {
  readonly rows: readonly MeterRow[];
  /** Where the scale ends. */
  readonly scale: number;
}

export function selectMeter(meter: StorageMeter): MeterShown {
  const scale = scaleFor(Math.max(meter.service.writes, meter.batch.writes));
  const rows = (["service", "batch"] as const).map((type) => ({
    type,
    tokens: meter[type].tokens,
    writes: meter[type].writes,
    share: meter[type].writes / scale,
  }));
  return { rows, scale };
}

/** The next of 10, 20, 50, 100, … that holds an amount. */
export function scaleFor(amount: number): number {
  for (let ten = 10; ; ten *= 10) for (const step of [1, 2, 5]) if (step * ten >= amount) return step * ten;
}

/** What the experiment cost when it was last done, also while it runs. */
export function experimentOf(lines: readonly LineStorageHead[]): StorageMeter | undefined {
  return lines.findLast(({ text }) => text === EXPERIMENT)?.meter;
}
