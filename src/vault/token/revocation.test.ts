import { describe, expect, test } from "vitest";
import type { ServerEvent } from "../inspect/types.ts";
import { OpenVault } from "../testing/open-vault.ts";

const family = { policies: ["root"], ttl: "1h" };
const deep = 10_000;

describe("revocation goes down the tree", () => {
  test("a child dies with its parent, an orphan does not", () => {
    const vault = new OpenVault();
    const parent = vault.create(family);
    const child = vault.create({ ttl: "30m" }, parent);
    const grandchild = vault.create({ ttl: "15m" }, child);
    const orphan = vault.create({ ttl: "15m", no_parent: true }, parent);
    vault.request("update", "auth/token/revoke", { token: parent });
    expect([parent, child, grandchild, orphan].map((token) => vault.works(token))).toEqual([false, false, false, true]);
  });

  test(`${deep} deep is revoked like any other`, () => {
    const vault = new OpenVault();
    const before = vault.keys();
    const first = vault.create(family);
    let last = first;
    for (let depth = 1; depth < deep; depth++) last = vault.create({ ttl: "30m" }, last);
    vault.request("update", "auth/token/revoke", { token: first });
    expect(vault.works(last)).toBe(false);
    expect(vault.keys()).toEqual(before);
  });

  test("a parent that expires takes its children along", () => {
    const vault = new OpenVault();
    const child = vault.create({ ttl: "2h" }, vault.create(family));
    vault.pass(3600);
    expect(vault.works(child)).toBe(false);
  });

  test("revoke-orphan leaves the children without a parent", () => {
    const vault = new OpenVault();
    const parent = vault.create(family);
    const child = vault.create({ ttl: "30m" }, parent);
    expect(vault.lookup(child)["orphan"]).toBe(false);
    vault.request("update", "auth/token/revoke-orphan", { token: parent });
    expect(vault.works(parent)).toBe(false);
    expect(vault.lookup(child)["orphan"]).toBe(true);
  });

  test("revoking what is not there is no error", () => {
    expect(new OpenVault().request("update", "auth/token/revoke", { token: "nope" })).toBeUndefined();
  });

  test("a root token may revoke itself", () => {
    const vault = new OpenVault();
    expect(vault.request("update", "auth/token/revoke-self")).toBeUndefined();
    expect(vault.refusal("read", "auth/token/lookup-self")).toBe("403 permission denied");
  });
});

describe("what watchers are told", () => {
  function watched(): { readonly vault: OpenVault; readonly events: ServerEvent[] } {
    const events: ServerEvent[] = [];
    return { vault: new OpenVault({ onEvent: (event) => events.push(event) }), events };
  }
  const endings = (events: readonly ServerEvent[]) =>
    events.flatMap((event) => (event.kind === "token-ended" ? [event.cause] : []));

  test("children end because of their parent, and before it", () => {
    const { vault, events } = watched();
    const parent = vault.create(family);
    vault.create({ ttl: "30m" }, vault.create({ ttl: "30m" }, parent));
    vault.request("update", "auth/token/revoke", { token: parent });
    expect(endings(events)).toEqual(["parent", "parent", "revoked"]);
  });

  test("each token expires at its own moment, in order, when the clock jumps", () => {
    const { vault, events } = watched();
    for (const ttl of ["30m", "10m", "20m"]) vault.create({ policies: ["default"], ttl });
    const startMs = Number(vault.clock.nowNs() / 1_000_000n);
    vault.pass(7200);
    const minutes = events.flatMap((event) =>
      event.kind === "token-ended" ? [`${event.cause} ${(event.atMs - startMs) / 60_000}`] : [],
    );
    expect(minutes).toEqual(["expired 10", "expired 20", "expired 30"]);
  });

  test("a token that has spent its uses ends of that", () => {
    const { vault, events } = watched();
    vault.works(vault.create({ policies: ["default"], ttl: "1h", num_uses: 1 }));
    expect(endings(events)).toEqual(["uses"]);
  });

  test.each([
    ["revoked", (vault: OpenVault, token: string) => vault.request("update", "auth/token/revoke", { token })],
    ["expired", (vault: OpenVault) => vault.pass(7200)],
    ["uses-spent", (vault: OpenVault, token: string) => vault.works(token)],
    ["forged", () => undefined],
  ])("a request with a token that is %s says so", (detail, end) => {
    const { vault, events } = watched();
    const token = vault.create({ policies: ["default"], ttl: "1h", num_uses: detail === "uses-spent" ? 1 : 0 });
    end(vault, token);
    vault.works(detail === "forged" ? token.replace(/.{4}$/, "AAAA") : token);
    const last = events.findLast((event) => event.kind === "request");
    expect(last?.trace.decision).toEqual({ cause: "bad-token", detail });
  });
});
