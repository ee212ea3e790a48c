/**
 * Why a line did not do what was asked: the most telling cause of all that the server and the `vault` program noted while it ran.
 * Causes are data from where they were decided; no text is read.
 */
import type { Decision, Notice, RequestTrace } from "../vault/index.ts";
import type { RunEvent } from "../workstation/index.ts";
import type { Identity } from "./protocol.ts";
import type { InspectedServer } from "./server.ts";

/** The request that it is about, where it was one. */
export interface WhyRequest {
  readonly tokenKey: string | undefined;
  readonly operation: RequestTrace["operation"];
  readonly path: string;
}

export type WhyCause =
  | { readonly kind: "decision"; readonly decision: Decision }
  | { readonly kind: "notice"; readonly notice: Notice }
  /** VAULT_TOKEN was refused; the token in the file that it hides would have been allowed, or is at least good. */
  | {
      readonly kind: "wrong-source";
      readonly decision: Decision;
      readonly hiddenKey: string;
      readonly allowed: boolean;
    }
  /** The server warned, and the program printed nothing of it. */
  | { readonly kind: "unseen"; readonly warnings: readonly string[]; readonly notice?: Notice }
  | Extract<RunEvent, { kind: "flag-ignored" }>;

export interface Why {
  readonly cause: WhyCause;
  readonly request?: WhyRequest;
}

/** What decides against a request; the others let it pass. */
const passing: ReadonlySet<Decision["cause"]> = new Set(["allowed", "root", "unauthenticated-path"]);
export const lowestRefusal = 400;
/** What says of an answer that it is not what was asked for: that of which Vault says nothing goes first. */
const telling: readonly Notice["kind"][] = ["subject-missing", "overruled", "unknown-parameters", "ttl-capped"];

/** Follows one line after the other. */
export class WhyFinder {
  /** Within a run of `vault` that may yet end well: a refusal that it knows how to live with is none. */
  private isInRun = false;
  /** What of a run of `vault` was typed: else the program sends it by itself. */
  private typed: ReadonlySet<"-type" | "data"> = new Set();
  private inRun: RequestTrace | undefined;
  private refused: RequestTrace | undefined;
  private noticed: { readonly notice: Notice; readonly trace: RequestTrace } | undefined;
  private warned: RequestTrace | undefined;
  private flag: Extract<RunEvent, { kind: "flag-ignored" }> | undefined;

  request(trace: RequestTrace): void {
    if (trace.status >= lowestRefusal && isExplained(trace)) {
      if (this.isInRun) this.inRun = trace;
      else this.refused = trace;
      return;
    }
    const [notice] = telling.flatMap((kind) =>
      trace.notices.filter((each) => each.kind === kind && this.isTelling(each, trace)),
    );
    if (notice !== undefined) this.noticed = { notice, trace };
    if (this.isInRun && trace.warnings.length > 0) this.warned = trace;
  }

  private isTelling(notice: Notice, { warnings }: RequestTrace): boolean {
    const wasTyped = (what: "-type" | "data") => !this.isInRun || this.typed.has(what);
    if (notice.kind === "unknown-parameters") return warnings.length === 0 && wasTyped("data");
    return notice.kind !== "overruled" || notice.name !== "type" || wasTyped("-type") || wasTyped("data");
  }

  run(event: RunEvent): void {
    switch (event.kind) {
      case "began":
        this.isInRun = true;
        this.typed = new Set();
        this.inRun = undefined;
        break;
      case "ended":
        this.isInRun = false;
        if (event.exitCode !== 0) this.refused = this.inRun ?? this.refused;
        break;
      case "warnings-shown":
        if (this.warned?.id === event.requestId) this.warned = undefined;
        break;
      case "flag-typed":
        this.typed = new Set(["-type"]);
        break;
      case "data-typed":
        this.typed = new Set(["data"]);
        break;
      default:
        this.flag = event;
    }
  }

  /** The cause of the line that ends here, and a fresh start for the next. */
  finish(identity: Identity, server: Pick<InspectedServer, "access">): Why | undefined {
    const { refused, noticed, warned, flag } = this;
    this.isInRun = false;
    this.inRun = this.refused = this.noticed = this.warned = this.flag = undefined;
    if (refused !== undefined) {
      const cause = wrongSource(refused, identity, server) ?? refusalOf(refused);
      return { cause, request: requestOf(refused) };
    }
    if (noticed !== undefined) {
      return { cause: { kind: "notice", notice: noticed.notice }, request: requestOf(noticed.trace) };
    }
    if (warned !== undefined) {
      const [notice] = warned.notices;
      return {
        cause: { kind: "unseen", warnings: warned.warnings, ...(notice && { notice }) },
        request: requestOf(warned),
      };
    }
    return flag && { cause: flag };
  }
}

function requestOf({ tokenKey, operation, path }: RequestTrace): WhyRequest {
  return { tokenKey, operation, path };
}

function isExplained({ decision, notices }: RequestTrace): boolean {
  return notices.length > 0 || !passing.has(decision.cause);
}

function refusalOf({ decision, notices }: RequestTrace): WhyCause {
  const [notice] = notices;
  return notice !== undefined && passing.has(decision.cause)
    ? { kind: "notice", notice }
    : { kind: "decision", decision };
}

/** The token in the file is asked about only where VAULT_TOKEN was the one refused. */
function wrongSource(
  refused: RequestTrace,
  identity: Identity,
  server: Pick<InspectedServer, "access">,
): WhyCause | undefined {
  const { decision, operation, path, tokenKey } = refused;
  const { hidden } = identity;
  if (identity.source !== "VAULT_TOKEN" || hidden?.tokenKey === undefined || hidden.token === identity.token) {
    return undefined;
  }
  if (identity.tokenKey !== undefined && identity.tokenKey !== tokenKey) return undefined;
  const askAs = (question: { readonly operation: typeof operation; readonly path: string }) =>
    server.access({ token: hidden.token, ...question });
  const found = { kind: "wrong-source", decision, hiddenKey: hidden.tokenKey } as const;
  if (passing.has(decision.cause)) {
    // The program asked first whether anything is granted on the mount.
    const mount = refused.notices.find((notice) => notice.kind === "no-mount-access")?.mountPoint;
    const reaches = mount !== undefined && askAs({ operation: "read", path: mount }).reachesMount;
    return reaches ? { ...found, allowed: true } : undefined;
  }
  if (decision.cause === "sealed") return undefined;
  const other = askAs({ operation, path });
  // What everybody may ask says nothing of what the program would have done next.
  const isAllowed = other.allowed && other.mount !== undefined && other.decision.cause !== "unauthenticated-path";
  const isBetter = decision.cause === "bad-token" && other.decision.cause !== "bad-token";
  return isAllowed || isBetter ? { ...found, allowed: isAllowed } : undefined;
}
