import { expect, onTestFinished, test } from "vitest";
import { VaultServer } from "../../vault/index.ts";
import type { Answer, InspectionName, Question } from "../inspections.ts";
import type { FromSimulation, Journal } from "../protocol.ts";
import { Simulation } from "../simulation.ts";

async function boot(journal?: Journal) {
  let now = 0;
  let prompted: (() => void) | undefined;
  let answer: Answer | undefined;
  const simulation = new Simulation({
    seed: "seed",
    startMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    size: { columns: 80, rows: 24 },
    ...(journal && { journal }),
    time: {
      nowMs: () => (now += 0.01),
      after: () => () => undefined,
      turn: () => new Promise((resolve) => void setImmediate(resolve)),
    },
    makeServer: (parts) => new VaultServer(parts),
    send(message: FromSimulation) {
      if (message.kind === "broken") throw new Error(message.message);
      if (message.kind === "output")
        setImmediate(() => simulation.receive({ kind: "shown", characters: message.text.length }));
      if (message.kind === "prompt") prompted?.();
      if (message.kind === "inspected") ({ answer } = message);
    },
  });
  onTestFinished(() => simulation.dispose());
  await simulation.boot();
  const run = async (line: string): Promise<void> => {
    const done = new Promise<void>((resolve) => (prompted = resolve));
    simulation.receive({ kind: "line", text: line });
    await done;
  };
  const ask = <Name extends InspectionName>(question: Question<Name>): Answer<Name> => {
    simulation.receive({ kind: "inspect", requestId: 1, question });
    return answer;
  };
  return { run, ask, simulation };
}

const rows = (world: Awaited<ReturnType<typeof boot>>) =>
  world.ask<"wire">({ about: "wire" }).items.map(({ method, target, status, line }) => [line, method, target, status]);

test("each exchange is kept with the line that made it, its times, headers and bodies, and what the engine did", async () => {
  const world = await boot();
  await world.run("vault token lookup");
  await world.run("vault token create -ttl=5m; vault read nothing/here");
  expect(rows(world)).toEqual([
    [0, "GET", "/v1/auth/token/lookup-self", 200],
    [1, "POST", "/v1/auth/token/create", 200],
    [1, "GET", "/v1/nothing/here", 404],
  ]);
  const { exchange } = world.ask<"wire-exchange">({ about: "wire-exchange", number: 1 });
  expect(exchange).toMatchObject({ lineText: "vault token create -ttl=5m; vault read nothing/here", line: 1 });
  expect(exchange?.requestHeaders["x-vault-token"]).toMatch(/^hvs\./);
  expect(exchange?.requestBody.text).toContain('"ttl":"5m0s"');
  expect(exchange?.responseBody.text).toContain('"client_token":"hvs.');
  expect(exchange?.responseBody.text).toContain(exchange?.engine?.requestId);
  expect(exchange?.engine).toMatchObject({ operation: "update", written: 4, decision: { cause: "root" } });
  expect(exchange?.tookMicroseconds).toBeGreaterThanOrEqual(1000);
  expect(exchange?.tookMicroseconds).toBeLessThan(2000);
});

test("what the HTTP layer answers by itself is on the wire too, without an engine's side", async () => {
  const world = await boot();
  await world.run("curl -s -X POST -d '{' http://127.0.0.1:8200/v1/secret/data/a");
  const { exchange } = world.ask<"wire-exchange">({ about: "wire-exchange", number: 0 });
  expect([exchange?.status, exchange?.engine]).toEqual([400, undefined]);
});

test("a long body is kept up to its bound, and says how long it was", async () => {
  const world = await boot();
  await world.run("vault secrets enable -path=kv kv; vault write kv/a v=$(printf 'x%.0s' $(seq 20000))");
  const { exchange } = world.ask<"wire-exchange">({ about: "wire-exchange", number: 1 });
  expect(exchange?.requestBody.text).toHaveLength(16_384);
  expect(exchange?.requestBody.characters).toBe('{"v":""}\n'.length + 20_000 - 1);
});

test("a text is found wherever it stands", async () => {
  const world = await boot();
  await world.run("vault token lookup; vault token create -display-name=Needle");
  const find = (text: string) => world.ask<"wire-search">({ about: "wire-search", text }).numbers;
  expect([find("needle"), find("lookup-self"), find("X-Vault-Request: TRUE"), find("nowhere")]).toEqual([
    [0, 1],
    [0],
    [0, 1],
    [],
  ]);
});

test("the meter counts what issuing cost: four keys for a service token, none for a batch token", async () => {
  const world = await boot();
  await world.run("for i in 1 2 3; do vault token create; vault token create -type=batch -policy=default; done");
  const { meter, lines } = world.ask<"storage-meter">({ about: "storage-meter" });
  expect(meter).toEqual({ service: { tokens: 3, writes: 12 }, batch: { tokens: 3, writes: 0 } });
  expect(lines).toMatchObject([{ number: 0, requests: 6, written: 12, meter }]);
  await world.run("vault token create -wrap-ttl=60s -type=batch -policy=default");
  expect(world.ask<"storage-meter">({ about: "storage-meter" }).meter.batch).toEqual({ tokens: 4, writes: 0 });
});

test("what was written for each token is kept with it, and goes with an undo", async () => {
  const world = await boot();
  const issued = () => {
    const { meter, issued: latest } = world.ask<"storage-meter">({ about: "storage-meter" });
    return [
      meter.service.tokens + meter.batch.tokens,
      latest.map(({ written }) => written.map((key) => key.split("/")[2])),
    ];
  };
  await world.run("vault token create; vault token create -type=batch -policy=default");
  const before = issued();
  expect(before).toEqual([2, [["accessor", "parent", "id", "id"], []]]);
  await world.run("vault token create");
  expect(issued()[0]).toBe(3);
  world.simulation.receive({ kind: "travel", to: { steps: -1 } });
  expect(issued()).toEqual(before);
});

test("a loop leaves what was before it, and is kept by its latest exchanges", async () => {
  const world = await boot();
  await world.run("vault policy list");
  await world.run("for i in $(seq 600); do vault token lookup >/dev/null; done");
  const { items, gaps } = world.ask<"wire">({ about: "wire" });
  expect([items.length, items[0]?.line, gaps]).toEqual([501, 0, [{ from: 1, to: 101 }]]);
  expect(world.ask<"token-requests">({ about: "token-requests", key: "none" })).toEqual({ requests: [], kept: 501 });
});

test("a line's operations are kept in order", async () => {
  const world = await boot();
  await world.run("T=$(vault token create -field=token)");
  await world.run("vault token revoke $T");
  const { line } = world.ask<"storage-line">({ about: "storage-line", line: 1 });
  const deleted = line?.operations.filter(({ kind }) => kind === "delete").map(({ key }) => key.split("/h")[0]);
  expect([line?.text, line?.deleted]).toEqual(["vault token revoke $T", 4]);
  expect(deleted?.map((key) => key?.replace(/[0-9a-f]{40}/, "‹hex›"))).toContain("sys/token/accessor/‹hex›");
});

test("levels of storage count what is below", async () => {
  const world = await boot();
  await world.run("vault token create");
  const { levels } = world.ask<"storage-levels">({ about: "storage-levels", open: ["", "sys/token/"] });
  expect(levels[""]?.names.map(({ name }) => name)).toEqual(expect.arrayContaining(["core/", "sys/"]));
  expect(levels["sys/token/"]?.names).toContainEqual({ name: "id/", keys: 2 });
});

test("audit lines come with the devices that wrote them", async () => {
  const world = await boot();
  expect(world.ask<"audit">({ about: "audit" })).toMatchObject({ devices: [], items: [] });
  await world.run("vault audit enable file file_path=audit.log");
  const { devices, items } = world.ask<"audit">({ about: "audit" });
  expect(devices).toMatchObject([{ path: "file/", options: { file_path: "audit.log" } }]);
  expect(items.map(({ file, written, text }) => [file, written, JSON.parse(text).type])).toEqual([
    ["audit.log", true, "request"],
    ["audit.log", true, "response"],
  ]);
});

const everything = (world: Awaited<ReturnType<typeof boot>>) => [
  world.ask<"wire">({ about: "wire" }),
  world.ask<"wire-exchange">({ about: "wire-exchange", number: 0 }),
  world.ask<"storage-meter">({ about: "storage-meter" }),
  world.ask<"audit">({ about: "audit" }),
];

test("the same journal makes the same records, going back takes away what came after, and going on brings it back", async () => {
  const world = await boot();
  await world.run("vault audit enable file file_path=audit.log");
  await world.run("vault token create");
  const before = everything(world);
  const moment = world.simulation.timeline.current?.step.moment ?? -1;
  await world.run("vault token create -type=batch -policy=default; vault token lookup");
  const after = everything(world);
  const entries = structuredClone(world.simulation.journal);
  const again = await boot({ version: 1, seed: "seed", startMs: Date.UTC(2026, 0, 2, 3, 4, 5), entries });
  expect(everything(again)).toEqual(after);
  world.simulation.receive({ kind: "travel", to: { moment } });
  expect(everything(world)).toEqual(before);
  world.simulation.receive({ kind: "travel", to: { steps: 1 } });
  expect(everything(world)).toEqual(after);
  world.simulation.receive({ kind: "travel", to: { steps: -1 } });
  await world.run("vault token lookup");
  expect(rows(world).at(-1)).toEqual([2, "GET", "/v1/auth/token/lookup-self", 200]);
});

test("checks and completions leave nothing behind", async () => {
  const world = await boot();
  await world.run("vault token lookup");
  const before = everything(world);
  world.simulation.receive({ kind: "check", requestId: 2, script: "vault token create" });
  world.simulation.receive({ kind: "complete", requestId: 3, text: "vault read secret/", cursor: 18 });
  await world.run("true");
  expect(everything(world).slice(0, 2)).toEqual(before.slice(0, 2));
  expect(world.ask<"storage-meter">({ about: "storage-meter" }).meter.service.tokens).toBe(0);
});
