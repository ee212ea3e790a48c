import { describe, expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";
import type { RequestTrace, ServerEvent } from "./types.ts";

function watched() {
  const events: ServerEvent[] = [];
  const vault = new OpenVault({ onEvent: (event) => events.push(event) });
  const last = (): RequestTrace => {
    const found = events.findLast((event) => event.kind === "request");
    if (found === undefined) throw new Error("no request was seen");
    return found.trace;
  };
  return { vault, last };
}

const own = { policies: ["default"], ttl: "1h" };
const batch = { ...own, type: "batch" };

describe("a stage that refuses says why, as data", () => {
  test.each<[string, (vault: OpenVault) => unknown, object]>([
    [
      "a batch token cannot be renewed",
      (vault) => vault.request("update", "auth/token/renew", { token: vault.create(batch) }),
      { kind: "batch-limit", limit: "renew" },
    ],
    [
      "nor revoked",
      (vault) => vault.request("update", "auth/token/revoke", { token: vault.create(batch) }),
      { kind: "batch-limit", limit: "revoke" },
    ],
    [
      "nor periodic",
      (vault) => vault.request("update", "auth/token/create", { ...batch, period: "1h" }),
      { kind: "batch-limit", limit: "period" },
    ],
    [
      "nor root",
      (vault) => vault.request("update", "auth/token/create", { type: "batch" }),
      { kind: "batch-limit", limit: "root" },
    ],
    [
      "nor have a cubbyhole",
      (vault) => vault.request("read", "cubbyhole/x", {}, vault.create(batch)),
      { kind: "batch-limit", limit: "cubbyhole" },
    ],
    [
      "a child's policies are among its parent's",
      (vault) => {
        vault.succeedOrNothing("update", "sys/policies/acl/maker", {
          policy: 'path "auth/token/create" { capabilities = ["update"] }',
        });
        const parent = vault.create({ policies: ["maker"], ttl: "1h" });
        return vault.request("update", "auth/token/create", { policies: ["maker", "other"] }, parent);
      },
      { kind: "not-subset", extra: ["other"], held: ["default", "maker"] },
    ],
    [
      "a token that is gone is known by how it went",
      (vault) => {
        const token = vault.create(own);
        vault.succeedOrNothing("update", "auth/token/revoke", { token });
        return vault.request("update", "auth/token/lookup", { token });
      },
      { kind: "subject-missing", named: "token", detail: "revoked" },
    ],
    [
      "a lease that never ends is not renewed",
      (vault) => vault.request("update", "auth/token/renew-self"),
      { kind: "not-renewable", because: "never expires" },
    ],
    [
      "an operation that the path does not know",
      (vault) => vault.request("delete", "auth/token/lookup-self"),
      { kind: "no-such-operation", operation: "delete", known: ["read", "update"] },
    ],
  ])("%s", (_rule, ask, notice) => {
    const { vault, last } = watched();
    ask(vault);
    expect(last().notices).toMatchObject([notice]);
  });
});

describe("an answer that is not what was asked for says so, as data", () => {
  test("a TTL beyond the mount's maximum, and a policy that does not exist", () => {
    const { vault, last } = watched();
    vault.succeedOrNothing("update", "sys/auth/token/tune", { max_lease_ttl: "2h" });
    vault.create({ policies: ["nowhere"], ttl: "5h" });
    expect(last().notices).toEqual([
      {
        kind: "ttl-capped",
        what: "TTL",
        wantedSeconds: 18_000,
        grantedSeconds: 7200,
        bound: "mount",
        boundSeconds: 7200,
      },
      { kind: "policies-missing", policies: ["nowhere"] },
    ]);
  });

  test("a wrapped answer keeps what was noticed in its making", () => {
    const { vault, last } = watched();
    const data = { policies: ["nowhere"], ttl: "1h" };
    vault.server.handle({
      operation: "update",
      path: "auth/token/create",
      data,
      clientToken: vault.root,
      wrapTtlSeconds: 60,
    });
    expect(last().notices).toEqual([{ kind: "policies-missing", policies: ["nowhere"] }]);
  });

  test("what the vault program sends beside an explicit maximum of none counts for nothing in a batch token", () => {
    const { vault, last } = watched();
    vault.create({ ...batch, explicit_max_ttl: "0s", num_uses: 3 });
    expect(last().notices).toEqual([{ kind: "overruled", name: "num_uses", by: "batch" }]);
    vault.create({ ...batch, explicit_max_ttl: "0s", period: "1h" });
    expect(last().notices).toEqual([{ kind: "overruled", name: "period", by: "batch" }]);
  });

  test("a TTL beside a period counts for nothing, and an unknown parameter too", () => {
    const { vault, last } = watched();
    vault.create({ policies: ["default"], ttl: "1h", period: "30m", colour: "green" });
    expect(last().notices).toEqual([
      { kind: "overruled", name: "ttl", by: "period" },
      { kind: "unknown-parameters", names: ["colour"] },
    ]);
  });
});
