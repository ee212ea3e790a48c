import { numberFromText } from "./exact-number.ts";
import { quoteGo } from "./go-strings.ts";
import type { Json } from "./types.ts";

/** A JSON value, or the text of the error that Go's encoding/json answers with. */
export type JsonResult = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly error: string };

export interface ParseGoJsonOptions {
  /** As json.Decoder reads a body: what follows the first value is left, and a cut text ends in "EOF" or "unexpected EOF". */
  readonly stream?: boolean;
}

/** Go stops at ten thousand; no student's request comes near either, and JavaScript's stack would not carry that. */
const maxDepth = 1000;

/** Parses as Go does (json.Unmarshal, or json.Decoder with `stream`), numbers kept to their text. */
export function parseGoJson(text: string, options: ParseGoJsonOptions = {}): JsonResult {
  const reader = new JsonReader(text);
  try {
    reader.skipSpace();
    if (options.stream === true && reader.atEnd()) return { ok: false, error: "EOF" };
    const value = reader.value(0);
    if (options.stream !== true) {
      reader.skipSpace();
      if (!reader.atEnd()) reader.fail("after top-level value");
    }
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const cut = options.stream === true ? "unexpected EOF" : "unexpected end of JSON input";
    return { ok: false, error: error.message === "" ? cut : error.message };
  }
}

/** Leaves the reader's depths; never leaves this file. Its message is empty where the text ended too soon. */
class JsonSyntaxError extends Error {}

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_SURROGATE = 0xd800;

class JsonReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  /** Go reads bytes, so a character beyond ASCII is named by its first byte. */
  fail(context: string): never {
    const character = this.text.codePointAt(this.at);
    if (character === undefined) throw new JsonSyntaxError("");
    const byte = String.fromCharCode(firstUtf8Byte(character));
    const named = byte === "'" ? "\\'" : byte === '"' ? '"' : quoteGo(byte).slice(1, -1);
    throw new JsonSyntaxError(`invalid character '${named}' ${context}`);
  }

  value(depth: number): Json {
    this.skipSpace();
    const first = this.text[this.at] ?? "";
    if ((first === "{" || first === "[") && depth >= maxDepth) this.fail("exceeded max depth");
    if (first === "{") return this.object(depth + 1);
    if (first === "[") return this.array(depth + 1);
    if (first === '"') return this.string();
    if (first === "-" || (first >= "0" && first <= "9")) return this.number();
    if (first === "t") return this.literal("true", true);
    if (first === "f") return this.literal("false", false);
    if (first === "n") return this.literal("null", null);
    return this.fail("looking for beginning of value");
  }

  private object(depth: number): Json {
    const members: Record<string, Json> = {};
    this.at++;
    this.skipSpace();
    if (this.take("}")) return members;
    for (;;) {
      this.skipSpace();
      if (this.text[this.at] !== '"') this.fail("looking for beginning of object key string");
      const key = this.string();
      this.skipSpace();
      if (!this.take(":")) this.fail("after object key");
      const value = this.value(depth);
      if (key === "__proto__") defineMember(members, key, value);
      else members[key] = value;
      this.skipSpace();
      if (this.take("}")) return members;
      if (!this.take(",")) this.fail("after object key:value pair");
    }
  }

  private array(depth: number): Json {
    const elements: Json[] = [];
    this.at++;
    this.skipSpace();
    if (this.take("]")) return elements;
    for (;;) {
      elements.push(this.value(depth));
      this.skipSpace();
      if (this.take("]")) return elements;
      if (!this.take(",")) this.fail("after array element");
    }
  }

  private string(): string {
    let text = "";
    let from = ++this.at;
    let mayHoldSurrogates = false;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) {
        text += this.text.slice(from, this.at++);
        return mayHoldSurrogates ? text.replace(/\p{Surrogate}/gu, "\ufffd") : text;
      }
      // Not a number at the end of the text, which is no character either.
      if (!(code >= SPACE)) this.fail("in string literal");
      if (code >= FIRST_SURROGATE || code === BACKSLASH) mayHoldSurrogates = true;
      if (code === BACKSLASH) {
        text += this.text.slice(from, this.at++);
        text += this.escape();
        from = this.at;
      } else {
        this.at++;
      }
    }
  }

  private escape(): string {
    const kind = this.text[this.at] ?? "";
    const index = '"\\/bfnrt'.indexOf(kind);
    if (kind !== "" && index >= 0) {
      this.at++;
      return '"\\/\b\f\n\r\t'.charAt(index);
    }
    if (kind !== "u") this.fail("in string escape code");
    this.at++;
    const from = this.at;
    for (; this.at < from + 4; this.at++) {
      if (!/^[0-9a-fA-F]$/.test(this.text[this.at] ?? "")) this.fail("in \\u hexadecimal character escape");
    }
    return String.fromCharCode(Number.parseInt(this.text.slice(from, this.at), 16));
  }

  private number(): Json {
    const from = this.at;
    this.take("-");
    if (!this.take("0")) this.digits("in numeric literal");
    if (this.take(".")) this.digits("after decimal point in numeric literal");
    if (this.take("e") || this.take("E")) {
      if (!this.take("+")) this.take("-");
      this.digits("in exponent of numeric literal");
    }
    return numberFromText(this.text.slice(from, this.at));
  }

  private digits(context: string): void {
    if (!isDigit(this.text[this.at])) this.fail(context);
    while (isDigit(this.text[this.at])) this.at++;
  }

  private literal(word: string, value: Json): Json {
    for (const letter of word) {
      if (!this.take(letter)) this.fail(`in literal ${word} (expecting '${letter}')`);
    }
    return value;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

/** Assigning it would set the prototype. */
function defineMember(members: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function firstUtf8Byte(codePoint: number): number {
  if (codePoint < 0x80) return codePoint;
  if (codePoint < 0x800) return 0xc0 | (codePoint >> 6);
  return codePoint < 0x10000 ? 0xe0 | (codePoint >> 12) : 0xf0 | (codePoint >> 18);
}
