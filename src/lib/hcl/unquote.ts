import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { digitValue } from "./char-reader.ts";

const simpleEscapes: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
  ["\\", 92],
  ['"', 34],
]);
const escapeWidths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/**
 * The text within double quotes, its escapes resolved; undefined where it is not well formed.
 * Where `interpolates`, what stands in `${…}` is left as it is.
 */
export function unquoteHcl(quoted: string, interpolates: boolean): string | undefined {
  if (quoted.length < 2 || !quoted.startsWith('"') || !quoted.endsWith('"')) return undefined;
  const inner = quoted.slice(1, -1);
  const bytes: number[] = [];
  let at = 0;
  while (at < inner.length) {
    if (interpolates && inner.startsWith("${", at)) {
      const end = interpolationEnd(inner, at);
      if (end === undefined || inner.slice(at, end).includes("\ufffd")) return undefined;
      bytes.push(...encodeUtf8(inner.slice(at, end)));
      at = end;
      continue;
    }
    const character = String.fromCodePoint(inner.codePointAt(at) ?? 0);
    if (character === "\n" || character === '"') return undefined;
    if (character !== "\\") {
      bytes.push(...encodeUtf8(character));
      at += character.length;
      continue;
    }
    const escape = readEscape(inner, at + 1);
    if (escape === undefined) return undefined;
    bytes.push(...escape.bytes);
    at = escape.end;
  }
  return decodeUtf8(Uint8Array.from(bytes));
}

function interpolationEnd(text: string, start: number): number | undefined {
  let braces = 1;
  for (let at = start + 2; at < text.length; at++) {
    if (text[at] === "{") braces++;
    if (text[at] === "}" && --braces === 0) return at + 1;
  }
  return undefined;
}

function readEscape(text: string, at: number): { bytes: Iterable<number>; end: number } | undefined {
  const kind = text[at] ?? "";
  const simple = simpleEscapes.get(kind);
  if (simple !== undefined) return { bytes: [simple], end: at + 1 };
  const width = escapeWidths.get(kind);
  if (width !== undefined) {
    const value = readDigits(text, at + 1, width, 16);
    if (value === undefined || value > 0x10ffff) return undefined;
    const bytes = kind === "x" ? [value] : encodeUtf8(String.fromCodePoint(value));
    return { bytes, end: at + 1 + width };
  }
  const octal = readDigits(text, at, 3, 8);
  return octal === undefined || octal > 255 ? undefined : { bytes: [octal], end: at + 3 };
}

function readDigits(text: string, at: number, width: number, base: number): number | undefined {
  if (at + width > text.length) return undefined;
  let value = 0;
  for (let index = at; index < at + width; index++) {
    const digit = digitValue(text.charCodeAt(index));
    if (digit >= base) return undefined;
    value = value * base + digit;
  }
  return value;
}
