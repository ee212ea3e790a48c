/** The served engine under load, beside a bare Node JSON server that gives answers of the same size in the same run. */
import { fork } from "node:child_process";
import { createServer, type Server } from "node:http";
import { ServedVault } from "../serve/served-vault.ts";
import type { Client, Measured, Order } from "../load.ts";
import { percentile, type Row } from "./measure.ts";

const CONNECTIONS = 8;
const SECONDS = 0.8;
const WARM_UP_SECONDS = 1;
const ROUNDS = 7;
const SHARE_OF_BARE = 0.65;
const TOKENS_TO_WEIGH = 20_000;

interface Asked {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

const create = "/v1/auth/token/create";
const createService: Asked = {
  name: "create service",
  method: "POST",
  path: create,
  body: '{"policies":["default"],"ttl":"1h"}',
};
const createBatch: Asked = {
  name: "create batch",
  method: "POST",
  path: create,
  body: '{"type":"batch","policies":["default"],"ttl":"1h"}',
};
const flows: readonly Asked[] = [
  { name: "lookup-self", method: "GET", path: "/v1/auth/token/lookup-self" },
  createService,
  createBatch,
  { name: "read kv v2", method: "GET", path: "/v1/secret/data/app/db" },
];

/** The load, one process for all that is measured, so that both servers meet the same one and a warm one. */
class Load {
  private readonly child = fork("scripts/run.mjs", ["src/node/load.ts"]);

  on(port: number, asked: Asked, token: string, client: Client, seconds: number): Promise<Measured> {
    const { method, path: target, body = "" } = asked;
    const headers = { "X-Vault-Token": token, ...(body === "" ? {} : { "Content-Type": "application/json" }) };
    const order: Order = { client, port, seconds, connections: CONNECTIONS, method, path: target, headers, body };
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the load ended with ${code}`));
      this.child.once("exit", ended);
      this.child.once("message", (measured: Measured) => {
        this.child.off("exit", ended);
        resolve(measured);
      });
      this.child.send(order);
    });
  }

  stop(): void {
    this.child.kill();
  }
}

/** Reads a JSON body, writes a JSON answer: what any Node server does at the least. */
function bareServer(answer: unknown): Promise<Server> {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (text: string) => (body += text));
    request.on("end", () => {
      if (body !== "") JSON.parse(body);
      const text = JSON.stringify(answer);
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
      response.end(text);
    });
  });
  return new Promise((resolve) => void server.listen(0, "127.0.0.1", () => resolve(server)));
}

function portOf(server: Server): number {
  const address = server.address();
  return address === null || typeof address === "string" ? 0 : address.port;
}

async function prepared(): Promise<{ served: ServedVault; token: string }> {
  const served = await ServedVault.start({ port: 0 });
  const headers = { "X-Vault-Token": served.vault.rootToken };
  const secret = JSON.stringify({ data: { username: "app", password: "correct horse battery staple" } });
  await fetch(`${served.address}/v1/secret/data/app/db`, { method: "POST", headers, body: secret });
  const policy = `path "${create.slice(4)}" { capabilities = ["update"] } path "secret/data/*" { capabilities = ["read"] }`;
  await fetch(`${served.address}/v1/sys/policies/acl/load`, {
    method: "PUT",
    headers,
    body: JSON.stringify({ policy }),
  });
  const body = JSON.stringify({ policies: ["default", "load"], ttl: "24h" });
  const made = await fetch(served.address + create, { method: "POST", headers, body });
  const answer: { auth: { client_token: string } } = await made.json();
  return { served, token: answer.auth.client_token };
}

/** Requests a second of both, in short turns, so that what else the machine does falls on both. */
async function compare(load: Load, served: ServedVault, asked: Asked, token: string, client: Client): Promise<Row[]> {
  const sample = await fetch(served.address + asked.path, {
    method: asked.method,
    headers: { "X-Vault-Token": token },
    ...(asked.body === undefined ? {} : { body: asked.body }),
  });
  const bare = await bareServer(await sample.json());
  const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  let errors = 0;
  await load.on(portOf(bare), asked, token, client, WARM_UP_SECONDS);
  await load.on(served.port, asked, token, client, WARM_UP_SECONDS);
  for (let round = 0; round < ROUNDS; round++) {
    const plain = await load.on(portOf(bare), asked, token, client, SECONDS);
    const ours = await load.on(served.port, asked, token, client, SECONDS);
    rates.bare.push(plain.perSecond);
    rates.ours.push(ours.perSecond);
    errors += ours.errors + plain.errors;
  }
  bare.close();
  bare.closeAllConnections();
  const name = `${asked.name}, ${client}`;
  const shares = rates.ours.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN));
  return [
    { name, value: percentile(rates.ours, 0.5), unit: "/s", bare: percentile(rates.bare, 0.5) },
    {
      name: `${name} beside bare, median`,
      value: percentile(shares, 0.5),
      unit: "of it",
      ...(client === "fetch" ? { promise: { atLeast: SHARE_OF_BARE } } : {}),
    },
    { name: `${name} errors`, value: errors, unit: "", promise: { atMost: 0 } },
  ];
}

/** Heap that a token leaves behind, over the wire's whole path but the socket. */
function weigh(served: ServedVault, asked: Asked, token: string): number {
  const gc = globalThis.gc;
  if (!gc) throw new Error("run with --expose-gc");
  const request = {
    method: asked.method,
    url: asked.path,
    headers: { "x-vault-token": token },
    body: asked.body ?? "",
  };
  const one = () => void served.vault.handleHttp(request);
  for (let index = 0; index < 1000; index++) one();
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < TOKENS_TO_WEIGH; index++) one();
  gc();
  return (process.memoryUsage().heapUsed - before) / TOKENS_TO_WEIGH;
}

export async function serveRows(): Promise<Row[]> {
  const { served, token } = await prepared();
  const rows: Row[] = [];
  const load = new Load();
  for (const client of ["fetch", "flat-out"] as const)
    for (const asked of flows) rows.push(...(await compare(load, served, asked, token, client)));
  load.stop();
  await served.stop();
  const fresh = await prepared();
  rows.push(
    {
      name: "heap a service token",
      value: weigh(fresh.served, createService, fresh.token),
      unit: "bytes",
      promise: { atMost: 3000 },
    },
    // Less than a byte: what V8 itself keeps of the run.
    {
      name: "heap a batch token",
      value: weigh(fresh.served, createBatch, fresh.token),
      unit: "bytes",
      promise: { atMost: 16 },
    },
  );
  await fresh.served.stop();
  return rows;
}
