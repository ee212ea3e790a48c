/** The pieces that HCL's own form and its JSON form scan alike. */
import { digitValue, END, isDecimal } from "./char-reader.ts";
import type { CharReader } from "./char-reader.ts";
import type { HclTokenType } from "./token.ts";

const code = (character: string): number => character.charCodeAt(0);
const LOWER_E = code("e");
const UPPER_E = code("E");
const DOT = code(".");

/** Reads the digits from `first` on; answers the first character that is none, which is not taken. */
export function scanDigitsFrom(reader: CharReader, first: number): number {
  let current = first;
  let scanned = false;
  while (isDecimal(current)) {
    current = reader.next();
    scanned = true;
  }
  if (scanned && current !== END) reader.back();
  return current;
}

export function scanExponent(reader: CharReader, current: number): void {
  if (current !== LOWER_E && current !== UPPER_E) return;
  let next = reader.next();
  if (next === code("-") || next === code("+")) next = reader.next();
  scanDigitsFrom(reader, next);
}

function scanFraction(reader: CharReader): void {
  const after = scanDigitsFrom(reader, reader.peek());
  if (after !== LOWER_E && after !== UPPER_E) return;
  scanExponent(reader, reader.next());
}

/** What may follow a number's whole part; undefined where it is whole, and then the last character is taken back. */
export function scanNumberTail(reader: CharReader, current: number): HclTokenType | undefined {
  if (current === LOWER_E || current === UPPER_E) {
    scanExponent(reader, current);
    return "FLOAT";
  }
  if (current !== DOT) return undefined;
  scanFraction(reader);
  return "FLOAT";
}

/**
 * A quoted text whose opening quote is read. Quotes within `${…}` do not end it where `interpolates`,
 * and there it may also run over lines.
 */
export function scanQuoted(reader: CharReader, interpolates: boolean): void {
  let braces = 0;
  for (;;) {
    const current = reader.next();
    const inside = interpolates && braces > 0;
    if (current === END || (current === code("\n") && !inside)) {
      reader.fail("literal not terminated");
      return;
    }
    if (current === code('"') && !inside) return;
    if (braces === 0 && current === code("$") && reader.peek() === code("{")) {
      braces++;
      reader.next();
    } else if (braces > 0 && current === code("{")) {
      braces++;
    }
    if (braces > 0 && current === code("}")) braces--;
    if (current === code("\\")) scanEscape(reader, interpolates);
  }
}

function scanEscape(reader: CharReader, interpolates: boolean): void {
  const kind = reader.next();
  if (kind !== END && 'abfnrtv\\"'.includes(String.fromCodePoint(kind))) return;
  if (kind >= code("0") && kind <= code("7")) scanEscapeDigits(reader, kind, 8, 3, interpolates);
  else if (kind === code("x")) scanEscapeDigits(reader, reader.next(), 16, 2, interpolates);
  else if (kind === code("u")) scanEscapeDigits(reader, reader.next(), 16, 4, interpolates);
  else if (kind === code("U")) scanEscapeDigits(reader, reader.next(), 16, 8, interpolates);
  else reader.fail("illegal char escape");
}

function scanEscapeDigits(reader: CharReader, first: number, base: number, count: number, hcl: boolean): void {
  let current = first;
  let left = count;
  while (left > 0 && digitValue(current) < base) {
    current = reader.next();
    if (hcl && current === END) break;
    left--;
  }
  if (left > 0) reader.fail("illegal char escape");
  if (current === END) return;
  if (!hcl || left !== count) reader.back();
}
