/** A server with roles, logins, policies, one-time passwords and an audit log, and a model of what must be dead or alive in it. */
import { expect } from "vitest";
import type { Json } from "../../src/lib/index.ts";
import { AuditedVault } from "../../src/vault/testing/audit-log.ts";

export interface Step {
  readonly kind:
    | "create"
    | "role"
    | "userpass"
    | "approle"
    | "use"
    | "write"
    | "lease"
    | "wrap"
    | "unwrap"
    | "renew"
    | "revoke"
    | "revoke-self"
    | "revoke-accessor"
    | "revoke-orphan"
    | "revoke-prefix"
    | "tidy"
    | "pass";
  /** Which of the tokens, roles or wrapped answers. */
  readonly which: number;
  readonly minutes: number;
  readonly explicitMaxMinutes: number;
  readonly uses: number;
  readonly batch: boolean;
  readonly orphan: boolean;
}

interface Known {
  readonly token: string;
  readonly accessor: string;
  readonly isBatch: boolean;
  readonly parent: Known | undefined;
  readonly origin: string;
  readonly denied: boolean;
  readonly latestEndMs: number;
  /** Until then it is alive, where nothing kills it; 0 says nothing. */
  earliestEndMs: number;
  usesLeft: number;
  orphaned: boolean;
  dead: boolean;
}

interface Role {
  readonly name: string;
  readonly type: "service" | "batch";
  readonly fields: Readonly<Record<string, Json>>;
  readonly orphan: boolean;
  readonly maxMinutes: number;
}

const roles: readonly Role[] = [
  { name: "short", type: "service", fields: { token_explicit_max_ttl: "45m" }, orphan: false, maxMinutes: 45 },
  {
    name: "again",
    type: "service",
    fields: { token_period: "20m", token_explicit_max_ttl: "90m" },
    orphan: false,
    maxMinutes: 90,
  },
  { name: "alone", type: "service", fields: { orphan: true }, orphan: true, maxMinutes: 768 * 60 },
  {
    name: "light",
    type: "batch",
    fields: { token_type: "batch", orphan: true, renewable: false },
    orphan: true,
    maxMinutes: 768 * 60,
  },
];
const minuteMs = 60_000;
const longestMs = 768 * 60 * minuteMs;
/** Allows all that the steps ask for; the second policy takes a part of it back. */
const policies = {
  most: 'path "*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }',
  no: 'path "secret/data/denied/*" { capabilities = ["deny"] }\npath "secret/+/denied/also" { capabilities = ["read", "deny"] }',
};

export class World {
  readonly log = new AuditedVault();
  readonly vault = this.log.vault;
  readonly tokens: Known[] = [];
  readonly wrapped: { readonly token: string; readonly endMs: number; opened: boolean }[] = [];
  /** Texts that must never be in the log as they are. */
  readonly secrets = ["correct horse battery staple", "the drawer's inside"];
  /** Storage before anything was set up. */
  readonly emptyKeys: readonly string[];
  private readonly approle: Readonly<Record<string, Json>>;

  constructor() {
    const { vault } = this;
    this.emptyKeys = vault.keys();
    vault.succeedOrNothing("update", "sys/auth/userpass", { type: "userpass" });
    vault.succeedOrNothing("update", "sys/auth/approle", { type: "approle" });
    vault.succeedOrNothing("update", "sys/mounts/ssh", { type: "ssh" });
    for (const [name, policy] of Object.entries(policies)) {
      vault.succeedOrNothing("update", `sys/policies/acl/${name}`, { policy });
    }
    for (const role of roles) {
      vault.succeedOrNothing("update", `auth/token/roles/${role.name}`, role.fields);
    }
    const limits = { token_policies: ["most", "no"], token_ttl: "20m", token_max_ttl: "40m" };
    vault.succeedOrNothing("update", "auth/userpass/users/ann", { password: this.secrets[0] ?? "", ...limits });
    vault.succeedOrNothing("update", "auth/approle/role/web", { ...limits, token_type: "batch" });
    const roleId = vault.succeed("read", "auth/approle/role/web/role-id").data?.["role_id"] ?? "";
    const secretId = vault.succeed("update", "auth/approle/role/web/secret-id").data?.["secret_id"] ?? "";
    this.approle = { role_id: roleId, secret_id: secretId };
    this.secrets.push(JSON.stringify(secretId).slice(1, -1));
    vault.succeedOrNothing("update", "ssh/roles/door", { key_type: "otp", default_user: "u", cidr_list: "0.0.0.0/0" });
    this.log.enable("file");
  }

  nowMs(): number {
    return Number(this.vault.clock.nowNs() / 1_000_000n);
  }

  run(step: Step): void {
    const known = this.tokens[step.which % (this.tokens.length || 1)];
    if (step.kind === "pass") this.vault.pass(step.minutes * 60);
    else if (step.kind === "create" || step.kind === "role") this.create(step, known);
    else if (step.kind === "userpass" || step.kind === "approle") this.login(step.kind);
    else if (step.kind === "wrap" || step.kind === "unwrap") this.wrap(step);
    else if (step.kind === "tidy") this.vault.request("update", "auth/token/tidy");
    else if (step.kind === "revoke-prefix") this.revokePrefix();
    else if (known !== undefined) this.act(step, known);
    for (const each of this.tokens) if (this.nowMs() > each.latestEndMs) this.kill(each);
  }

  private create(step: Step, parent: Known | undefined): void {
    const role = step.kind === "role" ? roles[step.which % roles.length] : undefined;
    const isBatch = role === undefined ? step.batch : role.type === "batch";
    const orphan = role === undefined ? step.orphan : role.orphan;
    const data: Record<string, Json> = {
      policies: ["most", ...(step.minutes % 2 ? ["no"] : [])],
      ttl: `${step.minutes}m`,
    };
    if (role === undefined && isBatch) data["type"] = "batch";
    if (role === undefined && orphan) data["no_parent"] = true;
    if (!isBatch) Object.assign(data, { num_uses: step.uses, explicit_max_ttl: `${step.explicitMaxMinutes}m` });
    const path = role === undefined ? "auth/token/create" : `auth/token/create/${role.name}`;
    const limited = parent !== undefined && parent.usesLeft > 0;
    const before = this.storage();
    const outcome = this.vault.request("update", path, data, parent?.token ?? this.vault.root);
    if (isBatch && !limited) expect(this.storage()).toBe(before);
    this.spend(parent);
    if (outcome?.ok !== true || outcome.auth === undefined) return;
    const { clientToken, accessor, ttlSeconds } = outcome.auth;
    const own = !isBatch && step.explicitMaxMinutes > 0 ? step.explicitMaxMinutes * minuteMs : longestMs;
    expect(ttlSeconds * 1000).toBeLessThanOrEqual(own);
    // A renewal asks the role for the maximum, where there is a role, and not the token: so does a real server.
    const renewable = role === undefined ? own : role.maxMinutes * minuteMs;
    const longest = isBatch ? step.minutes * minuteMs : renewable;
    expect(ttlSeconds * 1000).toBeLessThanOrEqual(longest);
    this.know({
      token: clientToken ?? "",
      accessor: accessor ?? "",
      isBatch,
      parent: orphan ? undefined : parent,
      origin: path,
      denied: step.minutes % 2 === 1,
      latestEndMs: this.nowMs() + longest,
      earliestEndMs: this.nowMs() + ttlSeconds * 1000 - 1000,
      usesLeft: isBatch ? 0 : step.uses,
    });
  }

  private login(method: "userpass" | "approle"): void {
    const [path, data] =
      method === "userpass"
        ? (["auth/userpass/login/ann", { password: this.secrets[0] ?? "" }] as const)
        : (["auth/approle/login", this.approle] as const);
    const outcome = this.vault.request("update", path, data, "");
    if (outcome?.ok !== true || outcome.auth === undefined) throw new Error(JSON.stringify(outcome));
    this.know({
      token: outcome.auth.clientToken ?? "",
      accessor: outcome.auth.accessor ?? "",
      isBatch: method === "approle",
      parent: undefined,
      origin: path,
      denied: true,
      latestEndMs: this.nowMs() + (method === "approle" ? 20 : 40) * minuteMs,
      earliestEndMs: this.nowMs() + 20 * minuteMs - 1000,
      usesLeft: 0,
    });
  }

  private know(known: Omit<Known, "orphaned" | "dead">): void {
    expect(known.accessor === "").toBe(known.isBatch);
    this.tokens.push({ ...known, orphaned: false, dead: false });
  }

  private wrap(step: Step): void {
    if (step.kind === "wrap") {
      const outcome = this.vault.server.handle({
        operation: "read",
        path: "auth/token/lookup-self",
        data: {},
        clientToken: this.vault.root,
        wrapTtlSeconds: step.minutes * 60,
      });
      if (outcome?.ok !== true || outcome.wrapInfo === undefined) throw new Error("not wrapped");
      const endMs = this.nowMs() + step.minutes * minuteMs;
      this.wrapped.push({ token: outcome.wrapInfo.token, endMs, opened: false });
      return;
    }
    const one = this.wrapped[step.which % (this.wrapped.length || 1)];
    if (one === undefined) return;
    const due = !one.opened && this.nowMs() < one.endMs - 1000;
    const opened = this.vault.request("update", "sys/wrapping/unwrap", {}, one.token)?.ok === true;
    if (due) expect(opened).toBe(true);
    if (one.opened || this.nowMs() > one.endMs) expect(opened).toBe(false);
    one.opened ||= opened;
  }

  private revokePrefix(): void {
    this.vault.request("update", "sys/leases/revoke-prefix/auth/userpass/login");
    for (const known of this.tokens) if (known.origin.startsWith("auth/userpass/")) this.kill(known);
  }

  private act(step: Step, known: Known): void {
    const { vault } = this;
    const { token } = known;
    switch (step.kind) {
      case "use": {
        const before = this.storage();
        vault.request("read", "secret/data/a", {}, token);
        if (known.isBatch) expect(this.storage()).toBe(before);
        return this.spend(known);
      }
      case "write": {
        const path = step.orphan ? "secret/data/denied/x" : "secret/data/denied/also";
        const operation = step.batch ? "read" : "update";
        const outcome = vault.request(operation, path, { data: { v: this.secrets[1] ?? "" } }, token);
        if (known.denied) expect(outcome).toMatchObject({ ok: false, status: 403 });
        return this.spend(known);
      }
      case "lease": {
        vault.request("update", "ssh/creds/door", { ip: "10.0.0.1" }, token);
        return this.spend(known);
      }
      case "renew":
        if (vault.request("update", "auth/token/renew", { token, increment: `${step.minutes}m` })?.ok === true) {
          known.earliestEndMs = 0;
        }
        return;
      case "revoke":
        vault.request("update", "auth/token/revoke", { token });
        return known.isBatch ? undefined : this.kill(known);
      case "revoke-self":
        vault.request("update", "auth/token/revoke-self", {}, token);
        return known.isBatch ? undefined : this.kill(known);
      case "revoke-accessor":
        if (known.accessor === "") return;
        vault.request("update", "auth/token/revoke-accessor", { accessor: known.accessor });
        return this.kill(known);
      case "revoke-orphan":
        if (vault.request("update", "auth/token/revoke-orphan", { token })?.ok === false) return;
        for (const child of this.tokens) if (child.parent === known && !child.isBatch) child.orphaned = true;
        return this.kill(known);
      default:
    }
  }

  private spend(known: Known | undefined): void {
    if (known !== undefined && known.usesLeft > 0 && --known.usesLeft === 0) this.kill(known);
  }

  private kill(known: Known): void {
    if (known.dead) return;
    known.dead = true;
    for (const child of this.tokens) if (child.parent === known && !child.orphaned) this.kill(child);
  }

  private mustLive(known: Known): boolean {
    if (known.dead || this.nowMs() >= known.earliestEndMs) return false;
    return known.parent === undefined || known.orphaned || this.mustLive(known.parent);
  }

  /** Keys, and how often storage was written to. */
  private storage(): string {
    const counts = this.vault.server.storageCounts();
    return JSON.stringify([this.vault.keys().length, counts.put, counts.delete]);
  }

  check(): void {
    const { vault } = this;
    const lives = (token: string): boolean => vault.request("update", "auth/token/lookup", { token })?.ok === true;
    for (const known of this.tokens) {
      if (known.dead) {
        expect(lives(known.token)).toBe(false);
        expect(vault.request("read", "sys/mounts", {}, known.token)).toMatchObject({ ok: false, status: 403 });
      } else if (this.mustLive(known)) expect(lives(known.token)).toBe(true);
    }
    const stored = vault.server.tokens();
    const listed = vault.succeed("list", "auth/token/accessors/").data?.["keys"];
    expect(new Set(stored.map((view) => view.accessor))).toEqual(new Set(Array.isArray(listed) ? listed : []));
    expect(Array.isArray(listed) ? listed.length : 0).toBe(stored.length);
    for (const view of stored) {
      const found = vault.succeed("update", "auth/token/lookup-accessor", { accessor: view.accessor ?? "" }).data;
      expect(found?.["accessor"]).toBe(view.accessor);
    }
  }

  /** Requests in the log without their answer, and the other way round; a wrapping token that is none has the first alone. */
  unpaired(): readonly string[] {
    const records: readonly {
      readonly type: string;
      readonly request: { readonly id: string; readonly path: string };
    }[] = this.log.lines.filter(({ line }) => line.includes('"path":')).map(({ line }) => JSON.parse(line));
    const counted = new Map<string, number>();
    for (const { type, request } of records) {
      if (request.path === "sys/wrapping/unwrap") continue;
      const key = `${request.path} ${request.id}`;
      counted.set(key, (counted.get(key) ?? 0) + (type === "request" ? 1 : -1));
    }
    return [...counted].filter(([key, left]) => left !== 0 && !key.startsWith("sys/audit/")).map(([key]) => key);
  }

  /** What is secret and yet in the log. */
  leaks(): readonly string[] {
    const all = this.log.lines.map(({ line }) => line).join("");
    const own = [...this.tokens.map(({ token }) => token), ...this.wrapped.map(({ token }) => token)];
    return [...this.secrets, ...own].filter((secret) => all.includes(secret));
  }

  /** Takes everything away again that the world and its steps have made. */
  clear(): void {
    const { vault } = this;
    for (const view of vault.server.tokens()) {
      if (view.token !== vault.root)
        vault.request("update", "auth/token/revoke-accessor", { accessor: view.accessor ?? "" });
    }
    // Who revokes a token alone leaves its name behind below its children's; tidying takes it away.
    vault.request("update", "auth/token/tidy");
    for (const path of ["sys/auth/userpass", "sys/auth/approle", "sys/mounts/ssh", "sys/audit/file"]) {
      vault.succeedOrNothing("delete", path);
    }
    for (const name of Object.keys(policies)) vault.succeedOrNothing("delete", `sys/policies/acl/${name}`);
    for (const role of roles) vault.succeedOrNothing("delete", `auth/token/roles/${role.name}`);
    for (const name of ["a", "denied/x", "denied/also"]) vault.request("delete", `secret/metadata/${name}`);
    const ids = vault.request("list", "identity/entity/id/");
    const keys = ids?.ok === true ? ids.data?.["keys"] : undefined;
    for (const id of Array.isArray(keys) ? keys : []) {
      vault.succeedOrNothing("delete", `identity/entity/id/${JSON.stringify(id).slice(1, -1)}`);
    }
  }
}
