import { describe, expect, test } from "vitest";
import { exampleWorld } from "../shared/example-world.ts";
import { selectWhy, type Why } from "./select.ts";

const world = exampleWorld();
const request = { tokenKey: "batch4", operation: "read", path: "sys/mounts" } as const;
const decided = (decision: Extract<Why["cause"], { kind: "decision" }>["decision"]): Why => ({
  cause: { kind: "decision", decision },
  request,
});
const noticed = (notice: Extract<Why["cause"], { kind: "notice" }>["notice"]): Why => ({
  cause: { kind: "notice", notice },
  request,
});
const plain = (why: Why): string => selectWhy(why, world).plain;

describe("a cause in words", () => {
  test.each<[Why, string]>([
    [
      decided({
        cause: "no-rule",
        capability: "read",
        policies: ["default"],
        missingPolicies: ["cloud-policy"],
      }),
      "Why? No rule allows read on sys/mounts. default does not name it. cloud-policy does not exist.",
    ],
    [
      decided({ cause: "capability-missing", capability: "delete", policy: "ro", rule: "sys/*" }),
      "Why? The nearest rule, sys/* of ro, does not give delete.",
    ],
    [
      decided({ cause: "capability-missing", capability: "create", policy: "a, b", rule: "kv/*" }),
      "Why? The nearest rule, kv/* of a, b, does not give create, which a write to what is not there yet takes.",
    ],
    [
      decided({ cause: "sudo-missing", policy: "ro", rule: "sys/*" }),
      "Why? sys/mounts takes sudo beside the capability, and sys/* of ro does not grant it.",
    ],
    [
      { ...decided({ cause: "bad-token", detail: "revoked" }), request: { ...request, tokenKey: "service2" } },
      "Why? The token that it went out with was revoked at 23 Nov 22:12:07.",
    ],
    [
      noticed({
        kind: "ttl-capped",
        what: "TTL",
        wantedSeconds: 36_000,
        grantedSeconds: 1800,
        bound: "explicit",
        boundSeconds: 7200,
      }),
      "Why? The TTL of 10h was cut to 30m: the token's explicit maximum of 2h counts from its making, and that is what is left.",
    ],
    [
      noticed({ kind: "not-subset", extra: ["admin", "ops"], held: ["default"] }),
      "Why? A child gets no policy that its parent lacks: admin and ops are not among default.",
    ],
    [
      decided({ cause: "no-token", unmounted: true }),
      "Why? Nothing is mounted at sys/mounts, and no token was sent. vault secrets list shows what is where.",
    ],
    [
      noticed({ kind: "unknown-parameters", names: ["polices"] }),
      "Why? polices is unknown to this path, and counted for nothing. An answer without a body has no room to say so.",
    ],
    [
      noticed({ kind: "locked-out", failures: 5, secondsLeft: 890 }),
      "Why? Wrong credentials were given 5 times in a row: this user is locked out for another 14m 50s, and right ones open nothing until then.",
    ],
    [
      noticed({ kind: "overruled", name: "no_parent", by: "role" }),
      "Why? -orphan counted for nothing: the token's role decides that.",
    ],
    [
      { cause: { kind: "flag-ignored", flag: "-renewable", because: "batch" } },
      "Why? -renewable counted for nothing: a batch token is never renewable.",
    ],
    [
      { cause: { kind: "unseen", warnings: ["Something else"] }, request },
      "Why? Something else. Vault warned of it; this output leaves warnings out.",
    ],
    [
      {
        cause: {
          kind: "wrong-source",
          decision: { cause: "bad-token", detail: "expired" },
          hiddenKey: "root",
          allowed: true,
        },
        request,
      },
      "Why? VAULT_TOKEN wins over ~/.vault-token and has expired. The token in the file (hvs.…pfsaY6) would be allowed: unset VAULT_TOKEN uses it.",
    ],
  ])("%#", (why, text) => {
    expect(plain(why)).toBe(text);
  });
});

describe("where it leads", () => {
  test("where a rule decided, to the check of that token on that path", () => {
    const why = decided({ cause: "denied-by-rule", policy: "no", rule: "sys/*" });
    expect(selectWhy(why, world).link).toEqual({
      label: "See the rules",
      tokenKey: "batch4",
      check: { operation: "read", path: "sys/mounts" },
    });
  });
  test("else to the token it is about: the one that is gone, or the one that was made", () => {
    expect(selectWhy(decided({ cause: "bad-token", detail: "expired" }), world).link).toEqual({
      label: "See the token",
      tokenKey: "batch4",
    });
    const missing = noticed({ kind: "subject-missing", named: "token", detail: "revoked", key: "service2" });
    expect(selectWhy(missing, world).link?.tokenKey).toBe("service2");
    expect(selectWhy(noticed({ kind: "policies-missing", policies: ["x"] }), world, ["batch1"]).link?.tokenKey).toBe(
      "batch1",
    );
  });
  test("nowhere, where the token was never seen", () => {
    const why = decided({ cause: "bad-token", detail: "unknown" });
    expect(selectWhy({ ...why, request: { ...request, tokenKey: "other" } }, world).link).toBeUndefined();
    expect(selectWhy(decided({ cause: "sealed" }), world).link).toBeUndefined();
  });
});
