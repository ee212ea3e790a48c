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
  const structs = new Set(options.structsAt);
  const writer: Writer = {
    html: options.escapeHtml !== false,
    sorted:
      options.sortKeys === false ? () => false : structs.size === 0 ? () => true : (path) => !matches(structs, path),
    indent: options.indent,
    prefix: options.prefix ?? "",
  };
  return writeValue(writer, value, [], undefined, 0);
}

interface Writer {
  readonly html: boolean;
  readonly sorted: (path: readonly string[]) => boolean;
  readonly indent: string | undefined;
  readonly prefix: string;
}

function matches(structs: ReadonlySet<string>, path: readonly string[]): boolean {
  if (structs.has(path.join("."))) return true;
  for (const struct of structs) {
    if (!struct.includes("*")) continue;
    const parts = struct.split(".");
    if (parts.length === path.length && parts.every((part, index) => part === "*" || part === path[index])) return true;
  }
  return false;
}

/** `parent` and `name` say where the value is; they are joined only where something is within it. */
function writeValue(
  writer: Writer,
  value: unknown,
  parent: readonly string[],
  name: string | undefined,
  depth: number,
): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return writeString(writer, value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  const exact = exactNumberText(value);
  if (exact !== undefined) return exact;
  const path = name === undefined ? parent : [...parent, name];
  if (Array.isArray(value)) {
    const members = value.map((each, index) => writeValue(writer, each, path, String(index), depth + 1));
    return enclose(writer, "[", members, "]", depth);
  }
  if (typeof value !== "object") return "null";
  const keys = Object.keys(value);
  if (writer.sorted(path)) keys.sort(compareUtf8);
  const colon = writer.indent === undefined ? ":" : ": ";
  const members: string[] = [];
  for (const key of keys) {
    const member: unknown = Reflect.get(value, key);
    if (member === undefined) continue;
    members.push(writeString(writer, key) + colon + writeValue(writer, member, path, key, depth + 1));
  }
  return enclose(writer, "{", members, "}", depth);
}

function enclose(writer: Writer, open: string, members: readonly string[], close: string, depth: number): string {
  if (members.length === 0 || writer.indent === undefined) return open + members.join(",") + close;
  const line = `\n${writer.prefix}${writer.indent.repeat(depth)}`;
  return open + members.map((member) => `${line}${writer.indent}${member}`).join(",") + line + close;
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
