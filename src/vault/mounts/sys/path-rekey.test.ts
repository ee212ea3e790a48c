import { describe, expect, test } from "vitest";
import { encodeBase64, formatGoValue, type Json } from "../../../lib/index.ts";
import { OpenVault } from "../../testing/open-vault.ts";

type Body = Readonly<Record<string, Json>>;

const strange = encodeBase64(new Uint8Array(33).fill(255));

class Keys extends OpenVault {
  /** Status and body, asked without a token. */
  ask(method: string, path: string, data?: Body): readonly [number, Body] {
    const body = data === undefined ? "" : JSON.stringify(data);
    const answer = this.server.handleHttp({ method, url: `/v1/sys/${path}`, headers: {}, body });
    return [answer.status, answer.body === "" ? {} : JSON.parse(answer.body)];
  }

  begin(secret_shares: number, secret_threshold: number, require_verification = false): string {
    const [, begun] = this.ask("PUT", "rekey/init", { secret_shares, secret_threshold, require_verification });
    return formatGoValue(begun["nonce"] ?? "");
  }

  /** The last answer to shares given one after another. */
  give(path: string, nonce: string, keys: readonly string[]): readonly [number, Body] {
    return keys.map((key) => this.ask("PUT", path, { key, nonce })).at(-1) ?? [0, {}];
  }

  /** New keys for the old one, which is one share. */
  split(shares: number, threshold: number): readonly string[] {
    return keysIn(this.give("rekey/update", this.begin(shares, threshold), [this.server.unsealKey])[1]);
  }

  seal(): void {
    this.succeedOrNothing("update", "sys/seal");
  }
}

function keysIn(answer: Body): readonly string[] {
  const keys = answer["keys_base64"];
  return Array.isArray(keys) ? keys.map((key) => formatGoValue(key)) : [];
}

describe("new unseal keys", () => {
  test("are made of enough old shares, and open the server from then on", () => {
    const vault = new Keys();
    const keys = vault.split(5, 3);
    expect(keys).toHaveLength(5);
    expect(vault.ask("GET", "rekey/init")[1]).toMatchObject({ started: false, required: 3 });
    vault.seal();
    expect(vault.ask("PUT", "unseal", { key: keys[4] ?? "" })[1]).toMatchObject({
      sealed: true,
      progress: 1,
      t: 3,
      n: 5,
    });
    expect(vault.ask("PUT", "unseal", { key: keys[4] ?? "" })[1]).toMatchObject({ progress: 1 });
    expect(vault.ask("PUT", "unseal", { key: keys[0] ?? "" })[1]).toMatchObject({ progress: 2 });
    expect(vault.ask("PUT", "unseal", { key: keys[2] ?? "" })[1]).toMatchObject({
      sealed: false,
      progress: 0,
      nonce: "",
    });
    expect(vault.works(vault.root)).toBe(true);
  });

  test("are made of several shares, one of which counts once", () => {
    const vault = new Keys();
    const [first = "", second = ""] = vault.split(2, 2);
    const nonce = vault.begin(1, 1);
    expect(vault.give("rekey/update", nonce, [first])[1]).toMatchObject({ nonce, progress: 1, required: 2 });
    expect(vault.give("rekey/update", nonce, [first])).toEqual([
      400,
      { errors: ["given key has already been provided during this generation operation"] },
    ]);
    const [, made] = vault.give("rekey/update", nonce, [second]);
    expect(made).toMatchObject({ complete: true, pgp_fingerprints: null, backup: false });
    vault.seal();
    expect(vault.ask("PUT", "unseal", { key: keysIn(made)[0] ?? "" })[1]).toMatchObject({ sealed: false });
  });

  test("that are to be verified hold only when they were shown", () => {
    const vault = new Keys();
    const [, made] = vault.give("rekey/update", vault.begin(3, 2, true), [vault.server.unsealKey]);
    const [, before] = vault.ask("GET", "rekey/verify");
    expect(before).toMatchObject({ nonce: made["verification_nonce"], started: true, t: 2, n: 3, progress: 0 });
    const [, restarted] = vault.ask("DELETE", "rekey/verify");
    const nonce = formatGoValue(restarted["nonce"] ?? "");
    expect(nonce).not.toBe(before["nonce"]);
    const keys = keysIn(made);
    expect(vault.give("rekey/verify", nonce, [keys[2] ?? "", strange])[1]).toEqual({
      errors: ["rekey verification failed; incorrect key shares supplied"],
    });
    const [, again] = vault.ask("GET", "rekey/verify");
    expect(again).toMatchObject({ started: true, progress: 0 });
    const last = formatGoValue(again["nonce"] ?? "");
    expect(vault.give("rekey/verify", last, keys.slice(1))).toEqual([200, { nonce: last, complete: true }]);
    expect(vault.ask("GET", "rekey/verify")).toEqual([400, { errors: ["no rekey configuration found"] }]);
    vault.seal();
    expect(vault.give("unseal", "", keys.slice(0, 2))[1]).toMatchObject({ sealed: false, n: 3 });
  });

  test("that were not verified are gone with a seal, and the old ones stay", () => {
    const vault = new Keys();
    vault.give("rekey/update", vault.begin(3, 2, true), [vault.server.unsealKey]);
    vault.seal();
    expect(vault.ask("PUT", "unseal", { key: vault.server.unsealKey })[1]).toMatchObject({ sealed: false, n: 1 });
    expect(vault.ask("GET", "rekey/init")[1]).toMatchObject({ started: false });
  });

  test("are needed for a root token too", () => {
    const vault = new Keys();
    const keys = vault.split(3, 3);
    const [, begun] = vault.ask("PUT", "generate-root/attempt");
    const nonce = formatGoValue(begun["nonce"] ?? "");
    expect(vault.give("generate-root/update", nonce, keys.slice(0, 2))[1]).toMatchObject({
      complete: false,
      progress: 2,
      required: 3,
      otp_length: 0,
    });
    expect(vault.give("generate-root/update", nonce, keys.slice(2))[1]).toMatchObject({ complete: true, progress: 3 });
  });
});

test.each<readonly [Body, number, string]>([
  [{ secret_shares: 2, secret_threshold: 3 }, 400, "provided threshold greater than the total shares"],
  [{ secret_shares: 0 }, 500, "invalid rekey seal configuration: shares must be at least one"],
  [
    { secret_shares: 2, secret_threshold: 1 },
    500,
    "invalid rekey seal configuration: threshold must be greater than one for multiple shares",
  ],
  [
    { secret_shares: 1, secret_threshold: 1, backup: true },
    400,
    "cannot request a backup of the new keys without providing PGP keys for encryption",
  ],
  [{ secret_shares: 1, secret_threshold: 1, pgp_keys: ["a", "b"] }, 400, "incorrect number of PGP keys for rekey"],
])("a beginning with %j is refused", (data, status, problem) => {
  expect(new Keys().ask("PUT", "rekey/init", data)).toEqual([status, { errors: [problem] }]);
});

test("one attempt is made at a time, and shares are for it alone", () => {
  const vault = new Keys();
  expect(vault.ask("PUT", "rekey/update", { key: strange })[1]).toEqual({ errors: ["no barrier rekey in progress"] });
  const nonce = vault.begin(1, 1);
  expect(vault.ask("PUT", "rekey/init", { secret_shares: 1, secret_threshold: 1 })[1]).toEqual({
    errors: ["rekey already in progress"],
  });
  expect(vault.ask("PUT", "rekey/update", { key: strange, nonce: "x" })[1]).toEqual({
    errors: [`incorrect nonce supplied; nonce for this rekey operation is "${nonce}"`],
  });
  expect(vault.ask("PUT", "rekey/update", { key: strange, nonce })).toEqual([
    500,
    { errors: ["failed to setup unseal key: crypto/aes: invalid key size 33"] },
  ]);
  expect(vault.ask("DELETE", "rekey/verify")[1]).toMatchObject({ nonce: expect.stringMatching(/./), started: false });
  expect(vault.ask("DELETE", "rekey/init")[0]).toBe(204);
  expect(vault.ask("GET", "rekey/init")[1]).toMatchObject({ started: false });
});

test("a sealed server does not lead, and a server with unseal keys has no recovery keys", () => {
  const vault = new Keys();
  expect(vault.ask("LIST", "rekey/verify")).toEqual([405, { errors: [] }]);
  expect(vault.ask("LIST", "rekey-recovery-key/init")).toEqual([400, { errors: ["recovery rekeying not supported"] }]);
  vault.seal();
  for (const path of ["rekey/init", "rekey/verify", "rekey-recovery-key/init"]) {
    expect(vault.ask("LIST", path)).toEqual([503, { errors: ["node is not active"] }]);
  }
  expect(vault.ask("LIST", "generate-root/attempt")).toEqual([503, { errors: ["Vault is sealed"] }]);
});

test("shares are part of a snapshot, and of the state's digest", () => {
  const vault = new Keys();
  const [first = "", second = ""] = vault.split(2, 2);
  vault.seal();
  const hash = vault.server.stateHash();
  vault.ask("PUT", "unseal", { key: first });
  const half = vault.server.snapshot();
  expect(vault.server.stateHash()).not.toBe(hash);
  vault.ask("PUT", "unseal", { reset: true });
  expect(vault.ask("GET", "seal-status")[1]).toMatchObject({ progress: 0, nonce: "" });
  vault.server.restore(half);
  expect(vault.ask("PUT", "unseal", { key: second })[1]).toMatchObject({ sealed: false });
});
