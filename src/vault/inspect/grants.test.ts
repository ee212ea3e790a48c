import { expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";

function vaultWith(policies: Readonly<Record<string, string>>): {
  vault: OpenVault;
  tokenOf: (...names: string[]) => string;
} {
  const vault = new OpenVault({ onEvent: () => undefined });
  for (const [name, policy] of Object.entries(policies))
    vault.succeedOrNothing("update", `sys/policies/acl/${name}`, { policy });
  const tokenOf = (...names: string[]) => vault.create({ policies: names, no_default_policy: true, ttl: "1h" });
  return { vault, tokenOf };
}

test("each capability comes with the rule that counts for it and the policies that give it there", () => {
  const { vault, tokenOf } = vaultWith({
    a: 'path "kv/*" { capabilities = ["read", "list"] }',
    b: 'path "kv/*" { capabilities = ["update", "sudo"] }',
    c: 'path "kv/secret" { capabilities = ["deny"] }',
  });
  const tokens = [tokenOf("a", "b", "c"), vault.root, tokenOf("missing")];
  const before = vault.server.stateHash();
  const by = { rule: "kv/*", policies: "a" };
  expect(vault.server.grants(tokens, ["kv/x", "kv/secret"])).toEqual([
    [
      {
        capabilities: ["read", "update", "list", "sudo"],
        by: [
          { ...by, capability: "read" },
          { ...by, capability: "update", policies: "b" },
          { ...by, capability: "list" },
          { ...by, capability: "sudo", policies: "b" },
        ],
        refused: undefined,
      },
      { capabilities: [], by: [], refused: { cause: "denied-by-rule", policy: "c", rule: "kv/secret" } },
    ],
    [expect.objectContaining({ capabilities: ["root"] }), expect.anything()],
    [
      expect.objectContaining({ capabilities: [], refused: expect.objectContaining({ cause: "no-rule" }) }),
      expect.anything(),
    ],
  ]);
  expect(vault.server.stateHash()).toBe(before);
});

test("a list is of what is below the path, as the program asks for it", () => {
  const { vault, tokenOf } = vaultWith({ a: 'path "secret/metadata/*" { capabilities = ["list"] }' });
  const [[grant] = []] = vault.server.grants([tokenOf("a")], ["secret/metadata"]);
  expect(grant).toMatchObject({ capabilities: ["list"], by: [{ rule: "secret/metadata/*" }] });
});

test("what takes sudo is not granted without it, and what takes no token is open to all", () => {
  const { vault, tokenOf } = vaultWith({ a: 'path "sys/audit" { capabilities = ["read"] }' });
  expect(vault.server.grants([tokenOf("a")], ["sys/audit", "sys/health"])).toEqual([
    [
      expect.objectContaining({ capabilities: [], refused: expect.objectContaining({ cause: "sudo-missing" }) }),
      expect.objectContaining({ capabilities: ["open"] }),
    ],
  ]);
});

test("a rule that asks for parameters grants, and what it asks for is told", () => {
  const policy = 'path "secret/data/x" { capabilities = ["create"] required_parameters = ["cas"] }';
  const { vault, tokenOf } = vaultWith({ a: policy });
  expect(vault.server.grants([tokenOf("a")], ["secret/data/x"])).toMatchObject([
    [{ capabilities: ["create"], by: [{ limit: 'parameter "cas" is required' }] }],
  ]);
});

test("a token that cannot be used may do nothing, whatever its policies say; nor may any while the server is sealed", () => {
  const { vault, tokenOf } = vaultWith({ a: 'path "kv/*" { capabilities = ["read"] }' });
  const token = tokenOf("a");
  vault.succeedOrNothing("update", "auth/token/revoke", { token });
  expect(vault.server.grants([token], ["kv/x"])).toMatchObject([
    [{ capabilities: [], refused: { cause: "bad-token", detail: "revoked" } }],
  ]);
  vault.succeedOrNothing("update", "sys/seal", {});
  expect(vault.server.grants([vault.root], ["kv/x"])).toMatchObject([
    [{ capabilities: [], refused: { cause: "sealed" } }],
  ]);
});
