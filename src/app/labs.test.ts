import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { loadLab, loadLabIndex, type Lab, type ReadText } from "../labs/index.ts";
import { Simulation, threadTime, type FromSimulation } from "../simulation/index.ts";
import { VaultServer } from "../vault/index.ts";
import { installVirtualGlobals } from "../workstation/index.ts";

const LABS = "public/labs";
const START_MS = Date.UTC(2026, 10, 23, 22, 12, 5);
const read: ReadText = async (path) => readFileSync(`${LABS}/${path}`, "utf8");
const time = threadTime();
const current: { simulation?: Simulation } = {};

beforeAll(() =>
  installVirtualGlobals({
    nowMs: () => current.simulation?.nowMs() ?? START_MS,
    fraction: () => current.simulation?.fraction() ?? 0.5,
  }),
);

/** A world in which lines are typed and checks are run, each awaited. */
async function openWorld() {
  const sent: FromSimulation[] = [];
  let wake: () => void = () => undefined;
  const simulation = new Simulation({
    seed: "lab",
    startMs: START_MS,
    size: { columns: 80, rows: 24 },
    time,
    makeServer: (parts) => new VaultServer(parts),
    send(message) {
      sent.push(message);
      wake();
    },
  });
  current.simulation = simulation;
  onTestFinished(() => simulation.dispose());
  const next = async <Kind extends FromSimulation["kind"]>(kind: Kind) => {
    for (;;) {
      const at = sent.findIndex((message) => message.kind === kind);
      if (at >= 0) return sent.splice(at, 1)[0] as Extract<FromSimulation, { kind: Kind }>;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  await simulation.boot();
  await next("prompt");
  return {
    type: async (text: string) => {
      simulation.receive({ kind: "line", text });
      return (await next("prompt")).exitCode;
    },
    check: async (script: string) => {
      simulation.receive({ kind: "check", requestId: 1, script });
      return next("checked");
    },
  };
}

/** A script as it is typed: a line that ends in a backslash goes on in the next. */
function typedLines(script: string): string[] {
  return script
    .trimEnd()
    .replaceAll("\\\n", "\\\0")
    .split("\n")
    .map((line) => line.replaceAll("\0", "\n"));
}

async function labs(): Promise<Lab[]> {
  const index = await loadLabIndex(read);
  if (!index.ok) throw new Error(index.problems.join("\n"));
  const loaded = await Promise.all(index.value.labs.map(({ id }) => loadLab(id, read)));
  return loaded.map((lab) => {
    if (!lab.ok) throw new Error(lab.problems.join("\n"));
    return lab.value;
  });
}

describe("the labs that are served", () => {
  test("are all in the index", async () => {
    const folders = readdirSync(LABS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect((await labs()).map(({ id }) => id).sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  test("go from red to green, step by step, when their solutions are typed", async () => {
    for (const lab of await labs()) {
      const world = await openWorld();
      for (const step of lab.steps) {
        const before = await world.check(step.check);
        expect.soft(before.exitCode, `${step.id} before it is solved`).not.toBe(0);
        expect.soft(before.output.trim(), `${step.id} says why not`).not.toBe("");
        const lines = typedLines(await read(`${lab.id}/${step.id}.solve.sh`));
        for (const line of lines.slice(0, -1)) await world.type(line);
        const almost = await world.check(step.check);
        expect.soft(almost.exitCode, `${step.id} but for its last line: ${almost.output}`).not.toBe(0);
        await world.type(lines.at(-1) ?? "");
        const after = await world.check(step.check);
        expect.soft(after.exitCode, `${step.id} after it is solved: ${after.output}`).toBe(0);
      }
    }
  });

  test("are not passed by what was refused, where a step asks for what it answers", async () => {
    const [lab] = await labs();
    const world = await openWorld();
    const check = async () => (await world.check(lab?.steps[0]?.check ?? "")).output;
    await world.type("VAULT_TOKEN=none vault token lookup");
    expect(await check()).toContain("Look at your own token");
    await world.type("vault token lookup");
    await world.type("VAULT_TOKEN=none vault list auth/token/accessors");
    expect(await check()).toContain("Now list the accessors");
    await world.type("vault list auth/token/accessors");
    expect(await check()).toContain("You are root.");
  });

  test("ask with each command for what their solutions type", async () => {
    for (const lab of await labs()) {
      for (const step of lab.steps) {
        const solution = typedLines(await read(`${lab.id}/${step.id}.solve.sh`));
        expect(step.commands.map(({ run }) => run)).toEqual(solution);
      }
    }
  });
});
