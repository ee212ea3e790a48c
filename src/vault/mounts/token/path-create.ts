import type { FieldData, PathDeclaration } from "../../framework/types.ts";
import { calculateTtl, type TtlWishes } from "../../expiration/calculate-ttl.ts";
import type { Notice } from "../../inspect/notice.ts";
import { addNotices, addWarning, failure, refusal } from "../../logical/outcomes.ts";
import type { Auth, LogicalFailure, LogicalResponse, MountRequest, Outcome, TokenEntry } from "../../logical/types.ts";
import { blankToken } from "../../token/blank-token.ts";
import { matchesGlob } from "../../token/glob.ts";
import { choosePolicies } from "./choose-policies.ts";
import { chooseType } from "./choose-type.ts";
import { createFields } from "./create-fields.ts";
import { readRole, type TokenRole } from "./role.ts";
import type { TokenServices } from "./services.ts";
import { boundByRole, needsSudo, readSpans, type Spans } from "./spans.ts";

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
  if (parent === undefined || unfit !== undefined) return unfit;
  const isSudo = services.hasSudo(parent, request.fullPath);
  const type = chooseType(fields, manner.role);
  if (typeof type === "object") return type;
  const aliasEntityId = readEntityAlias(services, request, fields, manner.role);
  if (typeof aliasEntityId === "object") return aliasEntityId;
  if (fields.get<string>("id") !== "" && !isSudo)
    return needsSudo("id", "root or sudo privileges required to specify token id", request.fullPath);
  const policies = choosePolicies({
    asked: fields.get<readonly string[]>("policies"),
    parentPolicies: parent.policies,
    noDefaultPolicy: fields.get<boolean>("no_default_policy"),
    isSudo,
    role: manner.role,
  });
  if ("error" in policies) return refusal(policies.error, 400, policies.notice);
  const policyProblem = checkPolicies(policies, parent, type);
  if (policyProblem !== undefined) return policyProblem;
  if (manner.role === undefined && fields.get<boolean>("no_parent") && !isSudo) {
    return needsSudo("orphan", "root or sudo privileges required to create orphan token", request.fullPath);
  }
  const draft = draftToken(request, fields, { orphan: manner.orphan, role: manner.role, parent, policies, type });
  if (aliasEntityId !== "") draft.entityId = aliasEntityId;
  return finishToken(services, request, fields, { draft, parent, role: manner.role, isSudo });
}

function whyNoChildOf(parent: TokenEntry | undefined): LogicalFailure | undefined {
  if (parent === undefined) return refusal("parent token lookup failed: no parent found");
  if (parent.type === "batch")
    return refusal("batch tokens cannot create more tokens", 400, { kind: "batch-limit", limit: "create" });
  if (parent.numUses <= 0) return undefined;
  const notice: Notice = { kind: "limited-uses-parent", usesLeft: parent.numUses };
  return refusal("restricted use token cannot generate child tokens", 400, notice);
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
    return refusal("root tokens may not be created without parent token being root", 400, { kind: "root-needs-root" });
  if (type === "service") return undefined;
  return refusal("batch tokens cannot be root tokens", 400, { kind: "batch-limit", limit: "root" });
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

function finishToken(services: TokenServices, request: MountRequest, fields: FieldData, nearly: Nearly): Outcome {
  const { draft, parent, role } = nearly;
  const answer: LogicalResponse = { ok: true };
  const spans: Spans = { periodSeconds: 0, explicitMaxTtlSeconds: 0 };
  const problem = readSpans(request, fields, draft, spans, nearly.isSudo);
  if (problem !== undefined) return problem;
  const asked = { ttlSeconds: draft.ttlSeconds, explicitMaxTtlSeconds: spans.explicitMaxTtlSeconds };
  if (role !== undefined && draft.type !== "batch") boundByRole(role, spans, answer);
  const explicitOf = spans.explicitMaxTtlSeconds === asked.explicitMaxTtlSeconds ? "explicit" : "role-explicit";
  const ttlProblem = settleTtl(services, request, draft, { ...spans, explicitOf }, answer);
  if (ttlProblem !== undefined) return ttlProblem;
  let renewable = draft.type === "service" && fields.get<boolean>("renewable") && role?.renewable !== false;
  if (draft.ttlSeconds === 0) {
    if (parent.ttlSeconds !== 0) {
      const notice: Notice = { kind: "root-would-outlive-parent" };
      return refusal("expiring root tokens cannot create non-expiring root tokens", 400, notice);
    }
    renewable = false;
    draft.boundCidrs = [];
  }
  if (draft.id !== "") addWarning(answer, customIdWarning);
  const entry = services.tokens.create(draft);
  if ("error" in entry) return refusal(entry.error);
  answer.auth = authFor(entry, spans, renewable, request.nowNs);
  const missing = entry.policies.filter((policy) => !services.policyExists(policy));
  for (const policy of missing) addWarning(answer, `Policy "${policy}" does not exist`);
  addNotices(answer, overruled(nearly, fields, asked.ttlSeconds, spans));
  if (missing.length > 0) addNotices(answer, [{ kind: "policies-missing", policies: missing }]);
  return answer;
}

/** What was asked for and counted for nothing. */
function overruled(nearly: Nearly, fields: FieldData, askedTtlSeconds: number, spans: Spans): Notice[] {
  const { draft, role } = nearly;
  const asked: (readonly [name: string, by: "role" | "period" | "batch"])[] = [];
  // Refused only where they are looked at, which the `vault` program keeps from happening.
  if (draft.type === "batch" && spans.periodSeconds > 0) asked.push(["period", "batch"]);
  if (draft.type === "batch" && draft.numUses > 0) asked.push(["num_uses", "batch"]);
  if (role !== undefined && fields.get<boolean>("no_parent") && !role.orphan) asked.push(["no_parent", "role"]);
  if (role !== undefined && fields.get<string>("type") === "service" && draft.type === "batch")
    asked.push(["type", "role"]);
  if (draft.type === "service" && fields.get<number>("num_uses") > draft.numUses && draft.numUses > 0)
    asked.push(["num_uses", "role"]);
  if (spans.periodSeconds > 0 && askedTtlSeconds > 0 && askedTtlSeconds !== draft.ttlSeconds)
    asked.push(["ttl", "period"]);
  return asked.map(([name, by]) => ({ kind: "overruled", name, by }));
}

function settleTtl(
  services: TokenServices,
  request: MountRequest,
  draft: TokenEntry,
  spans: Spans & Pick<TtlWishes, "explicitOf">,
  answer: LogicalResponse,
): LogicalFailure | undefined {
  if (spans.periodSeconds > 0 || draft.ttlSeconds > 0 || !draft.policies.includes("root")) {
    const ttl = calculateTtl(services.bounds(), { ...spans, ttlSeconds: draft.ttlSeconds }, request.nowNs);
    if (!ttl.ok) return failure(ttl.error, 500, ttl.notice);
    for (const warning of ttl.warnings) addWarning(answer, warning);
    addNotices(answer, ttl.notices);
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
