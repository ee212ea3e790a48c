import { describe, expect, test } from "vitest";
import { decodeHex, decodeUtf8 } from "../../lib/index.ts";
import { OpenVault } from "../testing/open-vault.ts";
import { innerIdOf } from "../token/signed-token.ts";
import type { BytePart, TokenAnatomy } from "./anatomy.ts";
import type { ServerEvent, TokenView } from "./types.ts";

function watched() {
  const views = new Map<string, TokenView>();
  const onEvent = (event: ServerEvent): void => {
    if (event.kind === "token-issued" || event.kind === "token-changed") views.set(event.token.token, event.token);
  };
  const vault = new OpenVault({ onEvent });
  const inspect = (token: string) => vault.server.inspectToken(views.get(token) ?? expect.fail(`never saw ${token}`));
  return { vault, inspect };
}

const gaps = ({ parts, hex }: TokenAnatomy): number[] => {
  const edges = parts.filter(({ kind }) => kind !== "absent").flatMap(({ from, to }) => [from, to]);
  return edges.filter((edge, index) =>
    index % 2 === 0 ? edge !== (edges[index - 1] ?? 0) : index === edges.length - 1 && edge !== hex.length / 2,
  );
};
const textOf = ({ hex }: TokenAnatomy, { from, to }: BytePart): string =>
  decodeUtf8((decodeHex(hex) ?? new Uint8Array()).subarray(from, to));

describe("the bytes of a token", () => {
  test("a service token: version, HMAC, and the random part of its inner id", () => {
    const { vault, inspect } = watched();
    const token = vault.create({ policies: ["default"], ttl: "1h" });
    const { anatomy } = inspect(token);
    expect(anatomy).toMatchObject({ form: "signed", prefix: "hvs.", soundness: "sound" });
    expect(gaps(anatomy)).toEqual([]);
    const sizes = anatomy.parts.map(({ name, from, to }) => `${name} ${to - from}`);
    expect(sizes).toEqual([
      "token_version 2",
      "frame 2",
      "hmac 32",
      "frame 2",
      "frame 2",
      "token.random 4",
      "token.random 24",
      "token.local_index 0",
      "token.index_epoch 0",
    ]);
    const random = anatomy.parts.findLast(({ kind }) => kind === "random");
    expect(`hvs.${random && textOf(anatomy, random)}`).toBe(innerIdOf(token));
  });

  test("a root token is 24 characters of chance, and a given id what it was given", () => {
    const { vault, inspect } = watched();
    const plain = inspect(vault.create()).anatomy;
    expect([plain.form, plain.parts.map(({ from, to }) => to - from)]).toEqual(["plain", [24]]);
    const given = inspect(vault.create({ policies: ["default"], ttl: "1h", id: "mine" })).anatomy;
    expect(given).toMatchObject({ form: "given", prefix: "", parts: [{ name: "id", value: "mine" }] });
  });

  test("a batch token: key term, version, nonce, ciphertext, tag, and the entry inside at its own place", () => {
    const { vault, inspect } = watched();
    const token = vault.create({
      policies: ["default"],
      ttl: "1h",
      type: "batch",
      display_name: "job",
      meta: { a: "b" },
    });
    const { anatomy } = inspect(token);
    expect(anatomy).toMatchObject({ form: "batch", prefix: "hvb.", soundness: "sound" });
    expect(gaps(anatomy)).toEqual([]);
    expect(anatomy.parts.map(({ name }) => name)).toEqual(["key term", "version", "nonce", "ciphertext", "tag"]);
    expect(anatomy.parts.slice(0, 2).map(({ value }) => value)).toEqual(["1", "2"]);
    const sealed = anatomy.parts[3] ?? expect.fail("no ciphertext");
    const opened = anatomy.opened ?? expect.fail("not opened");
    expect([opened[0]?.from, opened.at(-1)?.to]).toEqual([sealed.from, sealed.to]);
    const fields = Object.fromEntries(opened.map(({ name, value }) => [name, value]));
    expect(fields).toMatchObject({
      parent: vault.root,
      policies: "default",
      path: "auth/token/create",
      display_name: "token-job",
      meta: "a=b",
      ttl: "3600s",
      type: "batch",
      creation_time: "2026-11-23T22:12:05Z",
    });
  });

  test("after the seal nobody has the key that opens it", () => {
    const { vault, inspect } = watched();
    const token = vault.create({ policies: ["default"], ttl: "1h", type: "batch" });
    vault.request("update", "sys/seal");
    expect(inspect(token).anatomy).toMatchObject({ soundness: "locked", opened: undefined });
  });
});

describe("what bounds its life", () => {
  test("the least of the maxima, and whose it is", () => {
    const { vault, inspect } = watched();
    const bindingOf = (token: string) => inspect(token).bounds.binding;
    expect(bindingOf(vault.create({ policies: ["default"] }))).toEqual({ bound: "system", seconds: 2_764_800 });
    vault.succeedOrNothing("update", "sys/auth/token/tune", { max_lease_ttl: "48h" });
    expect(bindingOf(vault.create({ policies: ["default"] }))).toEqual({ bound: "mount", seconds: 172_800 });
    const explicit = vault.create({ policies: ["default"], explicit_max_ttl: "2h" });
    expect(bindingOf(explicit)).toEqual({ bound: "explicit", seconds: 7200 });
  });
  test("of a token made by a token role, what the role says now, for renewals go by that", () => {
    const { vault, inspect } = watched();
    const setRole = (data: object) => vault.succeedOrNothing("update", "auth/token/roles/r", { ...data });
    setRole({ token_explicit_max_ttl: "2h" });
    const token = vault.create({ policies: ["default"], ttl: "1h" }, vault.root, "auth/token/create/r");
    expect(inspect(token).bounds.binding).toEqual({ bound: "role-explicit", seconds: 7200 });
    setRole({ token_explicit_max_ttl: 0, token_period: "30m" });
    expect(inspect(token).bounds).toMatchObject({ explicitSeconds: 0, periodSeconds: 1800, refusal: undefined });
    vault.succeedOrNothing("delete", "auth/token/roles/r");
    expect(inspect(token).bounds.refusal).toBe('original token role "r" could not be found, not renewing');
  });
  test("of a login, what its user says now; and nothing is drawn or written by asking", () => {
    const { vault, inspect } = watched();
    vault.succeedOrNothing("update", "sys/auth/userpass", { type: "userpass" });
    const setUser = (data: object) => vault.succeedOrNothing("update", "auth/userpass/users/amy", { ...data });
    setUser({ password: "p", token_max_ttl: "2h" });
    const token = vault.succeed("update", "auth/userpass/login/amy", { password: "p" }).auth?.clientToken ?? "";
    setUser({ token_max_ttl: "4h" });
    const before = vault.server.stateHash();
    expect(inspect(token).bounds).toMatchObject({ binding: { bound: "role", seconds: 14_400 }, refusal: undefined });
    expect(vault.server.stateHash()).toBe(before);
    setUser({ token_policies: "other" });
    expect(inspect(token).bounds.refusal).toBe("policies have changed, not renewing");
    vault.succeedOrNothing("delete", "auth/userpass/users/amy");
    expect(inspect(token).bounds.refusal).toBe("whom it was given to is gone");
  });
});

test("what the server keeps of a token: four keys, for a batch token none", () => {
  const { vault, inspect } = watched();
  expect(inspect(vault.create({ policies: ["default"], ttl: "1h" })).storedAt).toHaveLength(4);
  expect(inspect(vault.create({ policies: ["default"], ttl: "1h", type: "batch" })).storedAt).toEqual([]);
});

test("leases taken with a token are listed with their ends", () => {
  const { vault, inspect } = watched();
  vault.succeedOrNothing("update", "sys/mounts/ssh", { type: "ssh" });
  vault.succeedOrNothing("update", "ssh/roles/otp", { key_type: "otp", default_user: "u", cidr_list: "0.0.0.0/0" });
  const token = vault.create({ policies: ["root"], ttl: "1h" });
  vault.succeed("update", "ssh/creds/otp", { ip: "10.0.0.1" }, token);
  const { leases, leaseCount } = inspect(token);
  expect(leaseCount).toBe(1);
  expect(leases[0]?.id).toMatch(/^ssh\/creds\/otp\//);
});

test("a server that is sealed still keeps it, and lets nobody use it; nor may one of a disabled entity be used", () => {
  const { vault, inspect } = watched();
  vault.succeedOrNothing("update", "sys/auth/userpass", { type: "userpass" });
  vault.succeedOrNothing("update", "auth/userpass/users/amy", { password: "p" });
  const login = vault.succeed("update", "auth/userpass/login/amy", { password: "p" });
  const token = login.auth?.clientToken ?? "";
  expect(inspect(token).unfit).toBeUndefined();
  vault.succeedOrNothing("update", `identity/entity/id/${login.auth?.entityId}`, { disabled: true });
  expect(inspect(token).unfit).toEqual({ cause: "entity", state: "disabled" });
  vault.request("update", "sys/seal");
  expect(inspect(token)).toMatchObject({ unfit: { cause: "sealed" } });
  expect(inspect(token).storedAt).toHaveLength(3);
});

test("of a token that is gone, its bytes and why it may not be used any more", () => {
  const { vault, inspect } = watched();
  const token = vault.create({ policies: ["default"], ttl: "1h" });
  vault.request("update", "auth/token/revoke", { token });
  expect(inspect(token)).toMatchObject({ unfit: { detail: "revoked" }, storedAt: [], anatomy: { soundness: "sound" } });
});
