/** The served engine under load, beside a bare Node JSON server that gives answers of the same size in the same run. */
import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { ServedVault } from "../serve/served-vault.ts";
import type { Row } from "./measure.ts";

const CONNECTIONS = 8;
const SECONDS = 2;
const WARM_UP_SECONDS = 1;
const ROUNDS = 2;
const SHARE_OF_BARE = 0.65;
const TOKENS_TO_WEIGH = 20_000;

interface Asked {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

interface Measured {
  readonly perSecond: number;
  readonly errors: number;
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

function load(port: number, asked: Asked, token: string, seconds: number): Promise<Measured> {
  const { method, path: target, body = "" } = asked;
  const headers = { "X-Vault-Token": token, ...(body === "" ? {} : { "Content-Type": "application/json" }) };
  const order = JSON.stringify({ port, seconds, connections: CONNECTIONS, method, path: target, headers, body });
  const root = path.resolve(import.meta.dirname, "../..");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["scripts/run.mjs", "src/node/load.ts", order], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(printed));
      else reject(new Error(`the load ended with ${code}`));
    });
  });
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

/** Requests a second of both, in turn, so that what else the machine does falls on both. */
async function compare(served: ServedVault, asked: Asked, token: string): Promise<Row[]> {
  const sample = await fetch(served.address + asked.path, {
    method: asked.method,
    headers: { "X-Vault-Token": token },
    ...(asked.body === undefined ? {} : { body: asked.body }),
  });
  const bare = await bareServer(await sample.json());
  const sums = { ours: 0, bare: 0, errors: 0 };
  await load(portOf(bare), asked, token, WARM_UP_SECONDS);
  await load(served.port, asked, token, WARM_UP_SECONDS);
  for (let round = 0; round < ROUNDS; round++) {
    const plain = await load(portOf(bare), asked, token, SECONDS);
    const ours = await load(served.port, asked, token, SECONDS);
    sums.bare += plain.perSecond / ROUNDS;
    sums.ours += ours.perSecond / ROUNDS;
    sums.errors += ours.errors + plain.errors;
  }
  bare.close();
  bare.closeAllConnections();
  return [
    { name: asked.name, value: sums.ours, unit: "/s", bare: sums.bare },
    {
      name: `${asked.name} beside bare`,
      value: sums.ours / sums.bare,
      unit: "of it",
      promise: { atLeast: SHARE_OF_BARE },
    },
    { name: `${asked.name} errors`, value: sums.errors, unit: "", promise: { atMost: 0 } },
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
  for (const asked of flows) rows.push(...(await compare(served, asked, token)));
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
