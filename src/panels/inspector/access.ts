/** What a token may do somewhere: the verdict in words, and the policies' texts with the lines that decide. */
import type { Answer } from "../../simulation/index.ts";
import { decisionPhrase } from "../why/decision.ts";
import { spanRound } from "../shared/format.ts";
import type { Phrase } from "../why/phrase.ts";
import type { RequestTrace, TokenView } from "../world.ts";

export type AccessAnswer = NonNullable<Answer<"access">>;
export type Operation = RequestTrace["operation"];

/** What can be asked; each is also the name of the capability that it takes. */
export const OPERATIONS = [
  "read",
  "list",
  "create",
  "update",
  "patch",
  "delete",
] as const satisfies readonly Operation[];

export interface SourceLine {
  readonly number: number;
  readonly text: string;
  readonly decides: boolean;
}

export interface SourceShown {
  readonly name: string;
  readonly note: string;
  readonly lines: readonly SourceLine[];
  readonly decides: boolean;
  /** Rules with templates: what they come to for this token. */
  readonly filled: readonly { readonly written: string; readonly as: string }[];
}

export interface AccessShown {
  readonly allowed: boolean;
  /** `Yes.`, `No.`, or where it hangs on what is sent: `Not as it stands.` */
  readonly word: string;
  readonly verdict: Phrase;
  /** What else is to be known: the mount, sudo. */
  readonly asides: readonly string[];
  readonly sources: readonly SourceShown[];
}

export function selectAccess(answer: AccessAnswer, token: TokenView): AccessShown {
  const { allowed, decision, path, mount, needsSudo } = answer;
  const isLost = mount === undefined && !answer.needsNoToken && decision.cause !== "sealed";
  return {
    allowed,
    word: allowed ? "Yes." : decision.cause === "rule-limits" ? "Not as it stands." : "No.",
    verdict: decisionPhrase(decision, { path, token, isQuestion: true }),
    asides: [
      ...(isLost ? [`Nothing is mounted at ${path}, so there would be no answer even where a rule allows it.`] : []),
      ...(needsSudo && decision.cause !== "sudo-missing" ? ["This path takes sudo beside the capability."] : []),
      ...(answer.granted.length > 0 && decision.cause !== "denied-by-rule"
        ? [`The rule grants: ${answer.granted.join(", ")}.`]
        : []),
      ...beyondRules(answer, token),
      ...limitTexts(answer.limits),
      ...fartherTexts(answer.sources),
    ],
    sources: answer.sources.map(sourceShown).sort((a, b) => Number(b.decides) - Number(a.decides)),
  };
}

/** What a mount refuses, whatever the rules allow. */
function beyondRules({ allowed, path, mount, needsNoToken }: AccessAnswer, token: TokenView): readonly string[] {
  if (!allowed || needsNoToken) return [];
  if (mount?.type === "cubbyhole" && token.type === "batch")
    return ["But a batch token has no cubbyhole, so it is refused there all the same."];
  if (!path.startsWith("auth/token/create")) return [];
  if (token.type === "batch") return ["But a batch token makes no children, so it is refused there all the same."];
  return token.usesLeft > 0
    ? ["But a token of limited uses makes no children, so it is refused there all the same."]
    : [];
}

/** What the rule asks of a request, whatever was checked. */
function limitTexts(limits: AccessAnswer["limits"]): readonly string[] {
  if (limits === undefined) return [];
  const { allowed, denied, required, minWrappingSeconds: min, maxWrappingSeconds: max } = limits;
  return [
    allowed === undefined ? "" : `Of parameters it takes ${allowed.join(", ")}.`,
    denied === undefined ? "" : `It denies the parameters ${denied.join(", ")}.`,
    required.length === 0 ? "" : `It requires ${required.join(", ")}.`,
    min > 0 ? `The answer must be wrapped for at least ${spanRound(min)}.` : "",
    max > 0 ? `The answer must be wrapped for at most ${spanRound(max)}.` : "",
  ].filter(Boolean);
}

/** Of several rules that match only the nearest counts: the others are named. */
function fartherTexts(sources: AccessAnswer["sources"]): readonly string[] {
  const farther = sources.flatMap(({ name, rules }) =>
    rules.flatMap(({ filled, isFarther }) => (isFarther ? [`${filled} of ${name}`] : [])),
  );
  return farther.length === 0 ? [] : [`Only the nearest rule counts, so these do not: ${farther.join(", ")}.`];
}

function sourceShown({ name, from, exists, text, rules }: AccessAnswer["sources"][number]): SourceShown {
  const deciding = rules.filter((rule) => rule.decides);
  const isDeciding = (line: number): boolean =>
    deciding.some(({ lines: [first, last] }) => first <= line && line <= last);
  const written = text.replace(/\n$/, "");
  return {
    name,
    note: exists ? (from === "identity" ? "by its entity" : "") : "no such policy: it grants nothing",
    lines:
      written === ""
        ? []
        : written.split("\n").map((line, index) => ({ number: index + 1, text: line, decides: isDeciding(index + 1) })),
    decides: deciding.length > 0,
    filled: rules
      .filter((rule) => rule.written.includes("{{"))
      .map((rule) => ({
        written: rule.written,
        as: rule.filled ?? "nothing: a value is missing, so the rule counts for nothing",
      })),
  };
}

/** Longer texts are cut down to what decides. */
const WHOLE_LINES = 24;
const CONTEXT_LINES = 2;

/** The lines that decide, with some around them; all of a short text, and of one where nothing decides. */
export function linesInSight(lines: readonly SourceLine[]): readonly SourceLine[] {
  if (lines.length <= WHOLE_LINES || !lines.some(({ decides }) => decides)) return lines;
  return lines.filter((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT_LINES), index + CONTEXT_LINES + 1).some(({ decides }) => decides),
  );
}
