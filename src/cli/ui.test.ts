import { describe, expect, it } from "vitest";
import { fakeProgramIo } from "./fake-program-io.ts";
import { runVault } from "./index.ts";

const refused = { "GET auth/token/lookup-self": { status: 403, body: '{"errors":["permission denied"]}' } };
const sealed = { "GET sys/seal-status": '{"type":"shamir"}' };

async function printed(args: readonly string[], env: Readonly<Record<string, string>>) {
  const fake = fakeProgramIo(args, { terminal: true, env, answers: { ...refused, ...sealed } });
  await runVault(fake.io);
  return { stdout: fake.stdout, stderr: fake.stderr };
}

describe("what is printed on a terminal", () => {
  it("an error is bright red from its first word to its last", async () => {
    const { stderr } = await printed(["token", "lookup"], {});
    expect(stderr.startsWith("\u001b[91mError looking up token: ")).toBe(true);
    expect(stderr.endsWith("* permission denied\u001b[0m\n")).toBe(true);
    expect(stderr.split("\u001b")).toHaveLength(3);
  });

  it("nothing is coloured where the output is for programs", async () => {
    const { stderr } = await printed(["token", "lookup", "-format=json"], {});
    expect(stderr).toMatch(/^Error looking up token: [^]*\* permission denied\n$/);
  });

  it.each([
    ["NO_COLOR", { NO_COLOR: "1" }, "shamir"],
    ["a terminal that knows no colours", { TERM: "dumb" }, "shamir"],
    ["VAULT_CLI_NO_COLOR, which keeps a field's newline", { VAULT_CLI_NO_COLOR: "1" }, "shamir\n"],
    ["not an empty NO_COLOR", { NO_COLOR: "" }, "\u001b[0mshamir\u001b[0m\n"],
  ])("colours are put off by %s", async (_, env, text) => {
    expect((await printed(["read", "-field=type", "sys/seal-status"], env)).stdout).toBe(text);
  });
});
