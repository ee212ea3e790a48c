/** What a caller sent, converted to what a field's schema says; the error texts are those of Vault's decoder. */
import { formatGoValue, numberText, quoteGo, type Json } from "../../lib/index.ts";
import { parseDurationSeconds } from "./duration-seconds.ts";
import type { FieldType } from "./types.ts";

export type Converted =
  | { readonly ok: true; readonly value: Json | undefined }
  | { readonly ok: false; readonly error: string };

type Converter = (raw: Json) => Converted;

const converted = (value: Json | undefined): Converted => ({ ok: true, value });
const refused = (error: string): Converted => ({ ok: false, error });

export function convertField(type: FieldType, raw: Json): Converted {
  return converters[type](raw);
}

export function zeroValue(type: FieldType): Json {
  return zeroValues[type];
}

const zeroValues: Readonly<Record<FieldType, Json>> = {
  string: "",
  lowercaseString: "",
  nameString: "",
  int: 0,
  int64: 0,
  duration: 0,
  signedDuration: 0,
  float: 0,
  bool: false,
  map: {},
  kvPairs: {},
  header: {},
  slice: [],
  stringSlice: [],
  commaStringSlice: [],
  commaIntSlice: [],
  time: null,
};

const converters: Readonly<Record<FieldType, Converter>> = {
  string: toText,
  lowercaseString: (raw) => mapText(toText(raw), (text) => converted(text.toLowerCase())),
  nameString: (raw) =>
    mapText(toText(raw), (text) =>
      /^\w(?:[\w\-.]*\w)?$/.test(text) ? converted(text) : refused("field does not match the formatting rules"),
    ),
  int: toInteger,
  int64: toInteger,
  float: toFloat,
  bool: toBoolean,
  map: toMap,
  kvPairs: toKeyValuePairs,
  slice: (raw) => converted(raw === null ? [] : Array.isArray(raw) ? raw : isEmptyObject(raw) ? [] : [raw]),
  stringSlice: (raw) => (raw === "" ? converted([]) : toTextList(raw)),
  commaStringSlice: (raw) => (raw === "" ? converted([]) : toTextList(typeof raw === "string" ? raw.split(",") : raw)),
  commaIntSlice: toIntegerList,
  duration: (raw) => toDuration(raw, false),
  signedDuration: (raw) => toDuration(raw, true),
  time: (raw) => converted(raw),
  header: (raw) => converted(raw),
};

/** The decoder lists what is wrong within a list; of a single value it says no more than that. */
function decodeError(...problems: readonly string[]): Converted {
  const lines = problems.map((problem) => `* ${problem}`).toSorted();
  return refused(`${problems.length} error(s) decoding:\n\n${lines.join("\n")}`);
}

function unconvertible(name: string, goType: string, raw: Json): string {
  return `'${name}' expected type '${goType}', got unconvertible type '${goTypeOf(raw)}', value: '${formatGoValue(raw)}'`;
}

/** Text, an error as `{ error }`, as the decoder's weak typing has it: a number is its own text, a boolean is 1 or 0. */
function weakText(name: string, raw: Json): { readonly text: string } | { readonly error: string } {
  if (raw === null) return { text: "" };
  if (typeof raw === "string") return { text: raw };
  const number = numberText(raw);
  if (number !== undefined) return { text: number };
  if (typeof raw === "boolean") return { text: raw ? "1" : "0" };
  return { error: unconvertible(name, "string", raw) };
}

function toText(raw: Json): Converted {
  const weak = weakText("", raw);
  return "text" in weak ? converted(weak.text) : refused(weak.error);
}

function mapText(from: Converted, next: (text: string) => Converted): Converted {
  return from.ok && typeof from.value === "string" ? next(from.value) : from;
}

function toInteger(raw: Json): Converted {
  if (raw === null) return converted(0);
  if (typeof raw === "boolean") return converted(raw ? 1 : 0);
  const text = typeof raw === "string" ? raw : numberText(raw);
  if (text === undefined) return refused(unconvertible("", "int", raw));
  const parsed = parseInteger(text);
  return typeof parsed === "number" ? converted(parsed) : refused(`cannot parse '' as int: ${parsed.error}`);
}

function parseInteger(text: string): number | { readonly error: string } {
  if (text === "") return 0;
  if (/^[+-]?(?:\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(text)) {
    const negative = text.startsWith("-");
    const digits = text.replace(/^[+-]/, "");
    const value = Number(/^0\d+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    if (!Number.isNaN(value)) return negative ? -value : value;
  }
  return { error: `strconv.ParseInt: parsing ${quoteGo(text)}: invalid syntax` };
}

function toFloat(raw: Json): Converted {
  if (raw === null || raw === "") return converted(0);
  if (typeof raw === "boolean") return converted(raw ? 1 : 0);
  const text = typeof raw === "string" ? raw : numberText(raw);
  if (text === undefined) return refused(unconvertible("", "float64", raw));
  const value = Number(text);
  if (!Number.isNaN(value)) return converted(value);
  return refused(`cannot parse '' as float: strconv.ParseFloat: parsing ${quoteGo(text)}: invalid syntax`);
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "true", "TRUE", "True"].map((text) => [text, true] as const),
  ...["0", "f", "F", "false", "FALSE", "False", ""].map((text) => [text, false] as const),
]);

function toBoolean(raw: Json): Converted {
  if (raw === null) return converted(false);
  if (typeof raw === "boolean") return converted(raw);
  const text = typeof raw === "string" ? raw : numberText(raw);
  if (text === undefined) return refused(unconvertible("", "bool", raw));
  const truth = truths.get(text);
  if (truth !== undefined) return converted(truth);
  return refused(`cannot parse '' as bool: strconv.ParseBool: parsing ${quoteGo(text)}: invalid syntax`);
}

function toMap(raw: Json): Converted {
  if (isObject(raw)) return converted(raw);
  const merged: [string, Json][] = [];
  const problem = mergeInto(merged, "", raw);
  return problem === undefined ? converted(Object.fromEntries(merged)) : refused(problem);
}

/** A list of objects is one object with the members of all of them. */
function mergeInto(merged: [string, Json][], name: string, raw: Json): string | undefined {
  if (raw === null) return undefined;
  if (isObject(raw)) {
    merged.push(...Object.entries(raw));
    return undefined;
  }
  if (!Array.isArray(raw)) return `'${name}' expected a map, got '${typeof raw === "boolean" ? "bool" : "string"}'`;
  for (const [index, item] of raw.entries()) {
    const problem = mergeInto(merged, `${name}[${index}]`, item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function toKeyValuePairs(raw: Json): Converted {
  if (isObject(raw)) return textMap(raw);
  if (Array.isArray(raw) && raw.length === 0) return converted({});
  const list = weakTexts(raw);
  if ("problems" in list) return decodeError(...list.problems);
  // A name may be one that every object has, as __proto__: a Map keeps it like any other.
  const pairs = new Map<string, string>();
  for (const pair of list.texts) {
    const equals = pair.indexOf("=");
    if (equals <= 0) return refused(`invalid key pair ${quoteGo(pair)}`);
    pairs.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return converted(Object.fromEntries(pairs));
}

function textMap(raw: Readonly<Record<string, Json>>): Converted {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(raw)) {
    const weak = weakText(name, value);
    // A map that holds anything but texts is then tried as a list of pairs, which fails on the map itself.
    if ("error" in weak) return decodeError(unconvertible("[0]", "string", raw));
    texts.set(name, weak.text);
  }
  return converted(Object.fromEntries(texts));
}

/** A list of texts; a single value is a list of one. Spaces around each are taken off. */
function toTextList(raw: Json): Converted {
  const list = weakTexts(raw);
  return "texts" in list ? converted(list.texts) : decodeError(...list.problems);
}

function weakTexts(raw: Json): { readonly texts: string[] } | { readonly problems: string[] } {
  if (raw === null || isEmptyObject(raw)) return { texts: [] };
  const items: readonly Json[] = Array.isArray(raw) ? raw : [raw];
  const texts: string[] = [];
  const problems: string[] = [];
  for (const [index, item] of items.entries()) {
    if (typeof item === "string") {
      texts.push(item.trim());
      continue;
    }
    const weak = weakText(`[${index}]`, item);
    if ("text" in weak) texts.push(weak.text.trim());
    else problems.push(weak.error);
  }
  return problems.length === 0 ? { texts } : { problems };
}

function toIntegerList(raw: Json): Converted {
  if (raw === null || raw === "") return converted([]);
  const items: readonly Json[] = Array.isArray(raw) ? raw : typeof raw === "string" ? raw.split(",") : [raw];
  const numbers: number[] = [];
  const problems: string[] = [];
  for (const [index, item] of items.entries()) {
    const text = typeof item === "string" ? item : numberText(item);
    if (text === undefined) {
      problems.push(unconvertible(`[${index}]`, "int", item));
      continue;
    }
    const parsed = parseInteger(text);
    if (typeof parsed === "number") numbers.push(parsed);
    else problems.push(`cannot parse '[${index}]' as int: ${parsed.error}`);
  }
  return problems.length === 0 ? converted(numbers) : decodeError(...problems);
}

function toDuration(raw: Json, mayBeNegative: boolean): Converted {
  if (raw === null) return converted(undefined);
  const parsed = parseDurationSeconds(raw);
  if (typeof parsed !== "number") return refused(parsed.error);
  const seconds = Math.trunc(parsed);
  if (seconds < 0 && !mayBeNegative) return refused(`cannot provide negative value '${seconds}'`);
  return converted(seconds === 0 ? 0 : seconds);
}

function isObject(raw: Json): raw is { readonly [key: string]: Json } {
  return raw !== null && typeof raw === "object" && !Array.isArray(raw) && numberText(raw) === undefined;
}

function isEmptyObject(raw: Json): boolean {
  return isObject(raw) && Object.keys(raw).length === 0;
}

function goTypeOf(raw: Json): string {
  if (Array.isArray(raw)) return "[]interface {}";
  if (isObject(raw)) return "map[string]interface {}";
  if (typeof raw === "boolean") return "bool";
  return typeof raw === "string" ? "string" : "json.Number";
}
