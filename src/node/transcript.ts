/**
 * `npm run --silent transcript -- --out DIR FILE.json…`: runs each scenario's commands in one shell on a fresh world and writes
 * what they printed, in the same format. With `--url URL --token T` the commands go to a Vault that runs there.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  encodeUtf8,
  headerBytes,
  headerText,
  httpHeaders,
  SeededRandom,
  type HttpAnswer,
  type HttpRequest,
} from "../lib/index.ts";
import { secondsNs, ServerPlace, VirtualTime } from "../simulation/index.ts";
import { standardOutput, VaultServer } from "../vault/index.ts";
import { installVirtualGlobals, Workstation } from "../workstation/index.ts";
import type { WorkstationHost } from "../workstation/index.ts";

interface Step {
  readonly cmd: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

interface Scenario {
  readonly name: string;
  readonly about?: string;
  readonly steps: readonly Pick<Step, "cmd">[];
}

interface World {
  readonly rootToken: string;
  readonly address?: string;
  /** Told of the machine that its server writes logs on. */
  readonly runsOn?: (workstation: Workstation) => void;
  readonly nowMs: () => number;
  readonly fraction: () => number;
  readonly host: Pick<WorkstationHost, "transport" | "nowNs" | "sleep" | "startServer">;
}

const REQUEST_NS = 1_000_000n;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, url: { type: "string" }, token: { type: "string" } },
});
if (
  values.out === undefined ||
  positionals.length === 0 ||
  (values.url === undefined) !== (values.token === undefined)
) {
  process.stderr.write("usage: transcript --out DIR [--url URL --token TOKEN] FILE.json…\n");
  process.exit(2);
}
await mkdir(values.out, { recursive: true });
for (const file of positionals) {
  const scenario: Scenario = JSON.parse(await readFile(file, "utf8"));
  const world = values.url === undefined ? simulated(scenario.name) : real(values.url, values.token ?? "");
  const actual = await record(scenario, world);
  await writeFile(path.join(values.out, `${scenario.name}.json`), `${JSON.stringify(actual, null, 1)}\n`);
}

/** A world of our own: its clock moves with requests and jumps over sleep. */
function simulated(seed: string): World {
  const time = new VirtualTime(Date.now());
  let machine: Workstation | undefined;
  const server = new ServerPlace(seed, (parts) => new VaultServer(parts), {
    clock: time.clock,
    onEvent: () => undefined,
    // What the server prints nobody sees here.
    auditSink: {
      append: (path, line) => path === standardOutput || (machine?.appendFromServer(path, line) ?? true),
    },
  });
  time.attach(server);
  const chance = new SeededRandom(`${seed}/shell`);
  const transport = async (request: HttpRequest) => {
    const [a = 0, b = 0] = chance.bytes(2);
    time.moveTo(time.clock.nowNs() + REQUEST_NS + BigInt((a << 8) | b));
    return server.handleHttp(request);
  };
  return {
    rootToken: server.rootToken,
    runsOn: (workstation) => {
      machine = workstation;
    },
    nowMs: () => time.nowMs,
    fraction: () => (chance.bytes(1)[0] ?? 0) / 256,
    host: {
      transport,
      startServer: (wanted) => server.start(wanted),
      nowNs: () => time.clock.nowNs(),
      sleep: async (seconds) => time.moveTo(time.clock.nowNs() + secondsNs(seconds)),
    },
  };
}

/** A Vault somewhere, in real time. */
function real(url: string, rootToken: string): World {
  const now = Date.now;
  return {
    rootToken,
    address: new URL(url).origin,
    nowMs: () => now(),
    fraction: () => Math.random(),
    host: {
      transport: throughFetch,
      nowNs: () => BigInt(now()) * 1_000_000n,
      sleep: (seconds) => new Promise((resolve) => void setTimeout(resolve, seconds * 1000)),
    },
  };
}

async function throughFetch({ method, url, headers, body }: HttpRequest): Promise<HttpAnswer> {
  const sent = Object.entries(headers).map(([name, value]): [string, string] => [name, headerBytes(value)]);
  const hasBody = body !== "" && method !== "GET" && method !== "HEAD";
  const response = await fetch(url, { method, headers: sent, ...(hasBody && { body: encodeUtf8(body) }) });
  const received = [...response.headers].map(([name, value]) => [name, headerText(value)] as const);
  return { status: response.status, headers: httpHeaders(received), body: await response.text() };
}

async function record(scenario: Scenario, world: World): Promise<object> {
  let printed = { stdout: "", stderr: "" };
  const restore = world.address === undefined ? installVirtualGlobals(world) : () => undefined;
  const workstation = new Workstation(
    {
      ...world.host,
      attached: false,
      interrupts: { raised: () => false },
      output: (stream, text) => {
        printed[stream] += text;
      },
      ask: () => Promise.resolve(undefined),
      breathe: () => undefined,
      pause: () => new Promise((resolve) => void setImmediate(resolve)),
      columns: () => 80,
    },
    { rootToken: world.rootToken, ...(world.address === undefined ? {} : { address: world.address }) },
  );
  world.runsOn?.(workstation);
  const steps: Step[] = [];
  try {
    for (const { cmd } of scenario.steps) {
      printed = { stdout: "", stderr: "" };
      const { exitCode } = await workstation.run(cmd);
      steps.push({ cmd, ...printed, exit: exitCode });
    }
  } finally {
    workstation.dispose();
    restore();
  }
  return { name: scenario.name, about: scenario.about ?? "", root: world.rootToken, steps };
}
