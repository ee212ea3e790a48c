import { NS_PER_SECOND, parseVaultDuration, pathPattern, splitTemplate } from "../../lib/index.ts";
import type { PathRule, Policy, PolicyResult } from "../../lib/index.ts";

type Texts = Readonly<Record<string, string>>;

export interface TemplateAlias {
  readonly mountAccessor: string;
  readonly id: string;
  readonly name: string;
  readonly metadata: Texts;
  readonly customMetadata: Texts;
}

export interface TemplateEntity {
  readonly id: string;
  readonly name: string;
  readonly metadata: Texts;
  readonly aliases: readonly TemplateAlias[];
}

export interface TemplateGroup {
  readonly id: string;
  readonly name: string;
  readonly metadata: Texts;
}

/** Who a templated policy is filled in for. Without an entity, rules that ask for one fall away. */
export interface TemplateIdentity {
  readonly entity: TemplateEntity | undefined;
  /** The groups that the entity is in, directly or by another group. */
  readonly groups: readonly TemplateGroup[];
  readonly nowNs: bigint;
}

/**
 * The policy with its templates filled in. A rule whose template finds no value falls away; a value that makes a path
 * unfit is Vault's error.
 */
export function fillPolicy(policy: Policy, identity: TemplateIdentity): PolicyResult {
  if (!policy.templated) return { ok: true, policy };
  const rules: PathRule[] = [];
  for (const rule of policy.rules) {
    const path = fillTemplate(rule.written, identity);
    if (path === undefined) continue;
    const shaped = pathPattern(path);
    if (!shaped.ok) {
      return {
        ok: false,
        error: `error parsing templated policy "${policy.name}": failed to parse policy: ${shaped.error}`,
      };
    }
    rules.push({ ...rule, ...shaped.pattern });
  }
  return { ok: true, policy: { ...policy, rules } };
}

/** The text with its templates filled in; undefined where one finds no value. */
function fillTemplate(text: string, identity: TemplateIdentity): string | undefined {
  const split = splitTemplate(text);
  if (!split.ok) return undefined;
  let filled = "";
  for (const [index, piece] of split.pieces.entries()) {
    const value = index % 2 === 0 ? piece : valueOf(piece.trim(), identity);
    if (value === undefined) return undefined;
    filled += value;
  }
  return filled;
}

function valueOf(directive: string, identity: TemplateIdentity): string | undefined {
  const entity = after(directive, "identity.entity.");
  if (entity !== undefined) return identity.entity && entityValue(entity, identity.entity);
  const group = after(directive, "identity.groups.");
  if (group !== undefined) return groupValue(group, identity.groups);
  const time = after(directive, "time.");
  return time === undefined ? undefined : timeValue(time, identity.nowNs);
}

function entityValue(selector: string, entity: TemplateEntity): string | undefined {
  if (selector === "id") return present(entity.id);
  if (selector === "name") return present(entity.name);
  const metadata = after(selector, "metadata.");
  if (metadata !== undefined) return member(entity.metadata, metadata);
  const aliasSelector = after(selector, "aliases.");
  if (aliasSelector === undefined) return undefined;
  const [accessor, field] = cut(aliasSelector);
  const alias = entity.aliases.find((each) => each.mountAccessor === accessor);
  return alias === undefined || field === undefined ? undefined : aliasValue(field, alias);
}

function aliasValue(selector: string, alias: TemplateAlias): string | undefined {
  if (selector === "id") return present(alias.id);
  if (selector === "name") return present(alias.name);
  const metadata = after(selector, "metadata.");
  if (metadata !== undefined) return member(alias.metadata, metadata);
  const custom = after(selector, "custom_metadata.");
  return custom === undefined ? undefined : member(alias.customMetadata, custom);
}

function groupValue(selector: string, groups: readonly TemplateGroup[]): string | undefined {
  const [kind, rest = ""] = cut(selector);
  const [wanted, field] = cut(rest);
  if (kind !== "ids" && kind !== "names") return undefined;
  const group = groups.find((each) => (kind === "ids" ? each.id : each.name) === wanted);
  if (group === undefined || field === undefined) return undefined;
  if (field === "id") return group.id;
  if (field === "name") return present(group.name);
  const metadata = after(field, "metadata.");
  return metadata === undefined ? undefined : member(group.metadata, metadata);
}

function timeValue(selector: string, nowNs: bigint): string | undefined {
  const [now, operation] = cut(selector);
  if (now !== "now") return undefined;
  let ns = nowNs;
  if (operation !== undefined) {
    const [operator, span] = cut(operation);
    const duration = span === undefined ? undefined : parseVaultDuration(span);
    if (duration === undefined || !duration.ok) return undefined;
    if (operator === "plus") ns += duration.ns;
    else if (operator === "minus") ns -= duration.ns;
    else return undefined;
  }
  return String(ns / NS_PER_SECOND);
}

function present(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function member(texts: Texts, key: string): string | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined;
}

function after(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** Before and after the first dot. */
function cut(text: string): readonly [string, string | undefined] {
  const dot = text.indexOf(".");
  return dot < 0 ? [text, undefined] : [text.slice(0, dot), text.slice(dot + 1)];
}
