import { formatGoValue, writeGoJson, type Json } from "../../lib/index.ts";
import { Failure } from "../failure.ts";
import type { Ui } from "../ui.ts";
import { secretStructs, secretToJson, type Secret } from "../wire/secret.ts";
import { isList, type JsonObject } from "../wire/value.ts";
import { fieldOf } from "./field.ts";
import { listTable, mapTable, printWarnings, secretTable } from "./secret-table.ts";
import { table } from "./columns.ts";
import { printYaml } from "./yaml.ts";

const formats = new Set(["json", "table", "yaml", "yml", "pretty", "raw"]);

export function isFormat(name: string): boolean {
  return formats.has(name);
}

const couldNotParse = (why: string): Failure => new Failure(`Could not parse output: ${why}`, 1);

/** Prints any value in JSON or YAML; the other formats cannot. */
export function printValue(ui: Ui, value: Json, structsAt: readonly string[] = []): number {
  ui.output(formatValue(ui.format, value, structsAt));
  return 0;
}

function formatValue(format: string, value: Json, structsAt: readonly string[]): string {
  switch (format) {
    case "json":
      return writeGoJson(value, { indent: "  ", structsAt });
    case "yaml":
    case "yml":
      return printYaml(value);
    case "raw":
      throw couldNotParse("This command does not support the -format=raw option; only `vault read` does.");
    case "pretty":
      throw couldNotParse("cannot use the pretty formatter for this type");
    default:
      throw couldNotParse("cannot use the table formatter for this type");
  }
}

export function printSecret(ui: Ui, secret: Secret | undefined): number {
  if (ui.format !== "table") return secret === undefined ? printValue(ui, null) : printWhole(ui, secret);
  if (secret === undefined) return 0;
  printWarnings(ui, secret);
  const rows = secretTable(secret);
  if (rows.length > 0) ui.output(mapTable(rows));
  return 0;
}

/** All of an answer, its warnings too. */
function printWhole(ui: Ui, secret: Secret): number {
  ui.note({ kind: "warnings-shown", requestId: secret.requestId });
  return printValue(ui, secretToJson(secret), secretStructs);
}

/** Prints the keys of a list's answer, with what more there is where `-detailed` asks for it. */
export function printList(ui: Ui, secret: Secret): number {
  const keys = secret.data?.["keys"] ?? null;
  if (ui.format !== "table") {
    return ui.detailed ? printWhole(ui, secret) : printValue(ui, keys);
  }
  printWarnings(ui, secret);
  if (!isList(keys)) throw couldNotParse("error: table formatter cannot output list for this data type");
  const odd = keys.find((key) => typeof key !== "string");
  if (odd !== undefined) throw couldNotParse(`${formatGoValue(odd)} is not a string`);
  const text = listTable(keys.map(String), ui.detailed ? secret.data?.["key_info"] : undefined);
  if (text !== undefined) ui.output(text);
  return 0;
}

/** Prints a map: a table of its keys, or JSON or YAML. */
export function printMap(ui: Ui, map: JsonObject): number {
  if (ui.format !== "table") return printValue(ui, map);
  const rows = secretTable({ ...bareSecret, data: map });
  if (rows.length > 0) ui.output(mapTable(rows));
  return 0;
}

const bareSecret: Secret = {
  requestId: "",
  leaseId: "",
  leaseDurationSeconds: 0,
  renewable: false,
  data: undefined,
  warnings: undefined,
  auth: undefined,
  wrapInfo: undefined,
};

/** A heading and rows, their cells divided by `|`, in the table format; `value` in the others. */
export function printRows(ui: Ui, rows: readonly string[], value: Json, structsAt: readonly string[] = []): number {
  if (ui.format !== "table") return printValue(ui, value, structsAt);
  ui.output(table(rows));
  return 0;
}

/** Prints one field of a secret alone. */
export function printField(ui: Ui, secret: Secret | undefined, field: string): number {
  return printFieldValue(ui, secret === undefined ? undefined : fieldOf(secret, field), field);
}

/** Prints the value of a field alone, or says that there is none. */
export function printFieldValue(ui: Ui, value: Json | undefined, field: string): number {
  if (value === undefined || value === null) throw new Failure(`Field "${field}" not present in secret`, 1);
  if (ui.format === "table" || ui.format === "raw") ui.value(formatGoValue(value));
  else if (ui.format === "pretty") ui.value("");
  else ui.value(formatValue(ui.format, value, []) + (ui.format === "json" ? "" : "\n"));
  return 0;
}

/** A list's keys, where an answer holds one. */
export function keysOf(secret: Secret | undefined): readonly Json[] | undefined {
  const keys = secret?.data?.["keys"];
  return isList(keys) ? keys : undefined;
}
