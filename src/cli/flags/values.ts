import { parseGoInt, parseVaultDuration, quoteGo } from "../../lib/index.ts";
import type { FlagSpec } from "./spec.ts";

/** A flag's value once read. Durations are nanoseconds. */
export type FlagValue = string | boolean | bigint | readonly string[] | ReadonlyMap<string, string> | undefined;

/** Trouble in a flag's value, in the words of Go's standard library. */
class ValueError extends Error {}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "TRUE", "true", "True"].map((word) => [word, true] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((word) => [word, false] as const),
]);

/** Go's strconv.ParseBool. */
export function parseBool(text: string): boolean {
  const value = truths.get(text);
  if (value === undefined) throw new ValueError(`strconv.ParseBool: parsing ${quoteGo(text)}: invalid syntax`);
  return value;
}

export function isBoolean(spec: FlagSpec): boolean {
  return spec.kind === "bool" || spec.kind === "optional-bool";
}

/** What a flag holds once `text` is given to it, on top of what it held. Throws {@link ValueError}. */
export function readValue(spec: FlagSpec, text: string, before: FlagValue): FlagValue {
  switch (spec.kind) {
    case "string":
      return text;
    case "bool":
    case "optional-bool":
      return parseBool(text);
    case "int":
      return text === "" ? 0n : parseInteger(text);
    case "uint":
      return parseUnsigned(text);
    case "duration":
      return parseDuration(text === "system" ? "-1" : text);
    case "strings":
      return [...(Array.isArray(before) ? before : []), text.trim()];
    default:
      return addPair(before instanceof Map ? before : new Map<string, string>(), text);
  }
}

function addPair(before: ReadonlyMap<string, string>, text: string): ReadonlyMap<string, string> {
  const at = text.indexOf("=");
  if (at < 0) throw new ValueError(`missing = in KV pair: ${quoteGo(text)}`);
  return new Map(before).set(text.slice(0, at), text.slice(at + 1));
}

const blankValues: Readonly<Record<FlagSpec["kind"], FlagValue>> = {
  string: "",
  bool: false,
  "optional-bool": undefined,
  int: 0n,
  uint: 0n,
  duration: 0n,
  strings: undefined,
  pairs: undefined,
};

/** What a flag holds before anything is typed: its variable's value where that can be read, else its fallback. */
export function initialValue(spec: FlagSpec, environment: Readonly<Record<string, string>>): FlagValue {
  const given = spec.variable === undefined ? undefined : environment[spec.variable];
  if (given !== undefined) {
    if (spec.kind === "strings") return given.split(",").map((part) => part.trim());
    try {
      return readValue(spec, given, undefined);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
    }
  }
  if (spec.fallback !== undefined) return readValue(spec, spec.fallback, undefined);
  return blankValues[spec.kind];
}

function parseInteger(text: string): bigint {
  const parsed = parseGoInt(text);
  if (!parsed.ok) throw new ValueError(parsed.error);
  return parsed.value;
}

function parseUnsigned(text: string): bigint {
  if (!/^\d+$/.test(text)) throw new ValueError(`strconv.ParseUint: parsing ${quoteGo(text)}: invalid syntax`);
  const value = BigInt(text);
  if (BigInt.asUintN(64, value) !== value) {
    throw new ValueError(`strconv.ParseUint: parsing ${quoteGo(text)}: value out of range`);
  }
  return value;
}

function parseDuration(text: string): bigint {
  const parsed = parseVaultDuration(text);
  if (!parsed.ok) throw new ValueError(parsed.error);
  return parsed.ns;
}
