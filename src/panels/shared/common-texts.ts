/**
 * Each token that crosses from the Worker brings texts of its own, most of which all tokens have: of 100,000 that is a third of what the
 * page holds. Here they get the one that came first.
 */
import type { WorldDelta } from "../../simulation/index.ts";

type Token = NonNullable<WorldDelta["tokens"]>[number];

/** More different texts than this are not common to many. */
const MOST_KNOWN = 1000;

const texts = new Map<string, string>();
const lists = new Map<string, readonly string[]>();

/** The same token. `parentKey`: as its parent has it. */
export function withCommonTexts(token: Token, parentKey: string | undefined): Token {
  return {
    ...token,
    ...(parentKey !== undefined && { parentKey }),
    type: token.type === "batch" ? "batch" : "service",
    state: token.state === "live" ? "live" : token.state === "expired" ? "expired" : "revoked",
    displayName: common(texts, token.displayName, token.displayName),
    path: common(texts, token.path, token.path),
    entityId: common(texts, token.entityId, token.entityId),
    policies: common(lists, token.policies.join("\n"), token.policies),
  };
}

function common<Value>(known: Map<string, Value>, name: string, value: Value): Value {
  const first = known.get(name);
  if (first !== undefined) return first;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, value);
  return value;
}
