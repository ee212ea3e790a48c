/** What a line costs in the shell, from Enter to the next prompt, without a page. */
import { SeededRandom } from "../../lib/index.ts";
import {
  Simulation,
  threadTime,
  type FromSimulation,
  type Question,
  type ToSimulation,
  type TravelTarget,
} from "../../simulation/index.ts";
import { VaultServer } from "../../vault/index.ts";
import { installVirtualGlobals } from "../../workstation/index.ts";
import { percentile, type Row } from "./measure.ts";

const START_MS = 1_795_471_925_000;
const LINES = 300;
const WARM_UP = 30;

export interface Shell {
  /** Runs a line; answers how long it took, in milliseconds. */
  run(line: string): Promise<number>;
  /** Goes in time; answers how long it took until the page had the world that it led to. */
  travel(to: TravelTarget): Promise<number>;
  ask(question: Question): number;
  dispose(): void;
}

export async function openShell(): Promise<Shell> {
  let atPrompt: (() => void) | undefined;
  const chance = new SeededRandom("bench");
  let world: Simulation | undefined;
  installVirtualGlobals({ nowMs: () => world?.nowMs() ?? START_MS, fraction: () => (chance.bytes(1)[0] ?? 0) / 256 });
  const simulation = new Simulation({
    seed: "bench",
    startMs: START_MS,
    size: { columns: 80, rows: 24 },
    time: threadTime(),
    makeServer: (parts) => new VaultServer(parts),
    send: (message: FromSimulation) => {
      // What crosses to the page is copied.
      if (message.kind === "world" || message.kind === "inspected") structuredClone(message);
      if (message.kind === "prompt" || message.kind === "travelled") atPrompt?.();
    },
  });
  world = simulation;
  await simulation.boot();
  const untilPrompt = async (message: ToSimulation) => {
    const start = performance.now();
    const prompt = new Promise<void>((resolve) => (atPrompt = resolve));
    simulation.receive(message);
    await prompt;
    return performance.now() - start;
  };
  return {
    run: (line) => untilPrompt({ kind: "line", text: line }),
    travel: (to) => untilPrompt({ kind: "travel", to }),
    ask: (question) => {
      const start = performance.now();
      simulation.receive({ kind: "inspect", requestId: 1, question });
      return performance.now() - start;
    },
    dispose: () => simulation.dispose(),
  };
}

export async function shellRows(): Promise<Row[]> {
  const shell = await openShell();
  const rows: Row[] = [];
  for (const line of [
    "vault token lookup",
    "vault token create -ttl=1h",
    "vault token lookup -format=json | jq -r .data.id",
    "true",
  ]) {
    const samples: number[] = [];
    for (let index = 0; index < WARM_UP + LINES; index++) {
      const took = await shell.run(line);
      if (index >= WARM_UP) samples.push(took);
    }
    rows.push({ name: `${line}, median`, value: percentile(samples, 0.5), unit: "ms" });
    rows.push({ name: `${line}, 95th percentile`, value: percentile(samples, 0.95), unit: "ms" });
  }
  shell.dispose();
  return rows;
}
