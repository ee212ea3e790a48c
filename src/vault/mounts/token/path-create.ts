import { parseDurationSeconds } from "../../framework/duration-seconds.ts";
import type { FieldData, PathDeclaration } from "../../framework/types.ts";
import { calculateTtl } from "../../expiration/calculate-ttl.ts";
import { addWarning, failure, refusal } from "../../logical/outcomes.ts";
import type { Auth, LogicalFailure, LogicalResponse, MountRequest, Outcome, TokenEntry } from "../../logical/types.ts";
import { blankToken } from "../../token/blank-token.ts";
import { matchesGlob } from "../../token/glob.ts";
import { choosePolicies } from "./choose-policies.ts";
import { createFields } from "./create-fields.ts";
import { readRole, type TokenRole } from "./role.ts";
import type { TokenServices } from "./services.ts";

const nonAssignablePolicies: ReadonlySet<string> = new Set(["response-wrapping", "control-group"]);
const customIdWarning =
  "Supplying a custom ID for the token uses the weaker SHA1 hashing instead of the more secure SHA2-256 HMAC for token obfuscation. SHA1 hashed tokens on the wire leads to less secure lookups.";

export function createPaths(services: TokenServices): PathDeclaration[] {
  return [
    {
      path: "create-orphan",
      fields: createFields,
      operations: {
        update: (request, fields) => createToken(services, request, fields, { orphan: true, role: undefined }),
      },
      synopsis: "Makes a token without a parent.",
    },
    {
      path: "create/:role_name",
      fields: { ...createFields, role_name: { type: "string", description: "The role to make the token with." } },
      operations: { update: (request, fields) => createWithRole(services, request, fields) },
      synopsis: "Makes a token as a role says.",
    },
    {
      path: "create",
      fields: createFields,
      operations: {
        update: (request, fields) => createToken(services, request, fields, { orphan: false, role: undefined }),
      },
      synopsis: "Makes a token, a child of the one that asks.",
    },
  ];
}

interface Manner {
  readonly orphan: boolean;
  readonly role: TokenRole | undefined;
}

function createWithRole(services: TokenServices, request: MountRequest, fields: FieldData): Outcome {
  const name = fields.get<string>("role_name");
  const role = readRole(request.storage, name);
  return role === undefined
    ? refusal(`unknown role ${name}`)
    : createToken(services, request, fields, { orphan: false, role });
}

function createToken(services: TokenServices, request: MountRequest, fields: FieldData, manner: Manner): Outcome {
  const parent = services.tokens.lookup(request.clientToken);
  const unfit = whyNoChildOf(parent);
  if (parent === undefined || unfit !== undefined) return refusal(unfit ?? "");
  const isSudo = services.hasSudo(parent, request.fullPath);
  const type = chooseType(fields, manner.role);
  if (typeof type === "object") return type;
  const aliasEntityId = readEntityAlias(services, request, fields, manner.role);
  if (typeof aliasEntityId === "object") return aliasEntityId;
  if (fields.get<string>("id") !== "" && !isSudo)
    return refusal("root or sudo privileges required to specify token id");
  const policies = choosePolicies({
    asked: fields.get<readonly string[]>("policies"),
    parentPolicies: parent.policies,
    noDefaultPolicy: fields.get<boolean>("no_default_policy"),
    isSudo,
    role: manner.role,
  });
  if ("error" in policies) return refusal(policies.error);
  const policyProblem = checkPolicies(policies, parent, type);
  if (policyProblem !== undefined) return policyProblem;
  if (manner.role === undefined && fields.get<boolean>("no_parent") && !isSudo) {
    return refusal("root or sudo privileges required to create orphan token");
  }
  const draft = draftToken(request, fields, { orphan: manner.orphan, role: manner.role, parent, policies, type });
  if (aliasEntityId !== "") draft.entityId = aliasEntityId;
  return finishToken(services, request, fields, { draft, parent, role: manner.role, isSudo });
}

function whyNoChildOf(parent: TokenEntry | undefined): string | undefined {
  if (parent === undefined) return "parent token lookup failed: no parent found";
  if (parent.type === "batch") return "batch tokens cannot create more tokens";
  return parent.numUses > 0 ? "restricted use token cannot generate child tokens" : undefined;
}

/** Type asked for, or that the role gives; a batch token takes none of what needs something stored. */
function chooseType(fields: FieldData, role: TokenRole | undefined): "service" | "batch" | LogicalFailure {
  let asked = fields.get<string>("type");
  if (role?.tokenType === "service" || role?.tokenType === "batch") asked = role.tokenType;
  else if (role?.tokenType === "default-batch" && asked === "") asked = "batch";
  const numUses = fields.get<number>("num_uses");
  if (asked === "batch") {
    const problem = whyNotBatch(fields.get("explicit_max_ttl"), numUses, fields.get("period"));
    if (problem !== undefined) return refusal(problem);
  } else if (asked !== "" && asked !== "service") return refusal("invalid 'token_type' value");
  if (numUses < 0) return refusal("number of uses cannot be negative");
  return asked === "batch" ? "batch" : "service";
}

/** Only the first of the three that was sent is looked at, as in Vault. */
function whyNotBatch(explicitMaxTtl: string, numUses: number, period: string): string | undefined {
  const refused = (name: string): string => `batch tokens cannot have "${name}" set`;
  if (explicitMaxTtl !== "") return whyNotSpan("explicit_max_ttl", explicitMaxTtl, refused);
  if (numUses !== 0) return refused("num_uses");
  return period === "" ? undefined : whyNotSpan("period", period, refused);
}

function whyNotSpan(name: string, text: string, refused: (name: string) => string): string | undefined {
  const seconds = parseDurationSeconds(text);
  if (typeof seconds !== "number") return `"${name}" value could not be parsed`;
  return seconds === 0 ? undefined : refused(name);
}

/** The id of the entity that the token is to belong to, or "" where none is asked for. */
function readEntityAlias(
  services: TokenServices,
  request: MountRequest,
  fields: FieldData,
  role: TokenRole | undefined,
): string | LogicalFailure {
  const name = fields.get<string>("entity_alias");
  if (name === "") return "";
  if (role === undefined) return refusal("'entity_alias' is only allowed in combination with token role");
  const isAllowed = (role.allowedEntityAliases ?? []).some((pattern) => matchesGlob(pattern, name.toLowerCase()));
  if (!isAllowed) return refusal("invalid 'entity_alias' value");
  const entity = services.entityOfAlias({ name, mountAccessor: request.mountAccessor, metadata: null });
  return entity.disabled ? refusal("entity from given entity alias is disabled", 403) : entity.id;
}

function checkPolicies(
  policies: readonly string[],
  parent: TokenEntry,
  type: "service" | "batch",
): LogicalFailure | undefined {
  const internal = policies.find((policy) => nonAssignablePolicies.has(policy));
  if (internal !== undefined) return refusal(`cannot assign policy "${internal}"`);
  if (!policies.includes("root")) return undefined;
  if (!parent.policies.includes("root"))
    return refusal("root tokens may not be created without parent token being root");
  return type === "batch" ? refusal("batch tokens cannot be root tokens") : undefined;
}

interface Draft extends Manner {
  readonly parent: TokenEntry;
  readonly policies: readonly string[];
  readonly type: "service" | "batch";
}

function draftToken(request: MountRequest, fields: FieldData, manner: Draft): TokenEntry {
  const { role, parent } = manner;
  const orphan = role === undefined ? manner.orphan || fields.get<boolean>("no_parent") : role.orphan;
  const suffix = role === undefined || role.pathSuffix === "" ? "" : `/${role.pathSuffix}`;
  const draft = blankToken();
  draft.type = manner.type;
  draft.id = fields.get<string>("id");
  draft.parent = orphan ? "" : parent.id;
  draft.policies = manner.policies;
  draft.path = `auth/token/${request.path}${suffix}`;
  draft.metadata = fields.getOk<Readonly<Record<string, string>>>("meta") ?? null;
  draft.displayName = displayNameOf(fields.get("display_name"));
  draft.numUses = fewerUses(fields.get("num_uses"), role?.tokenNumUses ?? 0);
  draft.creationTimeSeconds = Number(request.nowNs / 1_000_000_000n);
  draft.role = role?.name ?? "";
  draft.entityId = orphan ? "" : parent.entityId;
  draft.boundCidrs = role === undefined ? (orphan ? [] : parent.boundCidrs) : role.tokenBoundCidrs;
  return draft;
}

function displayNameOf(name: string): string {
  return name === "" ? "token" : `token-${name}`.replaceAll(/[^a-zA-Z0-9-]/gu, "-").replace(/-$/, "");
}

function fewerUses(asked: number, ofRole: number): number {
  if (ofRole === 0) return asked;
  return asked === 0 ? ofRole : Math.min(asked, ofRole);
}

interface Nearly {
  readonly draft: TokenEntry;
  readonly parent: TokenEntry;
  readonly role: TokenRole | undefined;
  readonly isSudo: boolean;
}

interface Spans {
  periodSeconds: number;
  explicitMaxTtlSeconds: number;
}

function finishToken(services: TokenServices, request: MountRequest, fields: FieldData, nearly: Nearly): Outcome {
  const { draft, parent, role } = nearly;
  const answer: LogicalResponse = { ok: true };
  const spans: Spans = { periodSeconds: 0, explicitMaxTtlSeconds: 0 };
  const problem = readSpans(fields, draft, spans, nearly.isSudo);
  if (problem !== undefined) return problem;
  if (role !== undefined && draft.type !== "batch") boundByRole(role, spans, answer);
  const ttlProblem = settleTtl(services, request, draft, spans, answer);
  if (ttlProblem !== undefined) return ttlProblem;
  let renewable = draft.type === "service" && fields.get<boolean>("renewable") && role?.renewable !== false;
  if (draft.ttlSeconds === 0) {
    if (parent.ttlSeconds !== 0) return refusal("expiring root tokens cannot create non-expiring root tokens");
    renewable = false;
    draft.boundCidrs = [];
  }
  if (draft.id !== "") addWarning(answer, customIdWarning);
  const entry = services.tokens.create(draft);
  if ("error" in entry) return refusal(entry.error);
  answer.auth = authFor(entry, spans, renewable, request.nowNs);
  for (const policy of entry.policies) {
    if (!services.policyExists(policy)) addWarning(answer, `Policy "${policy}" does not exist`);
  }
  return answer;
}

function readSpans(fields: FieldData, draft: TokenEntry, spans: Spans, isSudo: boolean): LogicalFailure | undefined {
  const explicitMax = readSpan("explicit_max_ttl", fields.get("explicit_max_ttl"));
  if (typeof explicitMax !== "number") return explicitMax;
  draft.explicitMaxTtlSeconds = spans.explicitMaxTtlSeconds = explicitMax;
  const period = readSpan("period", fields.get("period"));
  if (typeof period !== "number") return period;
  if (period > 0 && !isSudo) return refusal("root or sudo privileges required to create periodic token");
  draft.periodSeconds = spans.periodSeconds = period;
  const ttlName = fields.get<string>("ttl") === "" ? "lease" : "ttl";
  const ttl = readSpan(ttlName, fields.get(ttlName));
  if (typeof ttl !== "number") return ttl;
  draft.ttlSeconds = ttl;
  return undefined;
}

function readSpan(name: string, text: string): number | LogicalFailure {
  if (text === "") return 0;
  const seconds = parseDurationSeconds(text);
  if (typeof seconds !== "number") return refusal(seconds.error);
  return seconds < 0 ? refusal(`${name} must be positive`) : seconds;
}

/** The lesser of what the call and the role say. */
function boundByRole(role: TokenRole, spans: Spans, answer: LogicalResponse): void {
  const lesser = (asked: number, ofRole: number, what: string): number => {
    if (ofRole === 0 || asked === 0) return asked === 0 ? ofRole : asked;
    const value = Math.min(asked, ofRole);
    addWarning(
      answer,
      `${what} specified both during creation call and in role; using the lesser value of ${Math.trunc(value)} seconds`,
    );
    return value;
  };
  spans.explicitMaxTtlSeconds = lesser(
    spans.explicitMaxTtlSeconds,
    role.tokenExplicitMaxTtlSeconds,
    "Explicit max TTL",
  );
  spans.periodSeconds = lesser(spans.periodSeconds, role.tokenPeriodSeconds, "Period");
}

function settleTtl(
  services: TokenServices,
  request: MountRequest,
  draft: TokenEntry,
  spans: Spans,
  answer: LogicalResponse,
): LogicalFailure | undefined {
  if (spans.periodSeconds > 0 || draft.ttlSeconds > 0 || !draft.policies.includes("root")) {
    const { periodSeconds, explicitMaxTtlSeconds } = spans;
    const wishes = { periodSeconds, explicitMaxTtlSeconds, ttlSeconds: draft.ttlSeconds };
    const ttl = calculateTtl(services.bounds(), wishes, request.nowNs);
    if (!ttl.ok) return failure(ttl.error, 500);
    for (const warning of ttl.warnings) addWarning(answer, warning);
    draft.ttlSeconds = ttl.ttlSeconds;
  }
  if (draft.ttlSeconds === 0 && spans.explicitMaxTtlSeconds > 0) draft.ttlSeconds = spans.explicitMaxTtlSeconds;
  return undefined;
}

function authFor(entry: TokenEntry, spans: Spans, renewable: boolean, nowNs: bigint): Auth {
  return {
    clientToken: entry.id,
    accessor: entry.accessor,
    tokenType: entry.type,
    displayName: entry.displayName,
    policies: entry.policies,
    metadata: entry.metadata,
    entityId: entry.entityId,
    orphan: entry.parent === "",
    numUses: entry.numUses,
    renewable,
    ttlSeconds: entry.ttlSeconds,
    maxTtlSeconds: 0,
    periodSeconds: spans.periodSeconds,
    explicitMaxTtlSeconds: spans.explicitMaxTtlSeconds,
    boundCidrs: entry.boundCidrs,
    issueTimeNs: nowNs,
    internalData: {},
  };
}
