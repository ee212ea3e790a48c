/** What two moments differ in: of what copies on write only the parts that differ are looked at. */
import { eachDifference } from "../lib/index.ts";
import type { HowChanged, NamedChange, TokenView } from "../vault/index.ts";
import type { WorldState } from "./moments.ts";
import type { ServerPlace } from "./server-place.ts";

export interface TokenDifference {
  readonly how: HowChanged;
  /** The token at the first moment; undefined where it was not there. */
  readonly before: TokenView | undefined;
  readonly after: TokenView | undefined;
}

export interface Differences<Change> {
  /** The first of them, at most `CHANGES_LISTED`. */
  readonly listed: readonly Change[];
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

export interface MomentDifference {
  readonly fromMs: number;
  readonly toMs: number;
  readonly tokens: Differences<TokenDifference>;
  readonly policies: Differences<NamedChange>;
  readonly mounts: Differences<NamedChange>;
  readonly keys: Differences<NamedChange>;
}

export const CHANGES_LISTED = 500;
const POLICY_KEY = "sys/policy/";

export function compareStates(place: Pick<ServerPlace, "compare">, from: WorldState, to: WorldState): MomentDifference {
  const { keys, mounts } = place.compare(from.server, to.server);
  const policies = keys
    .filter(({ name }) => name.startsWith(POLICY_KEY))
    .map(({ how, name }) => ({ how, name: name.slice(POLICY_KEY.length) }));
  return {
    fromMs: Number(from.nowNs / 1_000_000n),
    toMs: Number(to.nowNs / 1_000_000n),
    tokens: counted(compareTokens(from, to)),
    policies: counted(policies),
    mounts: counted(mounts),
    keys: counted(keys),
  };
}

function compareTokens(from: WorldState, to: WorldState): TokenDifference[] {
  const found: TokenDifference[] = [];
  eachDifference(from.world.register.tokens, to.world.register.tokens, (_number, before, after) => {
    found.push({ how: howTokenChanged(before, after), before, after });
  });
  return found.sort((left, right) => createdAt(left) - createdAt(right));
}

/** A token that ended is one fewer, though it is remembered. */
function howTokenChanged(before: TokenView | undefined, after: TokenView | undefined): HowChanged {
  if (before === undefined) return "added";
  if (after === undefined || (before.state === "live" && after.state !== "live")) return "removed";
  return before.state !== "live" && after.state === "live" ? "added" : "changed";
}

function createdAt({ before, after }: TokenDifference): number {
  return (after ?? before)?.createdAtMs ?? 0;
}

function counted<Change extends { readonly how: HowChanged }>(changes: readonly Change[]): Differences<Change> {
  const count = (how: HowChanged): number => changes.filter((change) => change.how === how).length;
  return {
    listed: changes.slice(0, CHANGES_LISTED),
    added: count("added"),
    removed: count("removed"),
    changed: count("changed"),
  };
}
