import type { HclPosition } from "./position.ts";

/** Stands for the end of the text, as a null character does. */
export const END = 0;
const REPLACEMENT = 0xfffd;

/**
 * Reads a text character by character and knows where it is. Reading at the end still moves the column on, which is
 * where error positions past the end come from.
 */
export class CharReader {
  readonly text: string;
  /** Called for what makes the text unreadable; reading goes on. */
  readonly onError: (position: HclPosition, message: string) => void;
  /** Null and U+E123 are errors. */
  readonly refusesReserved: boolean;
  offset = 0;
  line = 1;
  column = 0;
  /** Code units of the character read last; 0 at the end. */
  lastLength = 0;
  private lastLineLength = 0;
  private before: HclPosition = { offset: 0, line: 1, column: 0 };

  constructor(text: string, onError: (position: HclPosition, message: string) => void, refusesReserved: boolean) {
    this.text = text;
    this.refusesReserved = refusesReserved;
    this.onError = onError;
  }

  next(): number {
    const code = this.text.codePointAt(this.offset);
    if (code === undefined) {
      this.column++;
      this.lastLength = 0;
      return END;
    }
    this.before = { offset: this.offset, line: this.line, column: this.column };
    this.lastLength = code > 0xffff ? 2 : 1;
    this.offset += this.lastLength;
    this.column++;
    if (code === 0x0a) {
      this.line++;
      this.lastLineLength = this.column;
      this.column = 0;
    }
    if (!this.refusesReserved) return code;
    if (code === 0) {
      this.fail("unexpected null character (0x00)");
      return END;
    }
    if (code === 0xe123) {
      this.fail("unicode code point U+E123 reserved for internal use");
      return REPLACEMENT;
    }
    return code;
  }

  /** Takes back the character read last. */
  back(): void {
    this.offset = this.before.offset;
    this.line = this.before.line;
    this.column = this.before.column;
  }

  peek(): number {
    return this.text.codePointAt(this.offset) ?? END;
  }

  /** Where the character read last begins. */
  lastPosition(): HclPosition {
    const offset = this.offset - this.lastLength;
    if (this.column > 0) return { offset, line: this.line, column: this.column };
    if (this.lastLineLength > 0) return { offset, line: this.line - 1, column: this.lastLineLength };
    return { offset, line: 1, column: 1 };
  }

  fail(message: string): void {
    this.onError(this.lastPosition(), message);
  }
}

export function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  return /^\p{L}$/u.test(String.fromCodePoint(code));
}

export function isDigit(code: number): boolean {
  return isDecimal(code) || (code >= 0x80 && /^\p{Nd}$/u.test(String.fromCodePoint(code)));
}

export function isDecimal(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isWhitespace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** The value of a hexadecimal digit; 16 for everything else. */
export function digitValue(code: number): number {
  if (isDecimal(code)) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  if (code >= 65 && code <= 70) return code - 55;
  return 16;
}
