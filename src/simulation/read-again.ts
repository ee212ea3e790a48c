import type { OutputBuffer } from "./output-buffer.ts";
import type { JournalEntry } from "./protocol.ts";
import type { ReplayQueue } from "./replay-queue.ts";
import type { VirtualTime } from "./virtual-time.ts";
import type { HeldInput } from "./waits.ts";

type Of<Kind extends JournalEntry["kind"]> = Extract<JournalEntry, { kind: Kind }>;

export interface ReadAgainConfig {
  readonly time: VirtualTime;
  readonly output: OutputBuffer;
  /** What so many entries print is on the screen already. */
  readonly shownEntries: number;
  readonly apply: (entry: HeldInput) => void;
  readonly travel: (entry: Of<"travel">) => void;
  readonly terminal: (entry: Of<"terminal">) => void;
  readonly line: (entry: Of<"line">) => Promise<void>;
}

/** Does again what a journal says, entry by entry, each at its time. What is for a running line, that line takes itself. */
export async function readAgain(queue: ReplayQueue, config: ReadAgainConfig): Promise<void> {
  const { time, output, shownEntries } = config;
  for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
    output.muted = queue.position <= shownEntries;
    time.moveToMs(entry.atMs);
    if (entry.kind === "resize" || entry.kind === "clock") config.apply(entry);
    else if (entry.kind === "travel") config.travel(entry);
    else if (entry.kind === "terminal") config.terminal(entry);
    else if (entry.kind === "line") await config.line(entry);
  }
  output.muted = false;
}
