import { CharReader, digitValue, END, isDecimal, isDigit, isLetter, isWhitespace } from "./char-reader.ts";
import type { HclPosition } from "./position.ts";
import { scanDigitsFrom, scanExponent, scanNumberTail, scanQuoted } from "./scan-literals.ts";
import type { HclToken, HclTokenType } from "./token.ts";

const punctuation: ReadonlyMap<string, HclTokenType> = new Map([
  ["[", "LBRACK"],
  ["]", "RBRACK"],
  ["{", "LBRACE"],
  ["}", "RBRACE"],
  [",", "COMMA"],
  ["=", "ASSIGN"],
  ["+", "ADD"],
]);
const code = (character: string): number => character.charCodeAt(0);

/** Cuts an HCL text into tokens. What cannot be read is told to `onError`, and scanning goes on. */
export class HclScanner {
  private readonly reader: CharReader;

  constructor(text: string, onError: (position: HclPosition, message: string) => void) {
    this.reader = new CharReader(text, onError, true);
  }

  scan(): HclToken {
    const reader = this.reader;
    let first = reader.next();
    while (isWhitespace(first)) first = reader.next();
    const position = reader.lastPosition();
    const type = this.scanFrom(first, position.offset);
    return { type, position, text: reader.text.slice(position.offset, reader.offset), json: false };
  }

  private scanFrom(first: number, start: number): HclTokenType {
    const reader = this.reader;
    if (isLetter(first)) {
      const word = this.scanIdentifier(start);
      return word === "true" || word === "false" ? "BOOL" : "IDENT";
    }
    if (isDecimal(first)) return this.scanNumber(first);
    if (first === END) return "EOF";
    const character = String.fromCodePoint(first);
    switch (character) {
      case '"':
        scanQuoted(reader, true);
        return "STRING";
      case "#":
      case "/":
        this.scanComment(character);
        return "COMMENT";
      case "<":
        this.scanHeredoc();
        return "HEREDOC";
      case ".":
        if (!isDecimal(reader.peek())) return "PERIOD";
        scanExponent(reader, scanDigitsFrom(reader, reader.peek()));
        return "FLOAT";
      case "-":
        return isDecimal(reader.peek()) ? this.scanNumber(reader.next()) : "SUB";
      default: {
        const type = punctuation.get(character);
        if (type !== undefined) return type;
        reader.fail("illegal char");
        return "ILLEGAL";
      }
    }
  }

  private scanIdentifier(start: number): string {
    const reader = this.reader;
    let current = reader.next();
    while (isLetter(current) || isDigit(current) || current === code("-") || current === code(".")) {
      current = reader.next();
    }
    if (current !== END) reader.back();
    return reader.text.slice(start, reader.offset);
  }

  private scanComment(opening: string): void {
    const reader = this.reader;
    if (opening === "#" || reader.peek() !== code("*")) {
      if (opening === "/" && reader.peek() !== code("/")) {
        reader.fail("expected '/' for comment");
        return;
      }
      let current = reader.next();
      while (current !== code("\n") && current !== END) current = reader.next();
      if (current !== END) reader.back();
      return;
    }
    reader.next();
    let current = reader.next();
    for (;;) {
      if (current === END) {
        reader.fail("comment not terminated");
        return;
      }
      const previous = current;
      current = reader.next();
      if (previous === code("*") && current === code("/")) return;
    }
  }

  private scanNumber(first: number): HclTokenType {
    const reader = this.reader;
    if (first === code("0")) return this.scanAfterZero();
    scanDigitsFrom(reader, first);
    const after = reader.next();
    const tail = scanNumberTail(reader, after);
    if (tail !== undefined) return tail;
    if (after !== END) reader.back();
    return "NUMBER";
  }

  private scanAfterZero(): HclTokenType {
    const reader = this.reader;
    let current = reader.next();
    if (current === code("x") || current === code("X")) {
      current = reader.next();
      const found = digitValue(current) < 16;
      while (digitValue(current) < 16) current = reader.next();
      if (!found) reader.fail("illegal hexadecimal number");
      if (current !== END) reader.back();
      return "NUMBER";
    }
    let illegalOctal = false;
    while (isDecimal(current)) {
      current = reader.next();
      if (current === code("8") || current === code("9")) illegalOctal = true;
    }
    const tail = scanNumberTail(reader, current);
    if (tail !== undefined) return tail;
    if (illegalOctal) reader.fail("illegal octal number");
    if (current !== END) reader.back();
    return "NUMBER";
  }

  private scanHeredoc(): void {
    const reader = this.reader;
    if (reader.next() !== code("<")) return reader.fail("heredoc expected second '<', didn't see it");
    const anchorStart = reader.offset;
    let current = reader.next();
    if (current === code("-")) current = reader.next();
    while (isLetter(current) || isDigit(current)) current = reader.next();
    if (current === END) return reader.fail("heredoc not terminated");
    if (current === code("\r") && reader.peek() === code("\n")) current = reader.next();
    if (current !== code("\n")) return reader.fail("invalid characters in heredoc anchor");
    const anchor = reader.text.slice(anchorStart, reader.offset - 1);
    const word = anchor.startsWith("-") ? anchor.slice(1) : anchor;
    if (word === "") return reader.fail("zero-length heredoc anchor");
    let lineStart = reader.offset;
    for (;;) {
      current = reader.next();
      if (current === code("\n")) {
        const line = reader.text.slice(lineStart, reader.offset - 1);
        // A line shorter than the anchor (its dash counted) never ends the text.
        if (line.length >= anchor.length && line.replace(/^[\t\n\v\f\r ]*/, "").replace(/\r*$/, "") === word) return;
        lineStart = reader.offset;
      }
      if (current === END) return reader.fail("heredoc not terminated");
    }
  }
}
