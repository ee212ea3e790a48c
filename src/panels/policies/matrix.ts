/** Who can do what: live tokens against paths, by the server's own rules. */
import type { Answer, TokenView, World } from "../world.ts";
import { decisionPhrase } from "../why/decision.ts";
import { code, listed, strong, type Phrase, type Piece } from "../why/phrase.ts";

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
  return { tokens: shown, more: count - shown.length };
}

/** `·r··dl·`, or a word where there is no more to say. */
export function cellText({ capabilities }: Grant): string {
  if (capabilities.includes("root") || capabilities.includes("open")) return capabilities[0] ?? "";
  if (capabilities.length === 0) return "—";
  return LETTERS.map(([capability, letter]) => (capabilities.includes(capability) ? letter : "·")).join("");
}

/** A grant for a reader: `read, list`, `nothing`, `everything (root)`. */
export function grantWords({ capabilities }: Grant): string {
  if (capabilities.includes("root")) return "everything (root)";
  if (capabilities.includes("open")) return "open to all";
  return capabilities.length === 0 ? "nothing" : capabilities.join(", ");
}

/** Which rule decides, in a sentence or two. */
export function whyPhrase(grant: Grant, token: TokenView, path: string): Phrase {
  const { capabilities, by, refused } = grant;
  if (refused !== undefined) {
    const told = "capability" in refused ? { ...refused, capability: "anything" } : refused;
    return decisionPhrase(told, { path, token, isQuestion: true });
  }
  if (capabilities.includes("root")) return ["The ", strong("root"), " policy has no rules: it may do everything."];
  if (capabilities.includes("open")) return ["This path takes no token: whoever asks is answered."];
  const told: Piece[] = [];
  for (const rule of new Set(by.map((each) => each.rule))) {
    const given = by.filter((each) => each.rule === rule);
    if (told.length === 0) told.push("The nearest rule is ");
    else told.push("; for ", ...listed(given.map(({ capability }) => capability)), " it is ");
    told.push(code(rule), `: ${givenText(given)}`);
  }
  return [...told, `.${limitText(by)}`];
}

/** `read and list by reader; update by writer` */
function givenText(by: Grant["by"]): string {
  const policies = [...new Set(by.map((each) => each.policies))];
  return policies
    .map(
      (from) =>
        `${by.flatMap(({ capability, policies: each }) => (each === from ? [capability] : [])).join(", ")} by ${from}`,
    )
    .join("; ");
}

function limitText(by: Grant["by"]): string {
  const limits = [...new Set(by.flatMap(({ limit }) => limit ?? []))];
  return limits.length === 0 ? "" : ` It asks for more of a request: ${limits.join("; ")}.`;
}
