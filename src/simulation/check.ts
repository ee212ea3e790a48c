import type { SeededRandom, Transport } from "../lib/index.ts";
import { Workstation } from "../workstation/index.ts";
import type { WorkstationSnapshot } from "../workstation/index.ts";
import type { SimulatedServer } from "./server.ts";
import { secondsNs } from "./virtual-time.ts";
import type { VirtualTime } from "./virtual-time.ts";
import type { WorldModel } from "./world-model.ts";

export interface CheckWorld {
  readonly workstation: WorkstationSnapshot;
  readonly server: SimulatedServer;
  readonly time: VirtualTime;
  readonly latency: SeededRandom;
  readonly chance: SeededRandom;
  readonly world: WorldModel;
  readonly transport: Transport;
  readonly columns: number;
  readonly lastExit: number;
  readonly lastOutput: string;
  readonly turn: () => Promise<void>;
}

/** A check that asks this often whether to stop does not end. */
const MOST_QUESTIONS = 500_000;

/**
 * Runs a lab's check on a copy of the student's machine. It sees the shell's variables, exported or not, the files, the
 * history in ~/.bash_history, and the last line as $LAST_COMMAND, $LAST_EXIT and $LAST_OUTPUT; it may do anything, since the
 * server and the clock are put back as they were. Exit code 0 passes; what is printed is the reason.
 */
export async function runCheck(script: string, world: CheckWorld): Promise<{ exitCode: number; output: string }> {
  const { server, time, latency, chance } = world;
  const before = {
    server: server.snapshot(),
    nowNs: time.clock.nowNs(),
    latency: latency.state(),
    chance: chance.state(),
    rate: time.rate,
  };
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
      breathe: () => undefined,
      pause: world.turn,
      columns: () => world.columns,
    },
    { rootToken: server.rootToken },
  );
  world.world.mute(true);
  try {
    copy.restore(world.workstation);
    copy.setVariable("LAST_EXIT", String(world.lastExit));
    copy.setVariable("LAST_COMMAND", world.workstation.history[world.workstation.lineCount - 1] ?? "");
    copy.setVariable("LAST_OUTPUT", world.lastOutput.replace(/\n+$/, ""));
    copy.writeHistoryFile();
    const { exitCode } = await copy.run(script);
    return { exitCode, output };
  } finally {
    copy.dispose();
    world.world.mute(false);
    time.clock.restore(before.nowNs);
    time.rate = before.rate;
    server.restore(before.server);
    latency.restore(before.latency);
    chance.restore(before.chance);
  }
}
