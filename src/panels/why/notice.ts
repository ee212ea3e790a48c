/** What the server noted beside its decision, in words. */
import { shortToken, spanRound } from "../shared/format.ts";
import type { RequestTrace, TokenBook } from "../world.ts";
import { goneWords, tokenAt } from "./decision.ts";
import { boundTo, code, listed, strong, type Phrase } from "./phrase.ts";

export type Notice = RequestTrace["notices"][number];
type Kind<Name extends Notice["kind"]> = Extract<Notice, { kind: Name }>;

const boundNames = {
  system: "the system's",
  mount: "the mount's own",
  role: "the role's or user's",
  explicit: "the token's explicit",
  "role-explicit": "its token role's explicit",
} as const;

const batchLimits: Readonly<Record<Kind<"batch-limit">["limit"], string>> = {
  renew: "A batch token has no lease to extend: its end was fixed when it was made.",
  revoke:
    "The server keeps nothing of a batch token, so there is nothing to revoke: it ends by itself, or with its parent.",
  create: "A batch token can have no children: the server keeps nothing that they could hang from.",
  root: "A token that may do everything must be revocable, and a batch token is not.",
  cubbyhole: "A cubbyhole hangs on a stored token. Of a batch token nothing is stored, so it has none.",
  explicit_max_ttl: "A batch token is never renewed, so a maximum beside its TTL would mean nothing.",
  num_uses: "Uses are counted on the server, which keeps nothing of a batch token.",
  period: "A period is what each renewal gives, and a batch token is never renewed.",
};

const notRenewable: Readonly<Record<Kind<"not-renewable">["because"], string>> = {
  "lease not found": "There is no such lease: it ended, or never was.",
  "failed revocation": "The lease is over and its mount has failed to take it back; it cannot be renewed.",
  "never expires": "It never expires, so there is nothing to renew.",
  expired: "Its time is over, and what has ended is not renewed.",
  "not renewable": "It was made not renewable: it ends when its TTL does.",
};

export function noticePhrase(notice: Notice, tokens: TokenBook): Phrase {
  switch (notice.kind) {
    case "ttl-capped":
      return ttlCapped(notice);
    case "past-max-ttl":
      return [
        `It is as old as it may become: ${boundNames[notice.bound]} maximum of `,
        strong(spanRound(notice.boundSeconds)),
        " counts from its making, not from a renewal.",
      ];
    case "not-renewable":
      return [notRenewable[notice.because]];
    case "batch-limit":
      return [batchLimits[notice.limit]];
    case "subject-missing":
      return subjectMissing(notice, tokens);
    case "overruled":
      return overruled(notice);
    case "unknown-parameters":
      return [
        ...listed(notice.names, code),
        notice.names.length === 1 ? " is" : " are",
        " unknown to this path, and counted for nothing.",
      ];
    case "address-not-bound":
      return boundTo("This user may log in from ", notice);
    case "locked-out":
      return [
        "Wrong credentials were given ",
        `${notice.failures} times in a row: this user is `,
        strong("locked out"),
        ` for another ${spanRound(notice.secondsLeft)}, and right ones open nothing until then.`,
      ];
    case "policies-missing":
      return [
        ...listed(notice.policies),
        notice.policies.length === 1
          ? " does not exist, so the token gets nothing from it."
          : " do not exist, so the token gets nothing from them.",
      ];
    case "last-use":
      return [
        "That was the token's ",
        strong("last use"),
        ": it ends with it, and so does whatever it would have leased.",
      ];
    case "no-mount-access":
      return notice.mountPoint === undefined
        ? [
            "Nothing is mounted at ",
            code(notice.path.replace(/\/$/, "")),
            ", so the program cannot learn which kind of engine it is.",
          ]
        : ["The rules of this token open nothing on ", strong(notice.mountPoint), " or below it."];
    case "no-such-path":
      return [code(notice.mountPoint), ` is a mount of type ${notice.mountType}, which has no such path.`];
    case "no-such-operation":
      return [`This path does not take ${notice.operation}. It takes `, ...listed(notice.known), "."];
    default:
      return makingPhrase(notice);
  }
}

type Making = Kind<
  | "not-subset"
  | "role-forbids"
  | "sudo-needed"
  | "root-needs-root"
  | "root-would-outlive-parent"
  | "limited-uses-parent"
>;

/** Why a token was not made. */
function makingPhrase(notice: Making): Phrase {
  switch (notice.kind) {
    case "not-subset":
      return [
        "A child gets no policy that its parent lacks: ",
        ...listed(notice.extra),
        notice.extra.length === 1 ? " is not" : " are not",
        " among ",
        ...listed(notice.held),
        ".",
      ];
    case "role-forbids":
      return ["The role ", strong(notice.role), " keeps ", ...listed(notice.policies), " from its tokens."];
    case "sudo-needed":
      return [`To choose ${makingNames[notice.what]} takes `, strong("sudo"), " on ", code(notice.path), " (or root)."];
    case "root-needs-root":
      return ["Only a ", strong("root"), " token can make one."];
    case "root-would-outlive-parent":
      return ["This root token expires, so a child that never does would outlive it. Give the child a TTL."];
    default:
      return [
        `The token has ${notice.usesLeft} ${notice.usesLeft === 1 ? "use" : "uses"} left. One of limited uses makes no children: they could be used without limit.`,
      ];
  }
}

const makingNames: Readonly<Record<Kind<"sudo-needed">["what"], string>> = {
  id: "a token's id",
  orphan: "that it be an orphan",
  period: "a period",
};

function ttlCapped({ what, wantedSeconds, grantedSeconds, bound, boundSeconds }: Kind<"ttl-capped">): Phrase {
  const maximum = `${boundNames[bound]} maximum`;
  const cut: Phrase = [`The ${what} of ${spanRound(wantedSeconds)} was cut to `, strong(spanRound(grantedSeconds))];
  if (what === "period") return [...cut, `: ${maximum} binds, and no renewal gives more at a time.`];
  if (grantedSeconds >= boundSeconds) return [...cut, `: ${maximum} binds, and no renewal gets past it.`];
  return [...cut, `: ${maximum} of ${spanRound(boundSeconds)} counts from its making, and that is what is left.`];
}

function subjectMissing({ named, detail, key }: Kind<"subject-missing">, tokens: TokenBook): Phrase {
  if (named === "accessor") {
    return [
      "No token has that ",
      strong("accessor"),
      " now: it ended, or the accessor is mistyped. Batch tokens have none.",
    ];
  }
  const token = tokenAt(tokens, key);
  return [...(token ? ["The token ", code(shortToken(token.token))] : ["That token"]), ...goneWords(detail, token)];
}

const flagNames: Readonly<Record<string, string>> = {
  no_parent: "-orphan",
  ttl: "-ttl",
  type: "-type",
  increment: "-increment",
  period: "-period",
  num_uses: "-use-limit",
};

function overruled({ name, by }: Kind<"overruled">): Phrase {
  const flag = code(flagNames[name] ?? name);
  if (by === "batch") {
    return name === "period"
      ? [flag, " gave it its TTL and no more: a ", strong("batch"), " token is never renewed."]
      : [flag, " counted for nothing: nobody counts the uses of a ", strong("batch"), " token."];
  }
  if (by === "role") return [flag, " counted for nothing: the token's ", strong("role"), " decides that."];
  if (by === "period") return [flag, " counted for nothing: a ", strong("periodic"), " token always gets its period."];
  return [flag, " counted for nothing: the path says it already."];
}
