import type { Transport } from "../lib/index.ts";
import { Workstation } from "../workstation/index.ts";
import type { WorkstationHost, WorkstationSnapshot } from "../workstation/index.ts";
import type { LastLine } from "./moments.ts";
import type { LineRecord } from "./protocol.ts";
import { secondsNs } from "./virtual-time.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface CheckWorld {
  readonly workstation: WorkstationSnapshot;
  readonly rootToken: string;
  readonly time: VirtualTime;
  readonly transport: Transport;
  readonly startServer: NonNullable<WorkstationHost["startServer"]>;
  readonly columns: number;
  /** What was typed on the way to the world as it is: what was undone is no part of it. */
  readonly lines: readonly Pick<LineRecord, "text" | "exitCode">[];
  readonly last: LastLine;
}

/** A check that asks this often whether to stop does not end. */
const MOST_QUESTIONS = 500_000;

/**
 * Runs a lab's check on a copy of the student's machine. It sees the shell's variables, exported or not, the files, the
 * history in ~/.bash_history, of that what ended with 0 in ~/.bash_succeeded, and the last line as $LAST_COMMAND, $LAST_EXIT and $LAST_OUTPUT; it may do anything, since the
 * caller puts the server and the clock back as they were. Exit code 0 passes; what is printed is the reason.
 */
export async function runCheck(script: string, world: CheckWorld): Promise<{ exitCode: number; output: string }> {
  const { time, workstation } = world;
  let output = "";
  const copy = new Workstation(
    {
      attached: false,
      interrupts: { raised: (reads) => reads > MOST_QUESTIONS },
      output: (_stream, text) => {
        output += text;
      },
      ask: () => Promise.resolve(undefined),
      sleep: async (seconds) => time.moveTo(time.clock.nowNs() + secondsNs(seconds)),
      nowNs: () => time.clock.nowNs(),
      transport: world.transport,
      startServer: world.startServer,
      breathe: () => undefined,
      pause: () => Promise.resolve(),
      columns: () => world.columns,
    },
    { rootToken: world.rootToken },
  );
  try {
    copy.restore(workstation);
    copy.setVariable("LAST_EXIT", String(world.last.exitCode));
    copy.setVariable("LAST_COMMAND", world.last.text);
    copy.setVariable("LAST_OUTPUT", world.last.output.replace(/\n+$/, ""));
    const texts = (lines: CheckWorld["lines"]) => lines.map(({ text }) => text);
    copy.writeHistoryFiles(texts(world.lines), texts(world.lines.filter(({ exitCode }) => exitCode === 0)));
    const { exitCode } = await copy.run(script);
    return { exitCode, output };
  } finally {
    copy.dispose();
  }
}
