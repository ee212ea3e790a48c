/** The last stage: writes what was asked and what was answered, and lets nothing pass that could not be written. */
import { formatRfc3339Nano } from "../../lib/index.ts";
import type { AuditRecord, RequestRecord, ResponseRecord } from "../audit/audit-record.ts";
import type { RecordContext } from "../audit/audit-devices.ts";
import { refusal } from "../logical/outcomes.ts";
import type { LogicalFailure, Outcome } from "../logical/types.ts";
import { namedAuth, requestAuth, responseAuth } from "./audit-auth.ts";
import { besideCore } from "./beside-core.ts";
import { plainlyAudited, plainRecord } from "./audit-plain.ts";
import { requestRecord, responseMount } from "./audit-request.ts";
import { answerRecord } from "./audit-response.ts";
import type { Core } from "./core.ts";
import type { RequestState } from "./request-state.ts";

/** What no device looks at. */
const unaudited: ReadonlySet<string> = new Set([
  ...[...besideCore].filter((path) => !plainlyAudited.has(path)),
  "sys/replication/status",
  "sys/replication/dr/status",
  "sys/replication/performance/status",
]);
/** Asked of the server itself and not of a mount: the request alone is written. */
const serverRequests: ReadonlySet<string> = new Set(["sys/seal"]);
const nothingPlain: ReadonlySet<string> = new Set();
const invalidWrappingToken = "wrapping token is not valid or does not exist";

/** Whether a device has to hear of this request. */
export function isAudited(core: Core, state: RequestState): boolean {
  return core.audit.isOn && !unaudited.has(state.path);
}

/** Writes the request, as far as it came; what is returned is answered in its place. */
export function auditRequest(core: Core, state: RequestState, denied?: LogicalFailure): LogicalFailure | undefined {
  if (!isAudited(core, state)) return undefined;
  if (serverRequests.has(state.path)) return auditServerRequest(core, state);
  if (plainlyAudited.has(state.path)) {
    return core.audit.write(plainRecord(state, core.nowNs()), contextOf(state, "none")) ? undefined : unwritten();
  }
  const record: AuditRecord = {
    time: formatRfc3339Nano(core.nowNs()),
    type: "request",
    auth: requestAuth(core, state),
    request: requestRecord(state, "request"),
    error: denied?.errors[0],
  };
  // What is refused already is refused: that it could not be written shows when the answer is.
  return core.audit.write(record, contextOf(state, "none")) || denied !== undefined ? undefined : unwritten();
}

/** Writes the answer, and gives back what may be told of it. */
export function auditAnswer(core: Core, state: RequestState, answer: Outcome): Outcome {
  if (!isAudited(core, state) || serverRequests.has(state.path)) return answer;
  if (plainlyAudited.has(state.path)) {
    const record = plainRecord(state, core.nowNs(), { answer });
    return core.audit.write(record, contextOf(state, "all")) ? answer : unwritten();
  }
  const { response, error, numbersFromOutside } = answerRecord(core, state, answer);
  const record: AuditRecord = {
    time: formatRfc3339Nano(core.nowNs()),
    type: "response",
    auth: responseAuth(core, state, answer),
    request: requestRecord(state, "response"),
    response: inOrder(response, responseMount(state)),
    error,
  };
  return core.audit.write(record, contextOf(state, numbersFromOutside)) ? answer : unwritten();
}

/** A wrapping token that opens nothing: refused before the request is one, but written. */
export function auditInvalidWrapping(core: Core, state: RequestState): void {
  if (!isAudited(core, state)) return;
  const whole = requestRecord(state, "request");
  const { mount_type: _, mount_running_version: __, mount_class: ___, client_id: ____, ...request } = whole;
  const record: AuditRecord = {
    time: formatRfc3339Nano(core.nowNs()),
    type: "request",
    auth: { ...namedAuth(state), token_type: "default" },
    request,
    error: invalidWrappingToken,
  };
  core.audit.write(record, contextOf(state, "none"));
}

function auditServerRequest(core: Core, state: RequestState): LogicalFailure | undefined {
  const whole = requestAuth(core, state);
  const { policy_results: _, token_ttl: __, token_issue_time: ___, ...auth } = whole;
  const { id, operation, client_token, client_token_accessor, namespace, path, data, ...where } = requestRecord(
    state,
    "request",
  );
  const { remote_address, remote_port } = where;
  const asked: RequestRecord = { id, operation, client_token, client_token_accessor, namespace, path, data };
  const record: AuditRecord = {
    time: formatRfc3339Nano(core.nowNs()),
    type: "request",
    auth,
    request: { ...asked, remote_address, remote_port },
  };
  return core.audit.write(record, contextOf(state, "none"))
    ? undefined
    : refusal("failed to audit request, cannot continue", 500);
}

function contextOf(state: RequestState, numbersFromOutside: RecordContext["numbersFromOutside"]): RecordContext {
  const config = state.routed?.mount.entry.config;
  return {
    headers: state.headers,
    numbersFromOutside,
    plainRequestKeys: setOf(config?.auditNonHmacRequestKeys),
    plainResponseKeys: setOf(config?.auditNonHmacResponseKeys),
  };
}

/** The mount's members stand after `auth`. */
function inOrder({ auth, ...others }: ResponseRecord, mount: Partial<ResponseRecord>): ResponseRecord {
  return { auth, ...mount, ...others };
}

function setOf(names: readonly string[] | undefined): ReadonlySet<string> {
  return names === undefined || names.length === 0 ? nothingPlain : new Set(names);
}

function unwritten(): LogicalFailure {
  return refusal("internal error", 500);
}
