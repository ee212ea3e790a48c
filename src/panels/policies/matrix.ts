/** Who can do what: live tokens against paths, by the server's own ACL. */
import type { Answer, TokenView, World } from "../world.ts";

export type Grant = Answer<"policy-grants">["grants"][number][number];

/** Letters in a fixed order, so that a column of cells can be read down. */
const LETTERS: readonly (readonly [capability: string, letter: string])[] = [
  ["create", "c"],
  ["read", "r"],
  ["update", "u"],
  ["patch", "p"],
  ["delete", "d"],
  ["list", "l"],
  ["sudo", "s"],
];

export const TOKENS_SHOWN = 60;
export const PATHS_KEPT = 12;
export const FIRST_PATHS: readonly string[] = ["auth/token/create", "secret/data/app", "sys/mounts"];

export interface Holders {
  /** You first, then the newest. */
  readonly tokens: readonly TokenView[];
  readonly more: number;
  /** What is asked: each set of policies once. */
  readonly holders: readonly { readonly policies: readonly string[]; readonly entityId: string }[];
  /** For each token its place among the holders. */
  readonly places: readonly number[];
}

export function selectHolders({ tokens, identity }: Pick<World, "tokens" | "identity">): Holders {
  const live: TokenView[] = [];
  let count = 0;
  for (let at = tokens.list.length - 1; at >= 0; at--) {
    const token = tokens.list.at(at);
    if (token?.state !== "live") continue;
    count++;
    if (token.key === identity.tokenKey) live.unshift(token);
    else if (live.length < TOKENS_SHOWN) live.push(token);
  }
  const shown = live.slice(0, TOKENS_SHOWN);
  const known = new Map<string, number>();
  const holders: { policies: readonly string[]; entityId: string }[] = [];
  const places = shown.map(({ policies, entityId }) => {
    const key = JSON.stringify([policies, entityId]);
    const place = known.get(key) ?? holders.length;
    if (place === holders.length) holders.push({ policies, entityId });
    known.set(key, place);
    return place;
  });
  return { tokens: shown, more: count - shown.length, holders, places };
}

/** `·r··dl·`, or a word where there is no more to say. */
export function cellText({ capabilities }: Grant): string {
  if (capabilities.includes("root")) return "root";
  if (capabilities.includes("deny")) return "—";
  return LETTERS.map(([capability, letter]) => (capabilities.includes(capability) ? letter : "·")).join("");
}

/** A grant for a reader: `read, list`, `nothing`, `everything (root)`. */
export function grantWords({ capabilities }: Grant): string {
  if (capabilities.includes("root")) return "everything (root)";
  return capabilities.includes("deny") ? "nothing" : capabilities.join(", ");
}

/** Which rule decides, in a sentence or two. */
export function whyText({ capabilities, rule, by }: Grant, policies: readonly string[]): string {
  if (capabilities.includes("root")) return "The root policy has no rules: it may do everything.";
  if (rule === undefined) return `No rule of ${policies.join(", ") || "any policy"} matches, so nothing is allowed.`;
  if (by[0]?.capability === "deny") return `${by[0].policies} denies it by path "${rule}", and deny wins over all.`;
  const given = by.map(({ capability, policies: from }) => `${capability} by ${from}`);
  return given.length > 0
    ? `The nearest rule is path "${rule}": ${given.join("; ")}.`
    : `The nearest rule is path "${rule}", and it gives nothing.`;
}
