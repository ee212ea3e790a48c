import {
  compareUtf8,
  formatGoTime,
  formatGoValue,
  formatHumanSeconds,
  numberText,
  parseGoInt,
  parseRfc3339,
  quoteGo,
  type Json,
} from "../../lib/index.ts";
import type { Ui } from "../ui.ts";
import type { Secret, SecretAuth, WrapInfo } from "../wire/secret.ts";
import { isObject, isList, type JsonObject } from "../wire/value.ts";
import { cellMark, table } from "./columns.ts";
import { wrapText } from "./wrap.ts";

/** The warnings that came with an answer, each wrapped, an empty line after each. */
export function printWarnings(ui: Ui, secret: Secret): void {
  const warnings = secret.warnings ?? [];
  if (warnings.length === 0) return;
  ui.note({ kind: "warnings-shown", requestId: secret.requestId });
  ui.warn("WARNING! The following warnings were returned from Vault:\n");
  for (const warning of warnings) {
    ui.warn(wrapText(`* ${warning}`, 2));
    ui.warn("");
  }
}

/** The rows of a secret's table, without the heading. */
export function secretTable(secret: Secret): string[] {
  return [
    ...leaseRows(secret),
    ...(secret.auth === undefined ? [] : authRows(secret.auth)),
    ...(secret.wrapInfo === undefined ? [] : wrapRows(secret.wrapInfo)),
    ...dataRows(secret.data ?? {}),
  ];
}

export function mapTable(rows: readonly string[]): string {
  return table([row("Key", "Value"), ...rows], cellMark);
}

function row(key: string, value: string): string {
  return `${key} ${cellMark} ${value}`;
}

function leaseRows(secret: Secret): string[] {
  if (secret.leaseDurationSeconds <= 0) return [];
  const duration = formatHumanSeconds(secret.leaseDurationSeconds);
  if (secret.leaseId === "") return [row("refresh_interval", duration)];
  return [
    row("lease_id", secret.leaseId),
    row("lease_duration", duration),
    row("lease_renewable", String(secret.renewable)),
  ];
}

function authRows(auth: SecretAuth): string[] {
  if (auth.mfaRequirement !== undefined) return mfaRows(auth.mfaRequirement);
  return [
    row("token", auth.clientToken),
    row("token_accessor", auth.accessor),
    row("token_duration", auth.leaseDurationSeconds === 0 ? "∞" : formatHumanSeconds(auth.leaseDurationSeconds)),
    row("token_renewable", String(auth.renewable)),
    row("token_policies", quoteList(auth.tokenPolicies)),
    row("identity_policies", quoteList(auth.identityPolicies)),
    row("policies", quoteList(auth.policies)),
    ...[...(auth.metadata ?? [])]
      .sort(([a], [b]) => compareUtf8(a, b))
      .map(([key, value]) => row(`token_meta_${key}`, value)),
  ];
}

function quoteList(texts: readonly string[] | undefined): string {
  return `[${(texts ?? []).map(quoteGo).join(" ")}]`;
}

function mfaRows(requirement: JsonObject): string[] {
  const rows = [row("mfa_request_id", formatGoValue(requirement["mfa_request_id"] ?? ""))];
  const constraints = requirement["mfa_constraints"];
  for (const [name, set] of isObject(constraints) ? Object.entries(constraints) : []) {
    const any = isObject(set) ? set["any"] : undefined;
    for (const one of isList(any) ? any : []) {
      if (!isObject(one)) continue;
      const lead = `mfa_constraint_${name}_${formatGoValue(one["type"] ?? "")}`;
      rows.push(row(`${lead}_id`, formatGoValue(one["id"] ?? "")));
      rows.push(row(`${lead}_uses_passcode`, String(one["uses_passcode"] === true)));
      if (typeof one["name"] === "string" && one["name"] !== "") rows.push(row(`${lead}_name`, one["name"]));
    }
  }
  return rows;
}

function wrapRows(info: WrapInfo): string[] {
  const created = parseRfc3339(info.creationTime);
  return [
    row("wrapping_token:", info.token),
    row("wrapping_accessor:", info.accessor),
    row("wrapping_token_ttl:", formatHumanSeconds(info.ttlSeconds)),
    row("wrapping_token_creation_time:", created === undefined ? info.creationTime : formatGoTime(created)),
    row("wrapping_token_creation_path:", info.creationPath),
    ...(info.wrappedAccessor === "" ? [] : [row("wrapped_accessor:", info.wrappedAccessor)]),
  ];
}

function dataRows(data: JsonObject): string[] {
  return Object.keys(data)
    .sort(compareUtf8)
    .map((key) => row(key, formatCell(key, data[key] ?? null)));
}

/** A whole number under a name that sounds like a span is shown as one. */
function formatCell(name: string, value: Json): string {
  const number = soundsLikeDuration(name) ? numberText(value) : undefined;
  const seconds = number === undefined ? undefined : parseGoInt(number);
  return seconds?.ok === true ? formatHumanSeconds(Number(seconds.value)) : formatGoValue(value);
}

function soundsLikeDuration(name: string): boolean {
  return /(?:^|_)(?:period|ttl|duration)$/.test(name) || name === "lease_max" || name === "ttl_max";
}

/** The table of a list's keys; undefined where there are none. `info` tells more of each key, by key. */
export function listTable(keys: readonly string[], info: Json | undefined): string | undefined {
  if (keys.length === 0) return undefined;
  const sorted = [...keys].sort(compareUtf8);
  const details = isObject(info) ? info : {};
  const headings = new Set<string>();
  for (const [key, more] of Object.entries(details)) {
    const isShown = sorted.includes(key) || compareUtf8(key, sorted.at(-1) ?? "") > 0;
    if (isShown && isObject(more)) for (const heading of Object.keys(more)) headings.add(heading);
  }
  const names = [...headings].sort(compareUtf8);
  const rows = sorted.map((key) => {
    const more = details[key];
    if (names.length === 0) return key;
    if (!isObject(more)) return key;
    return [key, ...names.map((name) => (name in more ? formatCell(name, more[name] ?? null) : "n/a"))].join(cellMark);
  });
  return table([["Keys", ...names].join(cellMark), ...rows], cellMark);
}
