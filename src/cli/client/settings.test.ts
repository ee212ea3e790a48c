import { expect, test } from "vitest";
import { fakeProgramIo, type FakeWorld } from "../fake-program-io.ts";
import { runVault } from "../index.ts";

async function run(line: string, world: FakeWorld = {}) {
  const fake = fakeProgramIo(line.split(" "), world);
  const exitCode = await runVault(fake.io);
  return { exitCode, ...fake };
}

test.each([
  ["token lookup -mfa=totp:123456", {}, "-mfa"],
  ["login -mfa=a -mfa=b x", {}, "-mfa"],
  ["token lookup", { VAULT_MFA: "totp:123456" }, "VAULT_MFA"],
])("a second step is not simulated, and nothing is sent: %s %o", async (line, env, given) => {
  const { exitCode, stderr, requests } = await run(line, { env });
  expect(stderr).toContain(`${given} is not simulated: nothing here asks for a second step; see docs/coverage.md.\n`);
  expect([exitCode, requests]).toEqual([1, []]);
});

test("an empty VAULT_MFA is none", async () => {
  expect((await run("token lookup", { env: { VAULT_MFA: "" } })).requests).toHaveLength(1);
});

test("a header of one's own is named as Go names headers", async () => {
  const { stdout } = await run("token lookup -output-curl-string -header=x-my-header=v");
  expect(stdout).toContain('-H "X-My-Header: v"');
});

test.each([
  ["5", undefined],
  ["5.5:10", undefined],
  ["5:x", "VAULT_RATE_LIMIT was provided but incorrectly formatted"],
  ["x", "VAULT_RATE_LIMIT was provided but incorrectly formatted"],
])("VAULT_RATE_LIMIT=%s", async (limit, problem) => {
  const { stderr } = await run("token lookup", { env: { VAULT_RATE_LIMIT: limit } });
  if (problem === undefined) expect(stderr).not.toContain("failed to read environment");
  else expect(stderr).toBe(`failed to read environment: ${problem}\n`);
});
