/** Random requests and clock moves, with what must always hold checked after every step. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../lib/index.ts";
import { OpenVault } from "./testing/open-vault.ts";

interface Step {
  readonly kind:
    | "create"
    | "batch"
    | "use"
    | "renew"
    | "revoke"
    | "revoke-accessor"
    | "revoke-orphan"
    | "cubbyhole"
    | "pass";
  /** Which of the tokens made so far. */
  readonly token: number;
  readonly ttlMinutes: number;
  readonly uses: number;
  readonly orphan: boolean;
  readonly explicitMaxMinutes: number;
  readonly periodMinutes: number;
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(
      "create",
      "create",
      "create",
      "batch",
      "use",
      "renew",
      "revoke",
      "revoke-accessor",
      "revoke-orphan",
      "cubbyhole",
      "pass",
    ),
    token: fc.nat(50),
    ttlMinutes: fc.integer({ min: 1, max: 240 }),
    uses: fc.constantFrom(0, 0, 0, 1, 2),
    orphan: fc.boolean(),
    explicitMaxMinutes: fc.constantFrom(0, 0, 90),
    periodMinutes: fc.constantFrom(0, 0, 0, 30),
  }),
  { maxLength: 40 },
);

/** What the model knows of a token: enough to say that it must be dead, never that it must live. */
interface Known {
  readonly token: string;
  readonly parent: Known | undefined;
  readonly isBatch: boolean;
  /** No renewal takes it beyond this. */
  readonly latestEndMs: number;
  usesLeft: number;
  orphaned: boolean;
  dead: boolean;
}

const minute = 60;
const longestTtlMs = 768 * 3600 * 1000;

class Model {
  readonly vault: OpenVault;
  readonly tokens: Known[] = [];

  constructor(vault: OpenVault) {
    this.vault = vault;
  }

  /** What puts the model back to where it is now. */
  save(): () => void {
    const kept = this.tokens.map((known) => ({ known, state: { ...known } }));
    return () => {
      this.tokens.length = kept.length;
      for (const { known, state } of kept) Object.assign(known, state);
    };
  }

  nowMs(): number {
    return Number(this.vault.clock.nowNs() / 1_000_000n);
  }

  run(step: Step): void {
    const known = this.tokens[step.token % (this.tokens.length || 1)];
    if (step.kind === "pass") this.vault.pass(step.ttlMinutes * minute);
    else if (step.kind === "create" || step.kind === "batch") this.create(step, known);
    else if (known !== undefined) this.act(step, known);
    this.agePast();
  }

  private create(step: Step, parent: Known | undefined): void {
    const isBatch = step.kind === "batch";
    const data: Record<string, Json> = {
      policies: isBatch ? ["default"] : ["root"],
      ttl: `${step.ttlMinutes}m`,
      no_parent: step.orphan,
      ...(isBatch
        ? { type: "batch" }
        : { num_uses: step.uses, explicit_max_ttl: `${step.explicitMaxMinutes}m`, period: `${step.periodMinutes}m` }),
    };
    const before = isBatch ? this.vault.keys() : [];
    const spendsAUse = parent !== undefined && parent.usesLeft > 0;
    const outcome = this.vault.request("update", "auth/token/create", data, parent?.token ?? this.vault.root);
    if (isBatch && !spendsAUse) expect(this.vault.keys()).toEqual(before);
    this.spend(parent);
    if (outcome?.ok !== true || outcome.auth?.clientToken === undefined) return;
    const longest =
      step.explicitMaxMinutes > 0
        ? step.explicitMaxMinutes * minute * 1000
        : step.periodMinutes > 0
          ? Infinity
          : longestTtlMs;
    this.tokens.push({
      token: outcome.auth.clientToken,
      parent: step.orphan ? undefined : parent,
      isBatch,
      latestEndMs: this.nowMs() + (isBatch ? step.ttlMinutes * minute * 1000 : longest),
      usesLeft: isBatch ? 0 : step.uses,
      orphaned: false,
      dead: false,
    });
  }

  private act(step: Step, known: Known): void {
    const { vault } = this;
    const { token } = known;
    switch (step.kind) {
      case "use":
        vault.works(token);
        this.spend(known);
        break;
      case "cubbyhole":
        vault.request("update", "cubbyhole/drawer", { a: "b" }, token);
        this.spend(known);
        break;
      case "renew":
        vault.request("update", "auth/token/renew", { token, increment: `${step.ttlMinutes}m` });
        break;
      case "revoke":
        vault.request("update", "auth/token/revoke", { token });
        if (!known.isBatch) this.kill(known);
        break;
      case "revoke-accessor": {
        const found = vault.request("update", "auth/token/lookup", { token });
        const accessor = found?.ok === true ? found.data?.["accessor"] : undefined;
        if (typeof accessor !== "string" || accessor === "") break;
        vault.request("update", "auth/token/revoke-accessor", { accessor });
        this.kill(known);
        break;
      }
      case "revoke-orphan":
        if (vault.request("update", "auth/token/revoke-orphan", { token }) === undefined) {
          for (const child of this.tokens) if (child.parent === known && !child.isBatch) child.orphaned = true;
          this.kill(known);
        }
        break;
      default:
    }
  }

  private spend(known: Known | undefined): void {
    if (known === undefined || known.usesLeft === 0) return;
    known.usesLeft--;
    if (known.usesLeft === 0) this.kill(known);
  }

  private agePast(): void {
    for (const known of this.tokens) if (this.nowMs() > known.latestEndMs) this.kill(known);
  }

  private kill(known: Known): void {
    if (known.dead) return;
    known.dead = true;
    for (const child of this.tokens) if (child.parent === known && !child.orphaned) this.kill(child);
  }

  check(): void {
    const { vault } = this;
    const live = (token: string) => vault.request("update", "auth/token/lookup", { token })?.ok === true;
    for (const known of this.tokens) if (known.dead) expect(live(known.token)).toBe(false);
    const stored = vault.server.tokens();
    const accessors = vault.succeed("list", "auth/token/accessors/").data?.["keys"];
    expect(new Set(stored.map((view) => view.accessor))).toEqual(new Set(Array.isArray(accessors) ? accessors : []));
    expect(new Set(stored.map((view) => view.key)).size).toBe(stored.length);
    const keys = new Set(stored.map((view) => view.key));
    for (const view of stored) {
      expect(live(view.token)).toBe(true);
      if (view.parentKey !== undefined) expect(keys.has(view.parentKey)).toBe(true);
      if (view.expiresAtMs !== undefined) expect(view.expiresAtMs).toBeGreaterThan(this.nowMs());
    }
    const nextMs = Math.min(...stored.map((view) => view.expiresAtMs ?? Infinity));
    const next = vault.server.nextExpiryNs();
    expect(next === undefined ? Infinity : Number(next / 1_000_000n)).toBe(nextMs);
  }
}

describe("whatever is asked, in whatever order", () => {
  test("no token outlives its parent, its time, its uses or its revocation; accessors and tokens are one to one", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const model = new Model(new OpenVault());
        for (const step of all) {
          model.run(step);
          model.check();
        }
      }),
      { numRuns: 60 },
    );
  });

  test("when all tokens are gone, storage is as it was before the first", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const vault = new OpenVault();
        const before = vault.keys();
        const model = new Model(vault);
        for (const step of all) if (step.kind !== "revoke-orphan") model.run(step);
        for (const view of vault.server.tokens()) {
          if (view.token !== vault.root) vault.request("update", "auth/token/revoke", { token: view.token });
        }
        expect(vault.keys()).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  test("restored and asked the same again, it becomes the same again", () => {
    fc.assert(
      fc.property(steps, steps, (first, second) => {
        const vault = new OpenVault();
        const model = new Model(vault);
        for (const step of first) model.run(step);
        const putBack = model.save();
        const [snapshot, nowNs, hash] = [vault.server.snapshot(), vault.clock.nowNs(), vault.server.stateHash()];
        const again = (): string => {
          for (const step of second) model.run(step);
          return vault.server.stateHash();
        };
        const reached = again();
        vault.server.restore(snapshot);
        vault.clock.restore(nowNs);
        putBack();
        expect(vault.server.stateHash()).toBe(hash);
        expect(again()).toBe(reached);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the same seed and the same requests", () => {
  test("give the same bytes, watched or not", () => {
    const answers = (vault: OpenVault): string[] => {
      const headers = { "x-vault-token": vault.root };
      const post = (body: string) =>
        vault.server.handleHttp({ method: "POST", url: "/v1/auth/token/create", headers, body }).body;
      return [post('{"ttl":"1h"}'), post('{"type":"batch","policies":["a"]}'), vault.server.stateHash()];
    };
    const watched = new OpenVault({ onEvent: () => undefined });
    expect(answers(watched)).toEqual(answers(new OpenVault()));
    expect(answers(new OpenVault({}, "another"))).not.toEqual(answers(new OpenVault()));
  });
});
