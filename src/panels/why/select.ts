/** One line's cause in words, and where to see more of it. */
import { shortToken } from "../shared/format.ts";
import type { LineRecord, RequestTrace, World } from "../world.ts";
import { decisionPhrase, isAboutRules, tokenAt, type Decision } from "./decision.ts";
import { noticePhrase, type Notice } from "./notice.ts";
import { code, plainText, strong, type Phrase } from "./phrase.ts";

export type Why = NonNullable<LineRecord["why"]>;
type Cause<Kind extends Why["cause"]["kind"]> = Extract<Why["cause"], { kind: Kind }>;

/** What the Inspector is to show: a token, and where a rule decided, the check that shows it. */
export interface WhyLink {
  readonly label: "See the rules" | "See the token";
  readonly tokenKey: string;
  readonly check?: { readonly operation: RequestTrace["operation"]; readonly path: string };
}

export interface WhyShown {
  readonly phrase: Phrase;
  /** `Why? …`: what the scrollback keeps. */
  readonly plain: string;
  readonly link: WhyLink | undefined;
}

/** `issued`: keys of the tokens that the line made. */
export function selectWhy(why: Why, world: Pick<World, "tokens">, issued: readonly string[] = []): WhyShown {
  const phrase = phraseOf(why, world);
  return { phrase, plain: `Why? ${plainText(phrase)}`, link: linkOf(why, world, issued) };
}

function phraseOf({ cause, request }: Why, { tokens }: Pick<World, "tokens">): Phrase {
  switch (cause.kind) {
    case "decision":
      return decisionPhrase(cause.decision, { path: request?.path ?? "", token: tokenAt(tokens, request?.tokenKey) });
    case "notice":
      return cause.notice.kind === "unknown-parameters"
        ? [...noticePhrase(cause.notice, tokens), " An answer without a body has no room to say so."]
        : noticePhrase(cause.notice, tokens);
    case "wrong-source":
      return wrongSource(cause, tokens);
    case "unseen":
      return [
        ...(cause.notice ? noticePhrase(cause.notice, tokens) : [(cause.warnings[0] ?? "").replace(/[^.!?]$/, "$&.")]),
        " Vault warned of it; this output leaves warnings out.",
      ];
    default:
      return [code(cause.flag), " counted for nothing: a ", strong("batch"), " token is never renewable."];
  }
}

const wrongHow: Readonly<Record<string, string>> = {
  expired: " and has expired",
  revoked: " and was revoked",
  "parent-gone": " and went with its parent",
  "uses-spent": " and has no use left",
};

function wrongSource({ decision, hiddenKey, allowed }: Cause<"wrong-source">, tokens: World["tokens"]): Phrase {
  const hidden = tokenAt(tokens, hiddenKey);
  const name = hidden ? [" (", code(shortToken(hidden.token)), ")"] : [];
  return [
    strong("VAULT_TOKEN"),
    " wins over ",
    code("~/.vault-token"),
    (decision.cause === "bad-token" && wrongHow[decision.detail]) || " and was refused",
    ". The token in the file",
    ...name,
    allowed ? " would be allowed: " : " is still good: ",
    code("unset VAULT_TOKEN"),
    " uses it.",
  ];
}

function linkOf(
  { cause, request }: Why,
  { tokens }: Pick<World, "tokens">,
  issued: readonly string[],
): WhyLink | undefined {
  const seen = (key: string | undefined): WhyLink | undefined =>
    key !== undefined && tokens.indexOf(key) >= 0 ? { label: "See the token", tokenKey: key } : undefined;
  const decision = decisionOf(cause);
  if (decision !== undefined && isAboutRules(decision) && request !== undefined) {
    const token = seen(request.tokenKey);
    const { operation, path } = request;
    return token && { ...token, label: "See the rules", check: { operation, path } };
  }
  if (decision?.cause === "bad-token" && decision.named === undefined) return seen(request?.tokenKey);
  const notice = noticeOf(cause);
  if (notice?.kind === "subject-missing") return seen(notice.key);
  const asked = notice && askedPath(notice);
  if (asked !== undefined) {
    const token = seen(request?.tokenKey);
    return token && { ...token, label: "See the rules", check: asked };
  }
  return seen(issued.at(-1));
}

/** Where the rules that a notice is about can be seen. */
function askedPath(notice: Notice): WhyLink["check"] {
  if (notice.kind === "sudo-needed") return { operation: "update", path: notice.path };
  if (notice.kind !== "no-mount-access" || notice.mountPoint === undefined) return undefined;
  return { operation: "read", path: notice.path };
}

function decisionOf(cause: Why["cause"]): Decision | undefined {
  return cause.kind === "decision" || cause.kind === "wrong-source" ? cause.decision : undefined;
}

function noticeOf(cause: Why["cause"]): Notice | undefined {
  return cause.kind === "notice" || cause.kind === "unseen" ? cause.notice : undefined;
}
