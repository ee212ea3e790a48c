/** Engine operations a second, at 1,000 and at 100,000 live tokens, beside a bare loop that builds and parses answers of the same size. */
import { ManualClock, SeededRandom } from "../../lib/index.ts";
import { VaultServer } from "../../vault/index.ts";
import { rate, type Row } from "./measure.ts";

const SECONDS = 1;
const REVOKED = 5000;

type Operation = "read" | "update";
type Data = Readonly<Record<string, string | number | boolean | readonly string[]>>;

class World {
  readonly server: VaultServer;
  readonly clock = new ManualClock(1_795_471_925n * 1_000_000_000n);

  constructor() {
    this.server = new VaultServer({ clock: this.clock, random: new SeededRandom("bench") });
  }

  call(operation: Operation, path: string, data: Data, token = this.server.rootToken) {
    const outcome = this.server.handle({ operation, path, data, clientToken: token });
    if (outcome?.ok === false) throw new Error(`${path}: ${outcome.errors.join(", ")}`);
    return outcome;
  }

  create(data: Data = {}, parent = this.server.rootToken): string {
    const outcome = this.call("update", "auth/token/create", { policies: ["default"], ttl: "24h", ...data }, parent);
    return outcome?.auth?.clientToken ?? "";
  }
}

/** What any server must do at the least: read a small JSON request, keep a record, write a small JSON answer. */
function bareLoop(): number {
  const kept = new Map<string, unknown>();
  const answer = {
    request_id: "x".repeat(36),
    data: {
      id: "y".repeat(95),
      accessor: "z".repeat(24),
      policies: ["default"],
      ttl: 86_400,
      meta: null,
      path: "auth/token/create",
    },
  };
  return rate(SECONDS, (index) => {
    const body: unknown = JSON.parse('{"policies":["default"],"ttl":"24h"}');
    kept.set(`k${index % 100_000}`, body);
    JSON.stringify(answer);
  });
}

function at(live: number, bare: number): Row[] {
  const world = new World();
  const tokens: string[] = [];
  for (let index = 0; index < live; index++) tokens.push(world.create());
  const pick = (index: number) => tokens[(index * 7919) % tokens.length] ?? "";
  const label = (name: string) => `${name}, ${live.toLocaleString("en")} live`;
  const lookup = rate(SECONDS, (index) => world.call("update", "auth/token/lookup", { token: pick(index) }));
  const self = rate(SECONDS, (index) => world.call("read", "auth/token/lookup-self", {}, pick(index)));
  const renew = rate(SECONDS, (index) => world.call("update", "auth/token/renew", { token: pick(index) }));
  const service = rate(SECONDS, () => tokens.push(world.create()));
  const batch = rate(SECONDS, () => world.create({ type: "batch" }));
  const revoke = revokeRate(world, tokens.slice(-REVOKED));
  return [
    { name: label("create service"), value: service, unit: "/s", bare, promise: { atLeast: 20_000 } },
    { name: label("create batch"), value: batch, unit: "/s", bare, promise: { atLeast: 10_000 } },
    { name: label("lookup"), value: lookup, unit: "/s", bare },
    { name: label("lookup-self"), value: self, unit: "/s", bare },
    { name: label("renew"), value: renew, unit: "/s", bare },
    { name: label("revoke"), value: revoke, unit: "/s", bare },
  ];
}

/** Revocations a second, over tokens that are all there. */
function revokeRate(world: World, tokens: readonly string[]): number {
  const start = performance.now();
  for (const token of tokens) world.call("update", "auth/token/revoke", { token });
  return tokens.length / ((performance.now() - start) / 1000);
}

function tree(): Row {
  const world = new World();
  world.call("update", "sys/policies/acl/parent", { policy: 'path "auth/token/create" { capabilities = ["update"] }' });
  const top = world.create({ policies: ["parent"] });
  let level = [top];
  for (let made = 1; made < 10_000;) {
    const next: string[] = [];
    for (const parent of level)
      for (let child = 0; child < 10 && made < 10_000; child++, made++)
        next.push(world.create({ policies: ["parent"] }, parent));
    level = next;
  }
  const start = performance.now();
  world.call("update", "auth/token/revoke", { token: top });
  return { name: "revoke a tree of 10,000", value: performance.now() - start, unit: "ms" };
}

function memory(): Row[] {
  const gc = globalThis.gc;
  if (!gc) throw new Error("run with --expose-gc");
  const world = new World();
  world.create();
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 100_000; index++) world.create();
  gc();
  const bytes = process.memoryUsage().heapUsed - before;
  // Asked after the weighing, so that the world is not collected before it.
  if (world.server.tokens().length < 100_000) throw new Error("tokens are missing");
  return [
    { name: "heap for 100,000 service tokens", value: bytes / 1e6, unit: "MB" },
    { name: "heap a service token", value: bytes / 100_000, unit: "bytes", promise: { atMost: 3000 } },
  ];
}

export function engineRows(): Row[] {
  const bare = bareLoop();
  const small = at(1000, bare);
  const large = at(100_000, bare);
  const value = (rows: readonly Row[], name: string) => rows.find((row) => row.name.startsWith(name))?.value ?? 0;
  return [
    { name: "a bare loop (parse, keep, write)", value: bare, unit: "/s" },
    ...small,
    ...large,
    {
      name: "lookup at 1,000 against 100,000 live",
      value: value(small, "lookup,") / value(large, "lookup,"),
      unit: "times slower",
      promise: { atMost: 1.5 },
    },
    tree(),
    ...memory(),
  ];
}
