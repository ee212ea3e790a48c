import { beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../../lib/index.ts";
import { OpenVault } from "../../testing/open-vault.ts";

let vault: OpenVault;

beforeEach(() => {
  vault = new OpenVault();
  vault.request("update", "sys/auth/userpass", { type: "userpass" });
  vault.request("update", "auth/userpass/users/amy", { password: "pw" });
  vault.request("update", "sys/policies/acl/extra", { policy: 'path "secret/data/extra" { capabilities = ["read"] }' });
});

function logIn(name = "amy"): { token: string; entityId: string } {
  const auth = vault.succeed("update", `auth/userpass/login/${name}`, { password: "pw" }, "").auth;
  return { token: auth?.clientToken ?? "", entityId: auth?.entityId ?? "" };
}

function capabilities(token: string, path: string): Json | undefined {
  return vault.succeed("update", "sys/capabilities", { token, paths: [path] }).data?.[path];
}

function made(path: string, data: Record<string, Json>): string {
  const id = vault.succeed("update", path, data).data?.["id"];
  if (typeof id !== "string") throw new Error(`${path} gave no id`);
  return id;
}

describe("an entity", () => {
  it("is made by the first login, and found again by the next", () => {
    const first = logIn();
    expect(first.entityId).not.toBe("");
    expect(logIn().entityId).toBe(first.entityId);
    expect(vault.succeed("list", "identity/entity/id").data?.["keys"]).toEqual([first.entityId]);
    expect(vault.succeed("read", `identity/entity/id/${first.entityId}`).data?.["aliases"]).toMatchObject([
      { name: "amy", mount_path: "auth/userpass/", mount_type: "userpass" },
    ]);
  });

  it("brings its policies to tokens that are there already, and to their children", () => {
    const { token, entityId } = logIn();
    expect(capabilities(token, "secret/data/extra")).toEqual(["deny"]);
    vault.request("update", `identity/entity/id/${entityId}`, { policies: "extra" });
    expect(capabilities(token, "secret/data/extra")).toEqual(["read"]);
    expect(vault.lookup(token)).toMatchObject({ policies: ["default"], identity_policies: ["extra"] });
  });

  it("makes its tokens useless while it is disabled, and no longer", () => {
    const { token, entityId } = logIn();
    vault.request("update", `identity/entity/id/${entityId}`, { disabled: true });
    expect(vault.refusal("read", "auth/token/lookup-self", {}, token)).toBe("403 permission denied");
    expect(vault.refusal("update", "auth/userpass/login/amy", { password: "pw" }, "")).toBe("403 permission denied");
    vault.request("update", `identity/entity/id/${entityId}`, { disabled: false });
    expect(vault.works(token)).toBe(true);
  });

  it("leaves its tokens useless when it is deleted", () => {
    const { token, entityId } = logIn();
    vault.request("delete", `identity/entity/id/${entityId}`);
    expect(vault.works(token)).toBe(false);
  });

  it("is behind batch tokens too", () => {
    vault.request("update", "auth/userpass/users/amy", { token_type: "batch" });
    const { token, entityId } = logIn();
    expect(vault.lookup(token)["entity_id"]).toBe(entityId);
    vault.request("update", `identity/entity/id/${entityId}`, { disabled: true });
    expect(vault.works(token)).toBe(false);
  });

  it("fills in templated policies", () => {
    const policy = 'path "secret/data/{{identity.entity.name}}/*" { capabilities = ["read"] }';
    vault.request("update", "sys/policies/acl/own", { policy });
    const { token, entityId } = logIn();
    vault.request("update", `identity/entity/id/${entityId}`, { name: "amelia", policies: "own" });
    expect(capabilities(token, "secret/data/amelia/x")).toEqual(["read"]);
    expect(capabilities(token, "secret/data/other/x")).toEqual(["deny"]);
  });

  it("has a name of its own, whatever the case", () => {
    made("identity/entity", { name: "bot" });
    const other = made("identity/entity", { name: "other" });
    expect(vault.refusal("update", "identity/entity", { id: other, name: "BOT" })).toBe(
      "400 entity name is already in use",
    );
    expect(vault.succeed("read", "identity/entity/name/Bot").data?.["name"]).toBe("bot");
  });

  it("is named in a token's making only as the role allows", () => {
    vault.request("update", "auth/token/roles/bots", { allowed_entity_aliases: "robot*" });
    const entityId = vault.succeed("update", "auth/token/create/bots", { entity_alias: "Robot1" }).auth?.entityId;
    expect(entityId).toMatch(/^[\da-f-]{36}$/);
    expect(vault.refusal("update", "auth/token/create/bots", { entity_alias: "other" })).toBe(
      "400 invalid 'entity_alias' value",
    );
  });
});

describe("a group", () => {
  it("brings its policies to members, and those of the groups that it is in", () => {
    const { token, entityId } = logIn();
    const inner = made("identity/group", { name: "inner", member_entity_ids: entityId });
    const outer = made("identity/group", { name: "outer", member_group_ids: inner, policies: "extra" });
    expect(capabilities(token, "secret/data/extra")).toEqual(["read"]);
    expect(vault.succeed("read", `identity/entity/id/${entityId}`).data).toMatchObject({
      direct_group_ids: [inner],
      inherited_group_ids: [outer],
    });
  });

  it("brings no policy twice that a member has already", () => {
    const { token, entityId } = logIn();
    const rule = 'path "secret/data/x" { capabilities = ["update"] allowed_parameters = { "k" = ["v"] } }';
    vault.request("update", "sys/policies/acl/once", { policy: rule });
    for (const name of ["one", "two"]) made("identity/group", { name, member_entity_ids: entityId, policies: "once" });
    expect(vault.succeed("read", "sys/internal/ui/resultant-acl", {}, token).data).toMatchObject({
      exact_paths: { "secret/data/x": { allowed_parameters: { k: ["v"] } } },
    });
  });

  it("is never among its own members", () => {
    const inner = made("identity/group", { name: "inner" });
    const outer = made("identity/group", { name: "outer", member_group_ids: inner });
    expect(vault.refusal("update", `identity/group/id/${inner}`, { member_group_ids: outer })).toBe(
      `400 cyclic relationship detected for member group ID "${outer}"`,
    );
  });

  it("forgets an entity that goes", () => {
    const { entityId } = logIn();
    const id = made("identity/group", { name: "team", member_entity_ids: entityId });
    vault.request("delete", `identity/entity/id/${entityId}`);
    expect(vault.succeed("read", `identity/group/id/${id}`).data?.["member_entity_ids"]).toEqual([]);
  });

  it("shows an empty list until it is written again without it", () => {
    const read = () => vault.succeed("read", `identity/group/id/${id}`).data;
    const empty = { member_entity_ids: [], policies: [], metadata: {} };
    const none = { member_entity_ids: null, policies: null, metadata: null };
    const id = made("identity/group", { name: "team", ...empty });
    expect(read()).toMatchObject(empty);
    vault.request("update", `identity/group/id/${id}`, {});
    expect(read()).toMatchObject(none);
    vault.request("update", `identity/group/id/${id}`, none);
    expect(read()).toMatchObject({ member_entity_ids: [], policies: [], metadata: null });
  });
});

describe("merging", () => {
  it("gives one entity the other's aliases, and the other's tokens its policies", () => {
    const { token, entityId } = logIn();
    const into = made("identity/entity", { name: "whole", policies: "extra" });
    vault.request("update", "identity/entity/merge", { to_entity_id: into, from_entity_ids: entityId });
    expect(vault.succeed("read", `identity/entity/id/${into}`).data).toMatchObject({
      merged_entity_ids: [entityId],
      aliases: [{ name: "amy", merged_from_canonical_ids: [entityId] }],
    });
    expect(capabilities(token, "secret/data/extra")).toEqual(["read"]);
    expect(logIn().entityId).toBe(into);
  });

  it("asks which alias to keep, where both are of one mount", () => {
    vault.request("update", "auth/userpass/users/bob", { password: "pw" });
    const amy = logIn("amy").entityId;
    const bob = logIn("bob").entityId;
    const wish = { to_entity_id: amy, from_entity_ids: bob };
    expect(vault.refusal("update", "identity/entity/merge", wish)).toContain(
      "have aliases with the same mount accessor",
    );
  });
});

it("an alias has words beside it that are no longer than they may be", () => {
  const accessor = vault.succeed("read", "sys/auth/userpass").data?.["accessor"] ?? "";
  const wish = { name: "bob", mount_accessor: accessor, custom_metadata: { k: "v".repeat(513), "": "x" } };
  expect(vault.refusal("update", "identity/entity-alias", wish)).toMatch(
    /^500 2 errors occurred:\n\t\* custom_metadata validation failed: length of value for key "k" is 513 but must be 0 < len\(value\) <= 512/,
  );
});

it("an alias made beforehand decides who logs in", () => {
  const bot = made("identity/entity", { name: "bot" });
  const methods = vault.succeed("read", "sys/auth/userpass").data;
  const accessor = methods?.["accessor"] ?? "";
  made("identity/entity-alias", { name: "amy", canonical_id: bot, mount_accessor: accessor });
  expect(logIn().entityId).toBe(bot);
});

it("a snapshot holds who is behind tokens", () => {
  const snapshot = vault.server.snapshot();
  const { entityId } = logIn();
  vault.server.restore(snapshot);
  expect(vault.request("read", `identity/entity/id/${entityId}`)).toBeUndefined();
});
