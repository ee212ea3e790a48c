import { formatGoValue, type Json } from "../lib/index.ts";
import type { VaultClient } from "./client/client.ts";
import type { Invocation } from "./command.ts";
import { messageOf } from "./failure.ts";
import { table } from "./output/columns.ts";
import { printValue } from "./output/print.ts";
import { parseJson } from "./wire/json.ts";
import { isList, isObject, type JsonObject } from "./wire/value.ts";

/** Sends a request that answers with the seal's state. */
export async function readSealStatus(
  client: VaultClient,
  method: string,
  path: string,
  body?: JsonObject,
): Promise<JsonObject> {
  const answer = await client.send(method, path, body === undefined ? {} : { body, structsAt: [""] });
  const value = parseJson(answer.body);
  return isObject(value) ? value : {};
}

/** Prints the seal's state together with the node's part in the cluster. */
export async function printSealStatus(call: Invocation, client: VaultClient, seal: JsonObject): Promise<number> {
  let leader: JsonObject;
  try {
    leader = await readSealStatus(client, "GET", "sys/leader");
  } catch (error) {
    if (!messageOf(error).includes("Vault is sealed")) {
      call.ui.error(`Error checking leader status: ${messageOf(error)}`);
      return 1;
    }
    leader = { ha_enabled: true };
  }
  if (call.ui.format !== "table") return printValue(call.ui, asJson(seal, leader), [""]);
  call.ui.output(table(["Key | Value", ...sealRows(seal), ...haRows(seal, leader), ...storageRows(seal, leader)]));
  return 0;
}

const text = (value: Json | undefined): string => (value === undefined || value === null ? "" : formatGoValue(value));
const flag = (value: Json | undefined): string => String(value === true);

function sealRows(seal: JsonObject): string[] {
  const recovery = seal["recovery_seal"] === true ? "Recovery " : "";
  const rows = [
    `${recovery}Seal Type | ${text(seal["type"])}`,
    `Initialized | ${flag(seal["initialized"])}`,
    `Sealed | ${flag(seal["sealed"])}`,
    `Total ${recovery}Shares | ${text(seal["n"] ?? 0)}`,
    `Threshold | ${text(seal["t"] ?? 0)}`,
  ];
  if (seal["sealed"] === true) {
    rows.push(
      `Unseal Progress | ${text(seal["progress"] ?? 0)}/${text(seal["t"] ?? 0)}`,
      `Unseal Nonce | ${text(seal["nonce"])}`,
    );
  }
  if (seal["migration"] === true) rows.push("Seal Migration in Progress | true");
  rows.push(
    `Version | ${text(seal["version"])}`,
    `Build Date | ${text(seal["build_date"])}`,
    `Storage Type | ${text(seal["storage_type"])}`,
  );
  if (text(seal["cluster_name"]) !== "" && text(seal["cluster_id"]) !== "") {
    rows.push(`Cluster Name | ${text(seal["cluster_name"])}`, `Cluster ID | ${text(seal["cluster_id"])}`);
  }
  return rows;
}

function haRows(seal: JsonObject, leader: JsonObject): string[] {
  const rows = [`HA Enabled | ${flag(leader["ha_enabled"])}`];
  if (leader["ha_enabled"] !== true) return rows;
  if (seal["sealed"] === true) return [...rows, "HA Mode | sealed"];
  const isSelf = leader["is_self"] === true;
  rows.push(`HA Cluster | ${text(leader["leader_cluster_address"])}`, `HA Mode | ${isSelf ? "active" : "standby"}`);
  const since = text(leader["active_time"]);
  if (isSelf && since !== "" && since !== zeroTime) rows.push(`Active Since | ${since}`);
  if (!isSelf) rows.push(`Active Node Address | ${text(leader["leader_address"]) || "<none>"}`);
  if (leader["performance_standby"] === true) {
    rows.push(
      "Performance Standby Node | true",
      `Performance Standby Last Remote WAL | ${text(leader["performance_standby_last_remote_wal"] ?? 0)}`,
    );
  }
  return rows;
}

function storageRows(seal: JsonObject, leader: JsonObject): string[] {
  const counters = [
    ["Raft Committed Index", "raft_committed_index"],
    ["Raft Applied Index", "raft_applied_index"],
    ["Last WAL", "last_wal"],
  ] as const;
  const rows = counters
    .filter(([, key]) => Number(text(leader[key] ?? 0)) > 0)
    .map(([title, key]) => `${title} | ${text(leader[key])}`);
  const warnings = seal["warnings"];
  if (isList(warnings) && warnings.length > 0) rows.push(`Warnings | ${formatGoValue(warnings)}`);
  return rows;
}

const zeroTime = "0001-01-01T00:00:00Z";

/** The members in the order of the API client's structs; those that may be left out are, where they are empty. */
function asJson(seal: JsonObject, leader: JsonObject): JsonObject {
  const optional = (from: JsonObject, keys: readonly string[]): JsonObject =>
    Object.fromEntries(
      keys.flatMap((key): [string, Json][] => {
        const value = from[key] ?? null;
        const isEmpty =
          value === null || value === "" || value === 0 || value === false || (isList(value) && value.length === 0);
        return isEmpty ? [] : [[key, value]];
      }),
    );
  return {
    type: seal["type"] ?? "",
    initialized: seal["initialized"] ?? false,
    sealed: seal["sealed"] ?? false,
    t: seal["t"] ?? 0,
    n: seal["n"] ?? 0,
    progress: seal["progress"] ?? 0,
    nonce: seal["nonce"] ?? "",
    version: seal["version"] ?? "",
    build_date: seal["build_date"] ?? "",
    migration: seal["migration"] ?? false,
    ...optional(seal, ["cluster_name", "cluster_id"]),
    recovery_seal: seal["recovery_seal"] ?? false,
    ...optional(seal, ["storage_type", "hcp_link_status", "hcp_link_resource_ID", "warnings"]),
    ha_enabled: leader["ha_enabled"] ?? false,
    ...optional(leader, ["is_self"]),
    active_time: leader["active_time"] ?? zeroTime,
    ...optional(leader, [
      "leader_address",
      "leader_cluster_address",
      "performance_standby",
      "performance_standby_last_remote_wal",
      "last_wal",
      "raft_committed_index",
      "raft_applied_index",
    ]),
  };
}
