/** Decisions of the server in words, each with what it hangs on. */
import { dayAndTime } from "../shared/format.ts";
import type { RequestTrace, TokenBook, TokenView } from "../world.ts";
import { boundTo, code, listed, strong, type Phrase } from "./phrase.ts";

export type Decision = RequestTrace["decision"];
type BadToken = Extract<Decision, { cause: "bad-token" }>;
type NoRule = Extract<Decision, { cause: "no-rule" }>;

export interface DecisionAbout {
  readonly path: string;
  /** The token that it is about, where it is known. */
  readonly token?: TokenView | undefined;
  /** Nothing was sent: it is asked what would be. */
  readonly isQuestion?: boolean;
}

/** Decisions that a rule of some policy (or the want of one) brought about. */
export function isAboutRules(decision: Decision): boolean {
  return ["no-rule", "denied-by-rule", "capability-missing", "sudo-missing", "rule-limits"].includes(decision.cause);
}

export function decisionPhrase(decision: Decision, about: DecisionAbout): Phrase {
  const { path } = about;
  switch (decision.cause) {
    case "allowed":
      return decision.rule === undefined
        ? ["Allowed: it asks no policy."]
        : ["Allowed by ", code(decision.rule), " of ", strong(decision.policy ?? ""), "."];
    case "unauthenticated-path":
      return ["Allowed: this path takes no token."];
    case "root":
      return ["Allowed: ", strong("root"), " may do everything, and no rule is asked."];
    case "no-token":
      if (decision.unmounted)
        return ["Nothing is mounted at ", code(path), ", and no token was sent. ", ...whereMounts(path)];
      return [
        "No token was sent. ",
        code("vault"),
        " takes it from VAULT_TOKEN or ",
        code("~/.vault-token"),
        ", curl from the header ",
        code("X-Vault-Token"),
        ".",
      ];
    case "bad-token":
      return badToken(decision, about);
    case "no-rule":
      return noRule(decision, path);
    case "denied-by-rule":
      return [
        "The nearest rule, ",
        code(decision.rule),
        " of ",
        strong(decision.policy),
        ", denies it. Within one path deny wins over every grant.",
      ];
    case "capability-missing":
      return [
        "The nearest rule, ",
        code(decision.rule),
        " of ",
        strong(decision.policy),
        ", does not give ",
        strong(decision.capability),
        decision.capability === "create" ? ", which a write to what is not there yet takes." : ".",
      ];
    case "sudo-missing":
      return [
        code(path),
        " takes ",
        strong("sudo"),
        " beside the capability, and ",
        ...(decision.rule === undefined
          ? ["no rule grants it."]
          : [code(decision.rule), " of ", strong(decision.policy ?? ""), " does not grant it."]),
      ];
    case "rule-limits":
      return [code(decision.rule), " of ", strong(decision.policy), " matches, but: ", `${decision.reason}.`];
    case "address-not-bound":
      return boundTo("The token may be used from ", decision);
    case "entity":
      return [`The entity behind it is ${decision.state}: none of its tokens opens anything, and none is made.`];
    case "no-mount":
      return ["Nothing is mounted at ", code(path), ". ", ...whereMounts(path)];
    case "sealed":
      return ["Vault is sealed: it opens nothing until ", code("vault operator unseal"), " gives it its key."];
    default:
      return [`Turned away before any policy was asked: ${decision.reason}.`];
  }
}

function whereMounts(path: string): Phrase {
  return [code(path.startsWith("auth/") ? "vault auth list" : "vault secrets list"), " shows what is where."];
}

function noRule({ capability, policies, missingPolicies }: NoRule, path: string): Phrase {
  const first: Phrase = ["No rule allows ", strong(capability), " on ", strong(path), "."];
  const silent: Phrase =
    policies.length === 0
      ? []
      : [" ", ...listed(policies), policies.length === 1 ? " does not name it" : " do not name it", "."];
  if (missingPolicies.length === 0) return [...first, ...silent];
  const gone: Phrase = [
    " ",
    ...listed(missingPolicies),
    missingPolicies.length === 1 ? " does not exist." : " do not exist.",
  ];
  return [...first, ...silent, ...gone];
}

function badToken({ detail, named }: BadToken, { token, isQuestion = false }: DecisionAbout): Phrase {
  const sender = isQuestion ? "The token" : "The token that it went out with";
  const it = named === "body" ? "The token that the command names" : sender;
  return [it, ...goneWords(detail, token)];
}

/** How a token that may not be used came to that, as the end of a sentence. */
export function goneWords(detail: string, token?: TokenView): Phrase {
  const when = token?.ended === undefined ? "" : ` at ${dayAndTime(token.ended.atMs)}`;
  switch (detail) {
    case "expired":
      return [" ", strong("expired"), `${when}: its TTL ran out.`];
    case "revoked":
      return [" was ", strong("revoked"), `${when}.`];
    case "parent-gone":
      return [" went ", strong("with its parent"), `${when}: what hangs from a token ends with it.`];
    case "uses-spent":
      return [" has ", strong("no use left"), ": each request took one, and the last is gone."];
    case "malformed":
      return [" cannot be ", strong("read as a token"), ": mistyped, or cut off."];
    case "forged":
      return [" was ", strong("not made by this server"), ": what proves its origin does not fit its bytes."];
    case "not-wrapping":
      return [" is no ", strong("wrapping token"), ", so there is nothing in it to unwrap."];
    default:
      return [" is ", strong("unknown"), " here: mistyped, or never a token of this server."];
  }
}

/** The token that a bad one was, if the page has seen it. */
export function tokenAt(tokens: TokenBook, key: string | undefined): TokenView | undefined {
  return key === undefined ? undefined : tokens.get(key);
}
