import { describe, expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";

const reader = `# what readers may
path "secret/data/*" {
  capabilities = ["read"]
}

path "secret/data/private" {
  capabilities = ["deny"]
}
`;

function withReader(): { vault: OpenVault; token: string } {
  const vault = new OpenVault({ onEvent: () => undefined });
  vault.succeedOrNothing("update", "sys/policies/acl/reader", { policy: reader });
  return { vault, token: vault.create({ policies: ["reader", "ghost"], ttl: "1h" }) };
}

describe("what a token may do", () => {
  test("the rule that grants is pointed out in its policy's text, by its lines", () => {
    const { vault, token } = withReader();
    const answer = vault.server.access({ token, operation: "read", path: "secret/data/app" });
    expect(answer).toMatchObject({ allowed: true, granted: ["read"], mount: { point: "secret/", type: "kv" } });
    const source = answer.sources.find(({ name }) => name === "reader");
    expect(source?.rules.map(({ lines, decides }) => [lines[0], lines[1], decides])).toEqual([
      [2, 4, true],
      [6, 8, false],
    ]);
  });

  test("the rule that denies, too", () => {
    const { vault, token } = withReader();
    const answer = vault.server.access({ token, operation: "read", path: "secret/data/private" });
    expect(answer).toMatchObject({ allowed: false, decision: { cause: "denied-by-rule", policy: "reader" } });
    expect(answer.sources.find(({ name }) => name === "reader")?.rules[1]?.decides).toBe(true);
  });

  test("where no rule matches, none is pointed out, and a policy that is not there is named", () => {
    const { vault, token } = withReader();
    const answer = vault.server.access({ token, operation: "list", path: "sys/mounts" });
    expect(answer).toMatchObject({ allowed: false, path: "sys/mounts/", decision: { cause: "no-rule" } });
    expect(answer.sources.flatMap(({ rules }) => rules).some(({ decides }) => decides)).toBe(false);
    expect(answer.sources.filter(({ exists }) => !exists).map(({ name }) => name)).toEqual(["ghost"]);
  });

  test("a path of a mount's root asks for sudo", () => {
    const { vault } = withReader();
    vault.succeedOrNothing("update", "sys/policies/acl/auditor", {
      policy: 'path "sys/audit" { capabilities = ["read"] }',
    });
    const token = vault.create({ policies: ["auditor"], ttl: "1h" });
    expect(vault.server.access({ token, operation: "read", path: "sys/audit" })).toMatchObject({
      allowed: false,
      needsSudo: true,
      decision: { cause: "sudo-missing", rule: "sys/audit" },
    });
  });

  test("a path that takes no token is anybody's; one that leads nowhere is allowed and still leads nowhere", () => {
    const { vault, token } = withReader();
    expect(vault.server.access({ token: "x", operation: "read", path: "sys/health" })).toMatchObject({ allowed: true });
    const root = vault.server.access({ token: vault.root, operation: "read", path: "nowhere/at/all" });
    expect(root).toMatchObject({ allowed: true, mount: undefined, decision: { cause: "root" } });
    expect(vault.server.access({ token, operation: "read", path: "nowhere/at/all" }).allowed).toBe(false);
  });

  test("a template is shown filled in, and a rule without its value counts for nothing", () => {
    const { vault } = withReader();
    vault.succeedOrNothing("update", "sys/auth/userpass", { type: "userpass" });
    vault.succeedOrNothing("update", "sys/policies/acl/home", {
      policy: `path "secret/data/{{identity.entity.name}}" {\n capabilities = ["read"]\n}\npath "secret/{{identity.entity.metadata.team}}" {\n capabilities = ["read"]\n}`,
    });
    vault.succeedOrNothing("update", "auth/userpass/users/ann", { password: "x", token_policies: "home" });
    const token = vault.succeed("update", "auth/userpass/login/ann", { password: "x" }, "").auth?.clientToken ?? "";
    const name = vault.server.inspectToken(
      vault.server.tokens().find((view) => view.token === token) ?? expect.fail("no such token"),
    ).entity?.name;
    const answer = vault.server.access({ token, operation: "read", path: `secret/data/${name}` });
    expect(answer.allowed).toBe(true);
    const home = answer.sources.find((source) => source.name === "home");
    expect(home?.rules.map(({ filled, decides }) => [filled, decides])).toEqual([
      [`secret/data/${name}`, true],
      [undefined, false],
    ]);
  });

  test.each([
    ["revoked", (vault: OpenVault, token: string) => vault.request("update", "auth/token/revoke", { token })],
    ["expired", (vault: OpenVault) => vault.pass(7200)],
  ])("a token that is %s may do nothing", (detail, end) => {
    const { vault, token } = withReader();
    end(vault, token);
    expect(vault.server.access({ token, operation: "read", path: "secret/data/app" })).toMatchObject({
      allowed: false,
      decision: { cause: "bad-token", detail },
    });
  });

  test("a batch token goes with its parent", () => {
    const { vault } = withReader();
    const parent = vault.create({ policies: ["root"], ttl: "1h" });
    const token = vault.create({ policies: ["reader"], ttl: "1h", type: "batch" }, parent);
    expect(vault.server.access({ token, operation: "read", path: "secret/data/app" }).allowed).toBe(true);
    vault.request("update", "auth/token/revoke", { token: parent });
    expect(vault.server.access({ token, operation: "read", path: "secret/data/app" }).decision).toEqual({
      cause: "bad-token",
      detail: "parent-gone",
    });
  });

  test("asking leaves no trace", () => {
    const { vault, token } = withReader();
    const batch = vault.create({ policies: ["reader"], ttl: "1h", type: "batch" });
    const before = vault.server.stateHash();
    for (const each of [token, batch, "hvs.none", "hvb.none"]) {
      for (const path of ["secret/data/app", "sys/mounts", "nowhere"]) {
        vault.server.access({ token: each, operation: "read", path });
      }
    }
    for (const view of vault.server.tokens()) vault.server.inspectToken(view);
    expect(vault.server.stateHash()).toBe(before);
  });
});
