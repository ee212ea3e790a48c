import { expect, test } from "vitest";
import { ManualClock, SeededRandom, type Json } from "../../../lib/index.ts";
import { VaultServer, type Operation, type Outcome } from "../../index.ts";

class Drawer {
  readonly clock = new ManualClock(1_700_000_000_000_000_000n);
  readonly server = new VaultServer({ clock: this.clock, random: new SeededRandom("cubbyhole") });

  ask(token: string, operation: Operation, path: string, data: Readonly<Record<string, Json>> = {}): Outcome {
    return this.server.handle({ operation, path, data, clientToken: token });
  }

  create(data: Readonly<Record<string, Json>>): string {
    const made = this.ask(this.server.rootToken, "update", "auth/token/create", data);
    return made?.ok === true ? (made.auth?.clientToken ?? "") : "";
  }

  keys(): string[] {
    return this.server.storageKeys("logical/");
  }
}

test("a token reads what it wrote, and no other token does", () => {
  const drawer = new Drawer();
  const child = drawer.create({ ttl: "1h", policies: ["default"] });
  expect(drawer.ask(child, "update", "cubbyhole/a/b", { k: "v" })).toBeUndefined();
  expect(drawer.ask(child, "read", "cubbyhole/a/b")?.data).toEqual({ k: "v" });
  expect(drawer.ask(drawer.server.rootToken, "read", "cubbyhole/a/b")).toBeUndefined();
  expect(drawer.ask(child, "list", "cubbyhole/")?.data).toEqual({ keys: ["a/"] });
  expect(drawer.ask(child, "list", "cubbyhole/a")?.data).toEqual({ keys: ["b"] });
  expect(drawer.ask(child, "list", "cubbyhole/none")?.data).toEqual({});
  expect(drawer.ask(child, "delete", "cubbyhole/a/b")).toBeUndefined();
  expect(drawer.ask(child, "read", "cubbyhole/a/b")).toBeUndefined();
});

test("a drawer goes when its token is revoked, and when it expires", () => {
  const drawer = new Drawer();
  for (const ttl of ["10s", "1h"]) {
    const token = drawer.create({ ttl, policies: ["default"] });
    drawer.ask(token, "update", "cubbyhole/x", { ttl });
    expect(drawer.keys()).toHaveLength(1);
    if (ttl === "1h") drawer.ask(token, "update", "auth/token/revoke-self");
    else drawer.clock.advance(11_000_000_000n);
    drawer.server.expireDue();
    expect(drawer.keys()).toEqual([]);
  }
});

test("a batch token has none", () => {
  const drawer = new Drawer();
  const batch = drawer.create({ type: "batch", ttl: "1h", policies: ["default"] });
  expect(drawer.ask(batch, "read", "cubbyhole/x")).toEqual({
    ok: false,
    status: 400,
    errors: ['cubbyhole operations are only supported by "service" type tokens'],
    notice: { kind: "batch-limit", limit: "cubbyhole" },
  });
});

test("to write what is not there is to create it", () => {
  const drawer = new Drawer();
  drawer.ask(drawer.server.rootToken, "update", "sys/policies/acl/make", {
    policy: 'path "cubbyhole/*" { capabilities = ["create"] }',
  });
  const token = drawer.create({ ttl: "1h", policies: ["make"], no_default_policy: true });
  expect(drawer.ask(token, "update", "cubbyhole/x", { k: "v" })).toBeUndefined();
  expect(drawer.ask(token, "update", "cubbyhole/x", { k: "w" })).toMatchObject({ status: 403 });
});

test.each([
  ["read", {}, "missing path"],
  ["update", {}, "missing data fields"],
  ["update", { a: 1 }, "missing path"],
] as const)("at its root a %s of %j fails: %s", (operation, data, text) => {
  const drawer = new Drawer();
  expect(drawer.ask(drawer.server.rootToken, operation, "cubbyhole", data)).toEqual({
    ok: false,
    status: 500,
    errors: [`1 error occurred:\n\t* ${text}\n\n`],
  });
});
