import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../lib/index.ts";
import type { Outcome } from "../logical/types.ts";
import { AuditedVault } from "../testing/audit-log.ts";

/** Long enough not to turn up by chance, and plain to see where it does. */
const secretText = fc.string({
  unit: fc.constantFrom("a", "b", "c", "X", "Y", "Z", "7", "8", "9"),
  minLength: 16,
  maxLength: 24,
});
const name = fc.constantFrom("a", "b", "c/d");

type Step =
  | { readonly kind: "create"; readonly data: Readonly<Record<string, Json>>; readonly wrap: boolean }
  | { readonly kind: "put" | "cubby"; readonly name: string; readonly secret: string; readonly by: number }
  | {
      readonly kind: "get" | "list" | "lookup" | "renew" | "revoke" | "unwrap";
      readonly name: string;
      readonly by: number;
    }
  | { readonly kind: "login"; readonly secret: string; readonly right: boolean }
  | { readonly kind: "nonsense"; readonly secret: string; readonly by: number };

const by = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("create" as const),
    wrap: fc.boolean(),
    data: fc.record(
      {
        policies: fc.constantFrom<Json[]>(["default"], ["root"]),
        type: fc.constantFrom("service", "batch"),
        ttl: fc.constantFrom("1m", "1h"),
        num_uses: fc.constantFrom(0, 1, 2),
      },
      { requiredKeys: ["ttl"] },
    ),
  }),
  fc.record({ kind: fc.constantFrom("put" as const, "cubby" as const), name, secret: secretText, by }),
  fc.record({
    kind: fc.constantFrom(
      "get" as const,
      "list" as const,
      "lookup" as const,
      "renew" as const,
      "revoke" as const,
      "unwrap" as const,
    ),
    name,
    by,
  }),
  fc.record({ kind: fc.constant("login" as const), secret: secretText, right: fc.boolean() }),
  fc.record({ kind: fc.constant("nonsense" as const), secret: secretText, by }),
);

class Story {
  readonly log = new AuditedVault();
  readonly tokens: string[] = [this.log.vault.root];
  readonly wrapping: string[] = [];
  readonly secrets = new Set<string>(["the-one-right-password"]);

  constructor() {
    const { vault } = this.log;
    vault.succeedOrNothing("update", "sys/auth/userpass", { type: "userpass" });
    this.log.enable("file");
    vault.succeedOrNothing("create", "auth/userpass/users/bob", { password: "the-one-right-password" });
  }

  /** Does a step; says whether it was one that makes two records. */
  take(each: Step): { readonly outcome: Outcome; readonly records: readonly string[] } {
    let outcome: Outcome;
    const records = this.log.recordsOf(() => {
      outcome = this.send(each);
    });
    this.learn(outcome);
    return { outcome, records: records.map(({ type, request }) => `${type} ${request.id}`) };
  }

  /** What is secret and yet in the log. */
  leaks(): string[] {
    const all = this.log.lines.map(({ line }) => line).join("");
    return [...this.secrets, ...this.tokens, ...this.wrapping].filter((secret) => all.includes(secret));
  }

  private send(each: Step): Outcome {
    const { vault } = this.log;
    switch (each.kind) {
      case "create":
        return vault.server.handle({
          operation: "update",
          path: "auth/token/create",
          data: each.data,
          clientToken: vault.root,
          ...(each.wrap ? { wrapTtlSeconds: 60 } : {}),
        });
      case "put":
        this.secrets.add(each.secret);
        return vault.request("update", `secret/data/${each.name}`, { data: { v: [each.secret] } }, this.one(each.by));
      case "cubby":
        this.secrets.add(each.secret);
        return vault.request("update", `cubbyhole/${each.name}`, { v: each.secret }, this.one(each.by));
      case "get":
        return vault.request("read", `secret/data/${each.name}`, {}, this.one(each.by));
      case "list":
        return vault.request("list", "secret/metadata/", {}, this.one(each.by));
      case "lookup":
      case "renew":
      case "revoke":
        return vault.request("update", `auth/token/${each.kind}`, { token: this.one(each.by, 1) });
      case "unwrap": {
        const token = this.wrapping[each.by % Math.max(this.wrapping.length, 1)] ?? "none";
        return vault.request("update", "sys/wrapping/unwrap", { token });
      }
      case "login": {
        if (!each.right) this.secrets.add(each.secret);
        const password = each.right ? "the-one-right-password" : each.secret;
        return vault.request("update", "auth/userpass/login/bob", { password }, "");
      }
      default:
        this.secrets.add(each.secret);
        return vault.request("update", "sys/nonsense", { x: { y: each.secret } }, this.one(each.by));
    }
  }

  private one(index: number, from = 0): string {
    const tokens = this.tokens.slice(from);
    return tokens[index % Math.max(tokens.length, 1)] ?? "none";
  }

  private learn(outcome: Outcome): void {
    if (outcome?.ok !== true) return;
    if (outcome.auth?.clientToken !== undefined) this.tokens.push(outcome.auth.clientToken);
    if (outcome.wrapInfo !== undefined) this.wrapping.push(outcome.wrapInfo.token);
    const unwrapped = /"client_token":"([^"]+)"/.exec(outcome.raw?.body ?? "")?.[1];
    if (unwrapped !== undefined) this.tokens.push(unwrapped);
  }
}

test("every request has its record, every answer too, and no secret is in clear in any", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      const story = new Story();
      for (const each of steps) {
        const { outcome, records } = story.take(each);
        const isInvalidUnwrap = each.kind === "unwrap" && outcome?.ok === false;
        expect(records).toHaveLength(isInvalidUnwrap ? 1 : 2);
        expect(records[0]).toMatch(/^request /);
        if (!isInvalidUnwrap) expect(records[1]).toBe(records[0]?.replace("request", "response"));
      }
      expect(story.leaks()).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("where no device is enabled nothing is written and nothing is drawn", () => {
  const [one, two] = [new AuditedVault(), new AuditedVault()];
  one.enable("file");
  one.vault.succeedOrNothing("delete", "sys/audit/file");
  const before = one.lines.length;
  one.vault.create();
  expect(one.lines).toHaveLength(before);
  two.vault.create();
  expect(two.lines).toEqual([]);
  expect(two.vault.keys("audit/")).toEqual([]);
});
