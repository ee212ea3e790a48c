/** `npm run serve` as a process: what it prints, what it refuses, how it ends. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { afterEach, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const started: { kill(signal: "SIGKILL"): unknown }[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

function serve(...flags: readonly string[]) {
  const child = spawn(process.execPath, ["scripts/run.mjs", "src/node/serve.ts", ...flags], { cwd: root });
  started.push(child);
  const printed = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text));
  return { child, printed, ended: once(child, "close").then(([code]: unknown[]) => code) };
}

test("it prints address, key and token like a dev server, serves them, and ends on SIGTERM", async () => {
  const { child, printed, ended } = serve("--port", "0", "--dev-root-token-id", "mine");
  await expect.poll(() => printed.stdout, { timeout: 30_000 }).toMatch(/Root Token: mine\n/);
  expect(printed.stdout).toMatch(/^Unseal Key: [A-Za-z0-9+/]{43}=$/m);
  const address = /Api Address: (http:\/\/127\.0\.0\.1:\d+)/.exec(printed.stdout)?.[1] ?? "";
  const answer = await fetch(`${address}/v1/auth/token/lookup-self`, { headers: { "X-Vault-Token": "mine" } });
  expect(await answer.json()).toMatchObject({ data: { id: "mine", policies: ["root"] } });
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  await expect(fetch(`${address}/v1/sys/health`)).rejects.toThrow("fetch failed");
});

test("a port that is taken is told, with the way out", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { printed, ended } = serve("--port", String(port));
  expect(await ended).toBe(1);
  expect(printed.stderr).toBe(
    `Port ${port} of 127.0.0.1 is taken. Stop what listens there, or choose another with --port.\n`,
  );
  taken.close();
});

test.each([
  [["--port", "many"], '--port takes a number from 0 to 65535, and not "many".'],
  [["--prot", "8200"], "Unknown option '--prot'"],
  [["--dev-root-token-id", "a b"], "--dev-root-token-id takes printable characters without spaces."],
])("%j is refused, with the usage", async (flags, text) => {
  const { printed, ended } = serve(...flags);
  expect(await ended).toBe(2);
  expect(printed.stderr).toContain(text);
  expect(printed.stderr).toContain("usage: npm run serve -- ");
});
