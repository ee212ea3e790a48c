/** Policies by name, below `sys/policy/`, and the ACLs made of them. A stored policy keeps its text and what it parsed to. */
import { parsePolicy, type Policy } from "../../lib/index.ts";
import { Acl } from "../policy/acl.ts";
import { BUILTIN_POLICIES, IMMUTABLE_POLICIES, NON_ASSIGNABLE_POLICIES } from "../policy/builtin-policies.ts";
import { fillPolicy, type TemplateIdentity } from "../policy/template.ts";
import type { Barrier } from "../storage/barrier.ts";
import type { StorageValue, StorageView } from "../storage/types.ts";

const rootPolicy: Policy = { name: "root", raw: "", rules: [], templated: false };
const prefix = "sys/policy/";
/** Sets of policies whose ACL is kept ready. */
const rememberedAcls = 256;

export class PolicyStore {
  private readonly barrier: Barrier;
  private readonly view: StorageView;
  private readonly acls = new Map<string, Acl>();
  /** The stages of a request ask with one and the same list, which nobody changes. */
  private last: { readonly names: readonly string[]; readonly acl: Acl } | undefined;

  constructor(barrier: Barrier) {
    this.barrier = barrier;
    this.view = barrier.view(prefix);
  }

  seed(): void {
    for (const [name, text] of BUILTIN_POLICIES) {
      const problem = this.put(name, text);
      if (problem !== undefined) throw new Error(problem);
    }
  }

  /**
   * `root` is there by its name alone. As in Vault policies are kept in memory, so reading one is no storage operation;
   * if it were, what a request counts would hang on which ACLs happen to be ready.
   */
  get(name: string): Policy | undefined {
    const known = name.toLowerCase();
    if (known === "root") return rootPolicy;
    const stored = this.barrier.peekOne(prefix + known);
    return isPolicy(stored) ? stored : undefined;
  }

  /** As Vault walks them: a level before those below it, of these the last first. */
  private namesBelow(prefix: string): string[] {
    const below = this.view.list(prefix).map((name) => prefix + name);
    return [
      ...below.filter((name) => !name.endsWith("/")),
      ...below
        .filter((name) => name.endsWith("/"))
        .toReversed()
        .flatMap((name) => this.namesBelow(name)),
    ];
  }

  /** Names that may be given to tokens; `root` is not stored and not among them. */
  list(): string[] {
    return this.namesBelow("").filter((name) => !NON_ASSIGNABLE_POLICIES.includes(name));
  }

  /** Parses and stores. The error is Vault's text. */
  set(name: string, text: string): string | undefined {
    const known = name.toLowerCase();
    const parsed = parsePolicy(text, known);
    if (!parsed.ok) return parsed.error;
    return IMMUTABLE_POLICIES.includes(known) ? `cannot update "${known}" policy` : this.put(known, text);
  }

  private put(name: string, text: string): string | undefined {
    const parsed = parsePolicy(text, name);
    if (!parsed.ok) return parsed.error;
    this.view.put(name, parsed.policy);
    this.forget();
    return undefined;
  }

  delete(name: string): string | undefined {
    const known = name.toLowerCase();
    if (IMMUTABLE_POLICIES.includes(known)) return `cannot delete "${known}" policy`;
    if (known === "default") return "cannot delete default policy";
    this.view.delete(known);
    this.forget();
    return undefined;
  }

  /** What the policies let their bearer do. Without an entity it is kept until a policy changes. */
  acl(names: readonly string[], identity: TemplateIdentity): Acl {
    if (identity.entity !== undefined) return this.build(names, identity);
    if (this.last?.names === names) return this.last.acl;
    const key = names.join("\n");
    const acl = this.acls.get(key) ?? this.build(names, identity);
    if (this.acls.size >= rememberedAcls) this.forget();
    this.acls.set(key, acl);
    this.last = { names, acl };
    return acl;
  }

  /** Forgets what was made of stored policies: storage has become another. */
  forget(): void {
    this.acls.clear();
    this.last = undefined;
  }

  private build(names: readonly string[], identity: TemplateIdentity): Acl {
    const policies: Policy[] = [];
    const missing: string[] = [];
    for (const name of names) {
      const policy = this.get(name);
      if (policy === undefined) {
        missing.push(name);
        continue;
      }
      const filled = fillPolicy(policy, identity);
      if (filled.ok) policies.push(filled.policy);
    }
    return new Acl(policies, missing);
  }
}

/** Only the policy store writes below `sys/policy/`. */
function isPolicy(value: StorageValue | undefined): value is Policy {
  return typeof value === "object" && "rules" in value;
}
