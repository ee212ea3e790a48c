import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../lib/index.ts";
import { BUILTIN_POLICIES } from "./builtin-policies.ts";
import { fillPolicy } from "./template.ts";
import type { TemplateIdentity } from "./template.ts";

test("the built-in policies parse", () => {
  for (const [name, text] of BUILTIN_POLICIES) expect(parsePolicy(text, name).ok).toBe(true);
});

describe("templates", () => {
  const identity: TemplateIdentity = {
    entity: {
      id: "e1",
      name: "amy",
      metadata: { team: "red" },
      aliases: [{ mountAccessor: "acc", id: "i", name: "amy-alias", metadata: {}, customMetadata: { k: "v" } }],
    },
    groups: [{ id: "g1", name: "ops", metadata: { floor: "2" } }],
    nowNs: 1_000_000_000_000n,
  };
  test.each([
    ["s/{{identity.entity.id}}", "s/e1"],
    ["s/{{ identity.entity.metadata.team }}/*", "s/red/"],
    ["{{identity.entity.aliases.acc.name}}", "amy-alias"],
    ["{{identity.entity.aliases.acc.custom_metadata.k}}", "v"],
    ["{{identity.groups.names.ops.metadata.floor}}", "2"],
    ["{{identity.groups.ids.g1.name}}", "ops"],
    ["{{time.now.plus.60}}", "1060"],
    ["{{identity.entity.metadata.none}}", undefined],
    ["{{wat}}", undefined],
  ])("%s becomes %s", (written, path) => {
    const parsed = parsePolicy(`path "${written}" { capabilities = ["read"] }`, "t");
    const filled = parsed.ok ? fillPolicy(parsed.policy, identity) : parsed;
    expect(filled.ok && filled.policy.rules.map((rule) => rule.path)).toEqual(path === undefined ? [] : [path]);
  });

  test("without an entity a rule that asks for one falls away", () => {
    const parsed = parsePolicy('path "{{identity.entity.id}}" {} path "b" {}', "t");
    const filled = parsed.ok ? fillPolicy(parsed.policy, { ...identity, entity: undefined }) : parsed;
    expect(filled.ok && filled.policy.rules.map((rule) => rule.path)).toEqual(["b"]);
  });
});
