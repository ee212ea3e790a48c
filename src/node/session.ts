/**
 * `npm run --silent session -- COMMAND`: sessions of the page on Node, where the same journal makes the same bytes.
 *
 *   run [--name N] [--seed S] [--start MS] [--pause] FILE   runs a file's lines one by one and prints the session's document
 *   link FILE|LINK                                           prints a session's link, as the fragment of the page's address
 *   file FILE|LINK                                           prints a session's document
 *   replay FILE|LINK                                         runs it again and prints its fingerprint and what it printed, as JSON
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import {
  isSessionLink,
  packLink,
  readFileBytes,
  readLink,
  Simulation,
  threadTime,
  Unreadable,
  writeDocument,
  type FromSimulation,
  type Journal,
  type SessionDocument,
} from "../simulation/index.ts";
import { VaultServer } from "../vault/index.ts";
import { installVirtualGlobals } from "../workstation/index.ts";

const SIZE = { columns: 80, rows: 24 };
const time = threadTime();
/** Read before the thread's clock becomes a world's. */
const nowMs = Date.now();

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: "string" },
    seed: { type: "string" },
    start: { type: "string" },
    pause: { type: "boolean" },
  },
});
const [command, source] = positionals;
const commands: Readonly<Record<string, (source: string) => Promise<string>>> = {
  run: async (file) => writeDocument(await run(await readFile(file, "utf8"))),
  link: async (from) => packLink(await read(from)),
  file: async (from) => writeDocument(await read(from)),
  replay: async (from) => JSON.stringify(await replay((await read(from)).journal)),
};
const act = command === undefined || !Object.hasOwn(commands, command) ? undefined : commands[command];
if (act === undefined || source === undefined) {
  process.stderr.write("usage: session run|link|file|replay [--name N] [--seed S] [--start MS] [--pause] FILE|LINK\n");
  process.exit(2);
}
try {
  process.stdout.write(`${await act(source)}\n`);
  process.exit(0);
} catch (error) {
  if (!(error instanceof Unreadable)) throw error;
  process.stderr.write(`${error.message}.\n`);
  process.exit(1);
}

/** A link is a whole address, its fragment, or what follows `#` in it; all else is a file's name. */
async function read(from: string): Promise<SessionDocument> {
  const fragment = from.slice(from.indexOf("#") + 1);
  return isSessionLink(fragment) ? readLink(fragment) : readFileBytes(await readFile(from));
}

async function run(text: string): Promise<SessionDocument> {
  const { name = "Session", seed = "seed", start = String(nowMs), pause = false } = values;
  const startMs = Number(start);
  const world = await boot({ version: 1, seed, startMs, entries: [] });
  if (pause) world.simulation.receive({ kind: "clock", action: { kind: "pause" } });
  for (const line of text.split("\n").filter((each) => each.trim() !== "")) await world.run(line);
  return { name, savedMs: nowMs, journal: { version: 1, seed, startMs, entries: world.simulation.journal } };
}

async function replay(journal: Journal): Promise<object> {
  const { simulation, text } = await boot(journal);
  return { ...simulation.fingerprint(), text: text() };
}

async function boot(journal: Journal) {
  let simulation: Simulation | undefined;
  let text = "";
  let prompted: () => void = () => undefined;
  installVirtualGlobals({
    nowMs: () => simulation?.nowMs() ?? journal.startMs,
    fraction: () => simulation?.fraction() ?? 0.5,
  });
  const send = (message: FromSimulation): void => {
    if (message.kind === "output") text += message.text;
    if (message.kind === "broken") throw new Error(message.message);
    // A program that asks gets no answer here.
    if (message.kind === "ask") simulation?.receive({ kind: "end-of-input" });
    if (message.kind === "prompt") prompted();
  };
  const { seed, startMs } = journal;
  const made = new Simulation({
    seed,
    startMs,
    size: SIZE,
    ...(journal.entries.length > 0 && { journal }),
    time,
    send,
    makeServer: (parts) => new VaultServer(parts),
  });
  simulation = made;
  await made.boot();
  return {
    simulation: made,
    text: () => text,
    run: (line: string) =>
      new Promise<void>((resolve) => {
        prompted = resolve;
        made.receive({ kind: "line", text: line });
      }),
  };
}
