/** What was answered, as an audit record says it. */
import { isKv } from "../mounts/kv/backend.ts";
import { formatMultierror, formatRfc3339Nano, parseGoJson, writeGoJson, type Json } from "../../lib/index.ts";
import type { RecordContext } from "../audit/audit-devices.ts";
import type { AuthRecord, Data, ResponseRecord } from "../audit/audit-record.ts";
import { envelopeOf, envelopeStructs } from "../logical/envelope.ts";
import type { LogicalFailure, LogicalResponse, Outcome, WrapInfo } from "../logical/types.ts";
import { isRefusedLogin, issuedAuth, textOf } from "./audit-auth.ts";
import { failureMeaning } from "./audit-failure.ts";
import type { Core } from "./core.ts";
import type { RequestState } from "./request-state.ts";

export interface AnswerRecord {
  readonly response: ResponseRecord;
  readonly error?: string | undefined;
  readonly numbersFromOutside: RecordContext["numbersFromOutside"];
}

const unwrapPath = "sys/wrapping/unwrap";
export function answerRecord(core: Core, state: RequestState, answer: Outcome): AnswerRecord {
  if (answer === undefined) return { response: {}, numbersFromOutside: "none" };
  if (!answer.ok) return failureRecord(core, state, answer);
  if (state.path === unwrapPath && answer.raw !== undefined) return unwrappedRecord(answer.raw.body);
  const isOwnStatus = answer.status !== undefined || answer.raw !== undefined;
  return {
    response: {
      auth: answer.auth === undefined ? undefined : answerAuth(state, answer),
      secret: answer.secret === undefined ? undefined : { lease_id: answer.secret.leaseId },
      data: isOwnStatus ? statusData(state, answer) : someMembers(answer.data),
      warnings: isOwnStatus ? undefined : answer.warnings,
      wrap_info: wrapRecord(answer.wrapInfo),
    },
    numbersFromOutside: isOwnStatus ? "none" : numbersFromOutside(state),
  };
}

function answerAuth(state: RequestState, answer: LogicalResponse): AuthRecord | undefined {
  const { auth } = answer;
  if (auth === undefined) return undefined;
  const isRenewal = state.path.startsWith("auth/token/renew");
  const record = issuedAuth(auth, isRenewal ? auth.issueTimeNs : undefined);
  // See `responseAuth`: to Vault the two are one.
  return state.loginAuth !== undefined && state.inboundToken !== ""
    ? { ...record, client_token: state.inboundToken }
    : record;
}

function failureRecord(core: Core, state: RequestState, failure: LogicalFailure): AnswerRecord {
  const text = failure.errors[0] ?? "";
  const data = { error: text };
  const plain = { numbersFromOutside: "none" } as const;
  if (failure.data !== undefined) {
    const body = { data: failure.data ?? null, warnings: failure.warnings ?? null };
    return { response: { data: rawData(failure.status, writeGoJson(body)) }, ...plain };
  }
  if (state.earlyRefusal !== undefined) {
    const meaning = failure.status === 403 ? "permission denied" : "invalid request";
    return { response: { data }, error: formatMultierror([meaning]), ...plain };
  }
  if (state.unauthenticated) return freeFailureRecord(core, state, failure);
  if (text.startsWith("1 error occurred")) return { response: {}, error: text, ...plain };
  const meaning = failureMeaning(state, failure);
  return { response: { data }, error: meaning === undefined ? undefined : formatMultierror([meaning]), ...plain };
}

/** Where no token is asked for Vault makes no list of an error. */
function freeFailureRecord(core: Core, state: RequestState, failure: LogicalFailure): AnswerRecord {
  const text = failure.errors[0] ?? "";
  const plain = { numbersFromOutside: "none" } as const;
  const isOther = failure.status !== 400 && failure.status !== 403;
  if (isOther || !state.handedOver) return { response: {}, error: text, ...plain };
  const meaning = failure.status === 403 ? "permission denied" : undefined;
  const error = isRefusedLogin(core, state, failure) ? "invalid credentials" : meaning;
  return { response: { data: { error: text } }, error, ...plain };
}

/** An answer with a status and a body of its own. */
function statusData(state: RequestState, answer: LogicalResponse): Data {
  const status = answer.status ?? 200;
  if (answer.raw !== undefined) return rawData(status, answer.raw.body, answer.raw.contentType);
  if (answer.data === undefined || answer.data === null) return rawData(status, "");
  return rawData(status, writeGoJson(envelopeOf(answer, state.id), { structsAt: envelopeStructs }));
}

function rawData(status: number, body: string, contentType = "application/json"): Data {
  return {
    http_content_type: contentType,
    ...(body === "" ? {} : { http_raw_body: body }),
    http_status_code: status,
  };
}

function wrapRecord(info: WrapInfo | undefined): ResponseRecord["wrap_info"] {
  if (info === undefined || info.token === "") return undefined;
  return {
    ttl: Math.trunc(info.ttlSeconds) || undefined,
    token: info.token,
    accessor: info.accessor,
    creation_time: formatRfc3339Nano(info.creationTimeNs),
    creation_path: info.creationPath,
    wrapped_accessor: textOf(info.wrappedAccessor),
  };
}

/** What was unwrapped is written as what it is. */
function unwrappedRecord(body: string): AnswerRecord {
  const parsed = parseGoJson(body);
  const envelope = parsed.ok ? membersOf(parsed.value) : {};
  const auth = envelope["auth"];
  const leaseId = envelope["lease_id"];
  return {
    response: {
      auth: auth === null || auth === undefined ? undefined : unwrappedAuth(membersOf(auth)),
      secret: typeof leaseId === "string" && leaseId !== "" ? { lease_id: leaseId } : undefined,
      data: someMembers(membersOf(envelope["data"] ?? {})),
      warnings: textsOf(envelope["warnings"]),
    },
    numbersFromOutside: "all",
  };
}

function unwrappedAuth(auth: Data): AuthRecord {
  const text = (name: string): string | undefined => {
    const value = auth[name];
    return typeof value === "string" ? textOf(value) : undefined;
  };
  const number = (name: string): number | undefined => Number(auth[name] ?? 0) || undefined;
  return {
    client_token: text("client_token"),
    accessor: text("accessor"),
    policies: textsOf(auth["policies"]),
    token_policies: textsOf(auth["token_policies"]),
    identity_policies: textsOf(auth["identity_policies"]),
    metadata: metadataOf(auth["metadata"]),
    num_uses: number("num_uses"),
    entity_id: text("entity_id"),
    token_type: text("token_type"),
    token_ttl: number("lease_duration"),
  };
}

/** Kept as it was sent, a number is text to Vault. */
function numbersFromOutside(state: RequestState): RecordContext["numbersFromOutside"] {
  if (state.operation !== "read") return "none";
  const entry = state.routed?.mount.entry;
  if (entry?.type === "cubbyhole") return "all";
  if (entry === undefined || !isKv(entry)) return "none";
  return entry.options?.["version"] === "2" ? "data" : "all";
}

function someMembers(data: Data | null | undefined): Data | undefined {
  return data === undefined || data === null || Object.keys(data).length === 0 ? undefined : data;
}

function membersOf(value: Json): Data {
  return isMembers(value) ? value : {};
}

function isMembers(value: Json): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textsOf(value: Json | undefined): readonly string[] | undefined {
  const texts = Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  return texts.length === 0 ? undefined : texts;
}

function metadataOf(value: Json | undefined): Readonly<Record<string, string>> | undefined {
  const members = Object.entries(membersOf(value ?? null)).filter(isTextMember);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function isTextMember(member: [string, Json]): member is [string, string] {
  return typeof member[1] === "string";
}
