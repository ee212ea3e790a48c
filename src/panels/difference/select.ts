/** What two moments differ in, as it is listed: by group, each change with its word. */
import type { Answer } from "../../simulation/index.ts";
import { grouped, shortToken, timeOfDay } from "../shared/format.ts";
import { endedWord } from "../shared/ended.ts";
import { changeOf } from "../world.ts";
import type { TokenView } from "../world.ts";

export type MomentDifference = NonNullable<Answer<"difference">["difference"]>;
type TokenDifference = MomentDifference["tokens"]["listed"][number];
export type How = TokenDifference["how"];

export interface DifferenceRow {
  readonly key: string;
  readonly how: How;
  readonly name: string;
  readonly detail: string;
  /** The token whose glyph stands before it. */
  readonly token?: TokenView | undefined;
}

export interface DifferenceGroup {
  readonly title: string;
  /** `2 added, 1 removed`; what to say where nothing differs. */
  readonly summary: string;
  readonly rows: readonly DifferenceRow[];
  /** Changes beyond those that are listed. */
  readonly more: number;
}

export function selectDifference(difference: MomentDifference): readonly DifferenceGroup[] {
  const { tokens, policies, mounts, keys } = difference;
  return [
    group("Tokens", tokens, tokens.listed.map(tokenRow)),
    group("Policies", policies, policies.listed.map(namedRow)),
    group("Mounts", mounts, mounts.listed.map(namedRow)),
    group("Storage keys", keys, keys.listed.map(namedRow)),
  ];
}

interface Counts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

function group(title: string, { added, removed, changed }: Counts, rows: readonly DifferenceRow[]): DifferenceGroup {
  const counts = [
    [added, "added"],
    [removed, "removed"],
    [changed, "changed"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${grouped(count)} ${word}`);
  return {
    title,
    summary: said.join(", ") || "the same",
    rows,
    more: added + removed + changed - rows.length,
  };
}

function namedRow({ how, name, detail = "" }: MomentDifference["keys"]["listed"][number]): DifferenceRow {
  return { key: name, how, name, detail };
}

function tokenRow({ how, before, after }: TokenDifference): DifferenceRow {
  const token = after ?? before;
  return {
    key: token?.key ?? "",
    how,
    name: token === undefined ? "" : shortToken(token.token),
    detail: [token?.displayName ?? "", tokenDetail(before, after)].filter(Boolean).join(", "),
    token,
  };
}

function tokenDetail(before: TokenView | undefined, after: TokenView | undefined): string {
  if (after === undefined) return "not issued";
  if (after.state !== "live" && before?.state !== after.state) {
    const when = after.ended === undefined ? "" : ` ${timeOfDay(after.ended.atMs)}`;
    return `${before === undefined ? "issued, then " : ""}${endedWord(after)}${when}`;
  }
  if (before === undefined) return "issued";
  if (before.state !== "live" && after.state === "live") return "alive again";
  const change = changeOf(before, after);
  if (change !== undefined && change !== "changed") return change;
  if (before.usesLeft !== after.usesLeft) return `uses left ${before.usesLeft}, then ${after.usesLeft}`;
  return "changed";
}
