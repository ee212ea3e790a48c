import { compareUtf8 } from "./bytes.ts";
import { exactNumberText } from "./exact-number.ts";

export interface GoJsonOptions {
  /** Writes < > & as \u003c \u003e \u0026, as json.Marshal does. Default true. */
  readonly escapeHtml?: boolean;
  /** Maps are written in the order of their keys' bytes. False keeps every object's own order. Default true. */
  readonly sortKeys?: boolean;
  /**
   * Where Go has a struct and not a map: these objects keep their own order while all others are sorted.
   * "" is the outermost value, "auth" a member of it, "auth.mfa_requirement" one of that. (`*` stands for any one name or index.)
   */
  readonly structsAt?: readonly string[];
  /** json.MarshalIndent's: set to write one member a line. */
  readonly indent?: string;
  /** json.MarshalIndent's: begins every line but the first. */
  readonly prefix?: string;
}

/** What Go's encoding/json writes for a value. Members that are undefined are left out. No newline at the end. */
export function writeGoJson(value: unknown, options: GoJsonOptions = {}): string {
  const writer: Writer = {
    html: options.escapeHtml !== false,
    sorts: options.sortKeys !== false,
    indent: options.indent,
    prefix: options.prefix ?? "",
  };
  return writeValue(writer, value, structsAt(options.structsAt), 0);
}

interface Writer {
  readonly html: boolean;
  readonly sorts: boolean;
  readonly indent: string | undefined;
  readonly prefix: string;
}

/** What `structsAt` says of a value and of what is within it; a value walks down it as it is written. */
interface Structs {
  readonly isStruct: boolean;
  readonly named: ReadonlyMap<string, Structs>;
  readonly anyOther: Structs | undefined;
}

const readStructs = new WeakMap<readonly string[], Structs>();

function structsAt(paths: readonly string[] | undefined): Structs | undefined {
  if (paths === undefined) return undefined;
  let structs = readStructs.get(paths);
  if (structs === undefined) {
    structs = structsBelow(paths.map((path) => (path === "" ? [] : path.split("."))));
    readStructs.set(paths, structs);
  }
  return structs;
}

function structsBelow(paths: readonly (readonly string[])[]): Structs {
  const below = (name: string): Structs =>
    structsBelow(paths.filter(([first]) => first === name || first === "*").map((path) => path.slice(1)));
  const names = new Set(paths.flatMap(([first]) => first ?? []));
  return {
    isStruct: paths.some((path) => path.length === 0),
    named: new Map([...names].map((name) => [name, below(name)])),
    anyOther: names.has("*") ? below("*") : undefined,
  };
}

function writeValue(writer: Writer, value: unknown, structs: Structs | undefined, depth: number): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return writeString(writer, value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value !== "object") return "null";
  if (Array.isArray(value)) return writeArray(writer, value, structs, depth);
  return exactNumberText(value) ?? writeObject(writer, value, structs, depth);
}

function writeArray(writer: Writer, items: readonly unknown[], structs: Structs | undefined, depth: number): string {
  const line = lineWithin(writer, depth);
  let written = "";
  for (let index = 0; index < items.length; index++) {
    const structsOfItem = structs && (structs.named.get(String(index)) ?? structs.anyOther);
    written += (index === 0 ? line : `,${line}`) + writeValue(writer, items[index], structsOfItem, depth + 1);
  }
  return written === "" ? "[]" : `[${written}${lineAfter(writer, depth)}]`;
}

function writeObject(writer: Writer, value: object, structs: Structs | undefined, depth: number): string {
  const keys = Object.keys(value);
  if (writer.sorts && structs?.isStruct !== true) sortKeys(keys);
  const line = lineWithin(writer, depth);
  let written = "";
  for (const key of keys) {
    const member: unknown = Reflect.get(value, key);
    if (member === undefined) continue;
    const structsOfMember = structs && (structs.named.get(key) ?? structs.anyOther);
    written += (written === "" ? line : `,${line}`) + writeName(writer, key);
    written += writeValue(writer, member, structsOfMember, depth + 1);
  }
  return written === "" ? "{}" : `{${written}${lineAfter(writer, depth)}}`;
}

/** Names of members as they are written, colon and all: they are the same few again and again. */
const writtenNames = new Map<string, string>();
const rememberedNames = 1024;

function writeName(writer: Writer, name: string): string {
  if (writer.indent !== undefined) return `${writeString(writer, name)}: `;
  const known = writtenNames.get(name);
  if (known !== undefined) return known;
  const written = `${writeString(writer, name)}:`;
  if (isPlain(name)) {
    if (writtenNames.size >= rememberedNames) writtenNames.clear();
    writtenNames.set(name, written);
  }
  return written;
}

/** Most are in order already, and finding that out costs less than a sort. */
function sortKeys(keys: string[]): void {
  for (let index = 1; index < keys.length; index++) {
    if (compareUtf8(keys[index - 1] ?? "", keys[index] ?? "") > 0) {
      keys.sort(compareUtf8);
      return;
    }
  }
}

function lineWithin(writer: Writer, depth: number): string {
  return writer.indent === undefined ? "" : `\n${writer.prefix}${writer.indent.repeat(depth + 1)}`;
}

function lineAfter(writer: Writer, depth: number): string {
  return writer.indent === undefined ? "" : `\n${writer.prefix}${writer.indent.repeat(depth)}`;
}

function writeString(writer: Writer, text: string): string {
  if (isPlain(text)) return `"${text}"`;
  let written = '"';
  for (const character of text) written += escapeCharacter(writer, character);
  return `${written}"`;
}

/** Nothing in it is ever escaped, so that it can be written in one piece. */
function isPlain(text: string): boolean {
  return /^[ !#-%'-;=?-[\]-~]*$/.test(text);
}

function escapeCharacter(writer: Writer, character: string): string {
  switch (character) {
    case '"':
      return '\\"';
    case "\\":
      return "\\\\";
    case "\b":
      return "\\b";
    case "\f":
      return "\\f";
    case "\n":
      return "\\n";
    case "\r":
      return "\\r";
    case "\t":
      return "\\t";
    case "<":
    case ">":
    case "&":
      return writer.html ? unicodeEscape(character) : character;
    case "\u2028":
    case "\u2029":
      return unicodeEscape(character);
    default:
  }
  if (character < " ") return unicodeEscape(character);
  return character.length === 1 && character >= "\ud800" && character <= "\udfff" ? "\ufffd" : character;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
