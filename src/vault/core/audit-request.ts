/** What was asked, as an audit record says it. */
import type { RequestRecord, ResponseRecord } from "../audit/audit-record.ts";
import type { Mount } from "../routing/router.ts";
import { clientIdOf, textOf } from "./audit-auth.ts";
import type { RequestState } from "./request-state.ts";

type Moment = "request" | "response";

const writes: ReadonlySet<string> = new Set(["update", "create"]);
const firstEphemeralPort = 32_768;
const ephemeralPorts = 28_232;

export function requestRecord(state: RequestState, when: Moment): RequestRecord {
  const { tokenEntry: entry, data } = state;
  const weighed = state.policyResults !== undefined && entry !== undefined;
  return {
    id: state.id,
    client_id: weighed ? clientIdOf(entry) : undefined,
    operation: state.operation,
    ...requestMount(state, when),
    client_token: textOf(state.clientToken),
    client_token_accessor: textOf(entry?.accessor),
    namespace: { id: "root" },
    path: pathOf(state, when),
    data: Object.keys(data).length === 0 ? undefined : data,
    remote_address: state.remoteAddress,
    remote_port: state.remotePort ?? portOf(state.id),
    wrap_ttl: Math.trunc(state.wrapTtlSeconds ?? 0) || undefined,
    headers: undefined,
  };
}

/** The mount's members of a response. */
export function responseMount(state: RequestState): Partial<ResponseRecord> {
  const mount = state.routed?.mount;
  if (mount === undefined) return {};
  return {
    mount_point: mount.point,
    mount_type: mount.entry.type,
    mount_accessor: knowsAccessor(state, "response") ? mount.entry.accessor : undefined,
    mount_running_plugin_version: mount.entry.runningVersion,
    mount_class: classOf(mount),
  };
}

function requestMount(state: RequestState, when: Moment): Partial<RequestRecord> {
  const mount = state.routed?.mount;
  if (mount === undefined || (when === "request" && asksForMountHelp(state, mount))) return {};
  return {
    mount_point: mount.point,
    mount_type: mount.entry.type,
    mount_accessor: knowsAccessor(state, when) ? mount.entry.accessor : undefined,
    mount_running_version: mount.entry.runningVersion,
    mount_class: classOf(mount),
  };
}

/** Vault finds the mount of `secret` only when it asks it, and writes the path as it stands at that moment. */
function pathOf(state: RequestState, when: Moment): string {
  const { routed } = state;
  if (routed === undefined) return state.path;
  if (when === "response" && asksForMountHelp(state, routed.mount)) return routed.mount.point;
  return failedExistenceCheck(state) && isCubbyhole(routed.mount) ? routed.path : state.path;
}

function asksForMountHelp(state: RequestState, mount: Mount): boolean {
  return state.operation === "help" && mount.point === `${state.path}/`;
}

function classOf(mount: Mount): string {
  return mount.entry.table === "auth" ? "auth" : "secret";
}

/** Vault learns it when it hands the request over, and for a write when it looks whether there is one already. */
function knowsAccessor(state: RequestState, when: Moment): boolean {
  if (failedExistenceCheck(state)) return state.routed !== undefined && !isCubbyhole(state.routed.mount);
  if (state.policyResults === undefined) return false;
  return writes.has(state.operation) || (when === "response" && state.handedOver);
}

function failedExistenceCheck({ earlyRefusal, policyResults }: RequestState): boolean {
  return earlyRefusal?.status === 400 && policyResults === undefined;
}

function isCubbyhole(mount: Mount): boolean {
  return mount.point === "cubbyhole/";
}

/** Each command opens a connection of its own. */
function portOf(requestId: string): number {
  return firstEphemeralPort + (Number.parseInt(requestId.slice(0, 8), 16) % ephemeralPorts);
}
