import { expect, test } from "vitest";
import { ManualClock, SeededRandom } from "../../lib/index.ts";
import { VaultServer } from "../server.ts";

function serverWith(policies: Readonly<Record<string, string>>): VaultServer {
  const server = new VaultServer({ clock: new ManualClock(0n), random: new SeededRandom("seed") });
  for (const [name, policy] of Object.entries(policies)) {
    server.handle({
      operation: "update",
      path: `sys/policies/acl/${name}`,
      data: { policy },
      clientToken: server.rootToken,
    });
  }
  return server;
}

test("grants are those of sys/capabilities, with the rule and the policies that give each", () => {
  const server = serverWith({
    a: 'path "kv/*" { capabilities = ["read", "list"] }',
    b: 'path "kv/*" { capabilities = ["update", "sudo"] }',
    c: 'path "kv/secret" { capabilities = ["deny"] }',
  });
  const holders = [
    { policies: ["a", "b", "c"], entityId: "" },
    { policies: ["root"], entityId: "" },
    { policies: ["missing"], entityId: "" },
  ];
  const before = server.stateHash();
  expect(server.grants(holders, ["kv/x", "kv/secret"])).toEqual([
    [
      {
        capabilities: ["list", "read", "sudo", "update"],
        rule: "kv/*",
        by: [
          { capability: "read", policies: "a" },
          { capability: "update", policies: "b" },
          { capability: "list", policies: "a" },
        ],
      },
      { capabilities: ["deny"], rule: "kv/secret", by: [{ capability: "deny", policies: "c" }] },
    ],
    [expect.objectContaining({ capabilities: ["root"], rule: undefined }), expect.anything()],
    [{ capabilities: ["deny"], rule: undefined, by: [] }, expect.anything()],
  ]);
  expect(server.stateHash()).toBe(before);
});
