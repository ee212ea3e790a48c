/** Who the next `vault` command will be, and why, in the words of the strip. */
import type { GlyphBody } from "../glyphs/Glyph.tsx";
import { spanRound } from "../shared/format.ts";
import { kindOf } from "../shared/kind.ts";
import type { Identity, TokenView, World } from "../world.ts";

export type IdentityState = "live" | "expired" | "revoked" | "unknown" | "none";

export interface PolicyShown {
  readonly name: string;
  /** No policy of that name exists: it grants nothing. */
  readonly missing: boolean;
}

/** One of the two places a token can come from. */
export interface SourceShown {
  readonly name: "VAULT_TOKEN" | "~/.vault-token";
  readonly note: string;
  /** The token that this place holds, where it is another than the one in use. */
  readonly other?: TokenView | undefined;
}

export interface IdentityShown {
  readonly state: IdentityState;
  readonly body: GlyphBody;
  readonly foot: boolean;
  /** Goes on after "You are": `an orphan batch token`. */
  readonly title: string;
  readonly token: TokenView | undefined;
  /** The text in use, as it was given. */
  readonly text: string;
  readonly policies: readonly PolicyShown[];
  readonly front: SourceShown | undefined;
  readonly back: SourceShown | undefined;
  /** What can be done with the time that is left, or why there is none. */
  readonly lifeNote: string;
}

/** The token of a terminal's next command, where there is room for its glyph alone. */
export interface TokenInUse {
  readonly body: GlyphBody;
  readonly foot: boolean;
  /** In two or three words: `orphan batch token`. */
  readonly name: string;
}

export function selectTokenInUse(identity: Identity, token: TokenView | undefined, nowMs: number): TokenInUse {
  const state = stateOf(identity, token, nowMs);
  const name =
    state === "none" ? "no token" : state === "unknown" ? "unknown token" : withoutArticle(titleOf(state, token));
  return { ...glyphOf(state, token), name };
}

export function selectIdentity(world: Pick<World, "identity" | "tokens" | "policies">, nowMs: number): IdentityShown {
  const { identity } = world;
  const token = identity.tokenKey === undefined ? undefined : world.tokens.get(identity.tokenKey);
  const state = stateOf(identity, token, nowMs);
  return {
    state,
    ...glyphOf(state, token),
    title: titleOf(state, token),
    token,
    text: identity.token,
    policies: token ? policiesOf(token, world.policies) : [],
    ...sourcesOf(world),
    lifeNote: lifeNoteOf(state, token),
  };
}

function stateOf({ source }: Identity, token: TokenView | undefined, nowMs: number): IdentityState {
  if (source === "none") return "none";
  if (!token) return "unknown";
  if (token.state !== "live") return token.state;
  return token.expiresAtMs !== undefined && token.expiresAtMs <= nowMs ? "expired" : "live";
}

function glyphOf(state: IdentityState, token: TokenView | undefined): Pick<TokenInUse, "body" | "foot"> {
  if (state === "none" || state === "unknown" || !token) return { body: "unknown", foot: false };
  return state === "live" ? { body: kindOf(token), foot: token.orphan } : { body: state, foot: false };
}

function titleOf(state: IdentityState, token: TokenView | undefined): string {
  if (state === "none") return "not logged in";
  if (state === "unknown" || !token) return "unknown to this server";
  if (token.root) return state === "live" ? "the root token" : `a ${state} root token`;
  const words = [state === "live" ? "" : state, token.orphan ? "orphan" : "", token.type, "token"].filter(Boolean);
  const phrase = words.join(" ");
  return `${/^[aeiou]/.test(phrase) ? "an" : "a"} ${phrase}`;
}

/** `Orphan batch token`: the title where there is no room for a sentence. */
export function bareTitle(title: string): string {
  const bare = withoutArticle(title);
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

function withoutArticle(title: string): string {
  return title.replace(/^(?:an?|the) /, "");
}

function policiesOf(token: TokenView, existing: readonly string[]): readonly PolicyShown[] {
  // Before the first list has come nothing is said to be missing. Root is built in.
  const known = new Set([...existing, "root"]);
  return token.policies.map((name) => ({ name, missing: existing.length > 0 && !known.has(name) }));
}

function sourcesOf(world: Pick<World, "identity" | "tokens">): Pick<IdentityShown, "front" | "back"> {
  const { identity } = world;
  if (identity.source === "none") return { front: undefined, back: undefined };
  if (identity.source === "token-helper") {
    return { front: { name: "~/.vault-token", note: "used: VAULT_TOKEN is not set" }, back: undefined };
  }
  const front: SourceShown = { name: "VAULT_TOKEN", note: "exported, so it wins" };
  const { hidden } = identity;
  if (!hidden?.token) return { front, back: { name: "~/.vault-token", note: "holds no token" } };
  if (hidden.token === identity.token) return { front, back: { name: "~/.vault-token", note: "holds the same token" } };
  const other = hidden.tokenKey === undefined ? undefined : world.tokens.get(hidden.tokenKey);
  return { front, back: { name: "~/.vault-token", note: "holds another token", other } };
}

function lifeNoteOf(state: IdentityState, token: TokenView | undefined): string {
  if (state === "none") return "vault login, or an exported VAULT_TOKEN, says who you are.";
  if (state === "unknown" || !token) return "The server knows no such token and refuses what it is asked with it.";
  if (state === "revoked")
    return token.ended?.cause === "parent" ? "It went with its parent." : "It opens nothing now.";
  if (state === "expired") return "Its TTL ran out. It opens nothing now.";
  const parts = [
    token.renewable ? "Renewable" : "Not renewable",
    token.type === "batch" ? "not revocable" : "revocable",
  ];
  const extra = [
    token.periodSeconds > 0 ? `Periodic: ${spanRound(token.periodSeconds)} at each renewal.` : "",
    token.explicitMaxTtlSeconds > 0 ? `Never older than ${spanRound(token.explicitMaxTtlSeconds)}.` : "",
    token.usesLeft > 0 ? `${token.usesLeft} ${token.usesLeft === 1 ? "use" : "uses"} left.` : "",
  ].filter(Boolean);
  return [`${parts.join(", ")}.`, ...extra].join(" ");
}
