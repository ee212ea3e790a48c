import { compareUtf8, numberText, type Json } from "../../lib/index.ts";
import { isList, isObject, type JsonObject } from "../wire/value.ts";

const foldColumn = 80;

/** A JSON value in YAML, its keys sorted, as the CLI prints it (JSON first, then through Go's yaml.v2). No newline at the end. */
export function printYaml(value: Json): string {
  if (isObject(value) && Object.keys(value).length > 0) return mapLines(value, 0).join("\n");
  if (isList(value) && value.length > 0) return listLines(value, 0).join("\n");
  const [first, ...rest] = scalar(value, -2, 0);
  return [first, ...rest].join("\n");
}

function mapLines(map: JsonObject, indent: number): string[] {
  const lines: string[] = [];
  const lead = " ".repeat(indent);
  for (const key of Object.keys(map).sort(compareKeys)) {
    const name = lead + keyText(key);
    const value = map[key] ?? null;
    if (isObject(value) && Object.keys(value).length > 0) lines.push(`${name}:`, ...mapLines(value, indent + 2));
    else if (isList(value) && value.length > 0) lines.push(`${name}:`, ...listLines(value, indent));
    else {
      const [first, ...rest] = scalar(value, indent, name.length + 2);
      lines.push(`${name}: ${first ?? ""}`, ...rest);
    }
  }
  return lines;
}

function listLines(list: readonly Json[], indent: number): string[] {
  const lines: string[] = [];
  for (const item of list) {
    const [first = "", ...rest] = itemLines(item, indent);
    lines.push(`${" ".repeat(indent)}- ${first}`, ...rest);
  }
  return lines;
}

/** The lines of a list's item, the first without its indentation. */
function itemLines(item: Json, indent: number): string[] {
  const isFull = isObject(item) ? Object.keys(item).length > 0 : isList(item) && item.length > 0;
  if (!isFull) return scalar(item, indent, indent + 2);
  const [first = "", ...rest] = isObject(item)
    ? mapLines(item, indent + 2)
    : listLines(isList(item) ? item : [], indent + 2);
  return [first.slice(indent + 2), ...rest];
}

/** The text of a plain value: its first line, and what must follow on lines of their own. */
function scalar(value: Json, indent: number, column: number): string[] {
  if (value === null) return ["null"];
  if (typeof value === "boolean") return [String(value)];
  const number = numberText(value);
  if (number !== undefined) return [printNumber(number)];
  if (typeof value === "string") return printString(value, indent, column);
  return [isList(value) ? "[]" : "{}"];
}

function printNumber(text: string): string {
  if (/^-?\d+$/.test(text)) {
    const value = BigInt(text);
    if (value >= -(1n << 63n) && value < 1n << 64n) return text;
  }
  return printFloat(Number(text));
}

/** Go's strconv.FormatFloat(value, 'g', -1, 64). */
function printFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  const [digits = "0", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 21) {
    return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  return String(value);
}

function printString(text: string, indent: number, column: number): string[] {
  if (isBlock(text)) return literalBlock(text, indent);
  return fold(quoted(text), column, indent + 2);
}

/** A key stands on its line, however long. */
function keyText(key: string): string {
  return quoted(key);
}

function isBlock(text: string): boolean {
  return text.includes("\n") && !hasSpecial(text) && !/ \n| $/.test(text);
}

function quoted(text: string): string {
  if (text === "" || text.includes("\n") || hasSpecial(text) || looksLikeAnotherType(text)) return doubleQuoted(text);
  return isPlain(text) ? text : singleQuoted(text);
}

/** Breaks a text at the first space past column 80, and again so on; two spaces together are left. */
function fold(text: string, column: number, indent: number): string[] {
  const quote = /^['"]/.exec(text)?.[0] ?? "";
  const end = quote === "" ? text.length : text.length - 2;
  const lines: string[] = [];
  let line = "";
  let width = column;
  for (let at = 0; at < text.length; at++) {
    const isInner = quote === "" || (at > 1 && at < end);
    const besideSpace = text[at - 1] === " " || (text[at + 1] === " " && quote !== '"');
    if (text[at] === " " && width > foldColumn && isInner && !besideSpace) {
      lines.push(line);
      line = " ".repeat(indent) + (text[at + 1] === " " ? "\\" : "");
      width = line.length;
    } else {
      line += text[at] ?? "";
      width++;
    }
  }
  return [...lines, line];
}

/** Whether a text holds characters that only double quotes can say: tabs, controls, and all beyond the basic plane. */
function hasSpecial(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const printable =
      code === 0x0a ||
      (code >= 0x20 && code <= 0x7e) ||
      (code >= 0xa0 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff);
    if (!printable) return true;
  }
  return false;
}

function literalBlock(text: string, indent: number): string[] {
  const hint = /^[ \n]/.test(text) ? "2" : "";
  const chomp = !text.endsWith("\n") ? "-" : text.endsWith("\n\n") || text === "\n" ? "+" : "";
  const lead = " ".repeat(indent + 2);
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  return [`|${hint}${chomp}`, ...body.split("\n").map((line) => (line === "" ? "" : lead + line))];
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\u0000": "\\0",
  "\u0007": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\u001b": "\\e",
  "\u0085": "\\N",
  "\u00a0": "\\_",
  "\u2028": "\\L",
  "\u2029": "\\P",
};

function doubleQuoted(text: string): string {
  let out = "";
  for (const character of text)
    out += shortEscapes[character] ?? (hasSpecial(character) ? hexEscape(character) : character);
  return `"${out}"`;
}

function hexEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** Whether YAML would read the bare text as something other than a string. */
function looksLikeAnotherType(text: string): boolean {
  if (
    /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|true|True|TRUE|false|False|FALSE|~|null|Null|NULL|\.nan|\.NaN|\.NAN|[+-]?\.(?:inf|Inf|INF))$/.test(
      text,
    )
  ) {
    return true;
  }
  if (/^[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?$/.test(text)) return true;
  if (
    /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::\d{2})?))?)?$/.test(
      text,
    )
  )
    return true;
  const bare = text.replaceAll("_", "");
  if (/^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|\d+)$/.test(bare)) return /^[-+0-9.]/.test(text);
  return /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(bare) && /^[-+.0-9]/.test(text);
}

/** Whether a single line can stand without quotes. */
function isPlain(text: string): boolean {
  if (/^[\s]|[\s]$/.test(text) || text.includes("\n")) return false;
  if (/^(?:---|\.\.\.)/.test(text)) return false;
  if (/^[-?:](?:\s|$)/.test(text)) return false;
  if (/^[,[\]{}#&*!|>'"%@`]/.test(text)) return false;
  return !/: |:$| #/.test(text) && !/[\u0085\u2028\u2029]/.test(text);
}

/** yaml.v2's order of keys: numbers inside texts count as numbers, letters after what is no letter. */
function compareKeys(left: string, right: string): number {
  const a = Array.from(left);
  const b = Array.from(right);
  let digits = false;
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a[i] ?? "";
    const y = b[i] ?? "";
    if (x === y) {
      digits = isDigit(x);
      continue;
    }
    const xLetter = /^\p{L}$/u.test(x);
    const yLetter = /^\p{L}$/u.test(y);
    if (xLetter && yLetter) return compareUtf8(x, y);
    if (xLetter || yLetter) return digits === xLetter ? -1 : 1;
    return compareDigits(a, b, i) || compareUtf8(x, y);
  }
  return a.length - b.length;
}

function compareDigits(a: readonly string[], b: readonly string[], at: number): number {
  let from = at;
  if (a[at] === "0" || b[at] === "0") {
    for (let j = at - 1; j >= 0 && isDigit(a[j] ?? ""); j--) if (a[j] !== "0") from = j;
    if (from === at && (isDigit(a[at] ?? "") || isDigit(b[at] ?? ""))) from = at;
  }
  const x = Number(/^\d*/.exec(a.slice(at).join(""))?.[0] || "0");
  const y = Number(/^\d*/.exec(b.slice(at).join(""))?.[0] || "0");
  return x - y;
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9" && character.length === 1;
}
