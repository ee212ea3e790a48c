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
