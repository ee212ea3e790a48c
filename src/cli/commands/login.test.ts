import { describe, expect, it } from "vitest";
import { fakeProgramIo } from "../fake-program-io.ts";
import { runVault } from "../index.ts";

const self = JSON.stringify({
  request_id: "r",
  data: { id: "hvs.new", accessor: "acc", policies: ["default"], ttl: 60, renewable: true, meta: null },
});
const answers = { "GET auth/token/lookup-self": self };
const env = { VAULT_TOKEN: "" };
const helper = "/home/student/.vault-token";

describe("vault login", () => {
  it("keeps the token in the helper and sends it from then on", async () => {
    const fake = fakeProgramIo(["login", "hvs.new"], { answers, env });
    expect(await runVault(fake.io)).toBe(0);
    expect(fake.files.get(helper)).toBe("hvs.new");
    expect(fake.requests[0]?.headers["x-vault-token"]).toBe("hvs.new");
    expect(fake.stdout).toContain("token_duration       1m\n");
    expect(fake.stderr).toBe("");
  });

  it("asks for the token, hidden, where none is given", async () => {
    const fake = fakeProgramIo(["login"], { answers, env, typed: " hvs.new " });
    expect(await runVault(fake.io)).toBe(0);
    expect(fake.asked).toEqual(["Token (will be hidden): "]);
    expect(fake.files.get(helper)).toBe("hvs.new");
  });

  it("says how to pipe a token where nobody is there to ask", async () => {
    const fake = fakeProgramIo(["login"], { answers, env });
    expect(await runVault(fake.io)).toBe(2);
    expect(fake.stderr).toMatch(
      /^Token \(will be hidden\): \nError authenticating: An error occurred .* pass "-" as the argument/,
    );
  });

  it("reads the token from standard input for -", async () => {
    const fake = fakeProgramIo(["login", "-no-print", "-"], { answers, env, stdin: "hvs.new\n" });
    expect(await runVault(fake.io)).toBe(0);
    expect(fake.stdout).toBe("");
    expect(fake.files.get(helper)).toBe("hvs.new");
  });

  it("-token-only prints the token and keeps nothing", async () => {
    const fake = fakeProgramIo(["login", "-token-only", "hvs.new"], { answers, env });
    expect(await runVault(fake.io)).toBe(0);
    expect(fake.stdout).toBe("hvs.new");
    expect(fake.files.has(helper)).toBe(false);
  });

  it("warns where VAULT_TOKEN will win over what it keeps", async () => {
    const fake = fakeProgramIo(["login", "hvs.new"], { answers });
    expect(await runVault(fake.io)).toBe(0);
    expect(fake.stderr).toBe(
      "WARNING! The VAULT_TOKEN environment variable is set! The value of this\nvariable will take precedence; if this is unwanted please unset VAULT_TOKEN or\nupdate its value accordingly.\n\n",
    );
  });

  it("changes a token of GitHub's, named, set or asked for", async () => {
    const denied = { "PUT auth/github/login": { status: 403, body: '{"errors":["permission denied"]}' } };
    for (const [words, more] of [
      [["token=ghp"], {}],
      [[], { env: { ...env, VAULT_AUTH_GITHUB_TOKEN: "ghp" } }],
      [[], { typed: "ghp" }],
    ] as const) {
      const fake = fakeProgramIo(["login", "-method=github", ...words], { answers: denied, env, ...more });
      expect(await runVault(fake.io)).toBe(2);
      expect(fake.requests[0]?.body).toBe('{"token":"ghp"}');
      expect(fake.stderr).toContain("Error authenticating: Error making API request.");
    }
    const alone = fakeProgramIo(["login", "-method=github"], { answers: denied, env });
    expect(await runVault(alone.io)).toBe(2);
    expect(alone.stderr).toMatch(/^GitHub Personal Access Token \(will be hidden\): \nError authenticating: An error/);
  });

  it("sends nothing but a name where a certificate is to speak", async () => {
    const answers = { "PUT auth/ce/login": { status: 403, body: '{"errors":["permission denied"]}' } };
    const fake = fakeProgramIo(["login", "-method=cert", "-path=ce", "name=web"], { answers, env });
    expect(await runVault(fake.io)).toBe(2);
    expect(fake.requests[0]?.body).toBe('{"name":"web"}');
  });

  it.each([
    ["userpass", {}, "'username' must be specified"],
    ["radius", {}, "'username' must be specified"],
    ["okta", {}, "'username' var must be set"],
    ["ldap", {}, "'username' not supplied and neither 'LOGNAME' nor 'USER' env vars set"],
    ["ldap", { USER: "amy" }, "file descriptor 0 is not a terminal"],
  ])("-method=%s with %o lacks what it needs", async (method, named, why) => {
    const fake = fakeProgramIo(["login", `-method=${method}`], { env: { ...env, ...named } });
    expect(await runVault(fake.io)).toBe(2);
    expect(fake.stderr).toContain(`Error authenticating: ${why}\n`);
  });

  it("sends no token with a password", async () => {
    const login = JSON.stringify({
      auth: { client_token: "hvs.u", accessor: "a", policies: ["default"], lease_duration: 60 },
    });
    const fake = fakeProgramIo(["login", "-method=userpass", "username=amy"], {
      typed: "pw",
      answers: { "PUT auth/userpass/login/amy": login },
    });
    expect(await runVault(fake.io)).toBe(0);
    expect(fake.asked).toEqual(["Password (will be hidden): "]);
    expect(fake.requests[0]).toMatchObject({ body: '{"password":"pw"}' });
    expect(fake.requests[0]?.headers["x-vault-token"]).toBeUndefined();
  });
});
