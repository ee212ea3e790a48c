import type { Json } from "./types.ts";

/**
 * A number whose text JavaScript's own numbers would not give back (`1.0`, `1e3`, `12345678901234567890`); Go's
 * json.Number. The parser makes one only for such numbers, the writer prints its text.
 */
class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The value of a JSON number's text: a plain number wherever that says the same. */
export function numberFromText(text: string): Json {
  const plain = Number(text);
  if (String(plain) === text) return plain;
  // A class is never assignable to an index signature; to everyone but this file the value is opaque JSON.
  return Object.freeze(new ExactNumber(text)) as unknown as Json;
}

/** The text of a number kept exactly; undefined for everything else, plain numbers included. */
export function exactNumberText(value: unknown): string | undefined {
  return value instanceof ExactNumber ? value.text : undefined;
}

/** The text of any number, plain or exact; undefined for what is no number. */
export function numberText(value: unknown): string | undefined {
  return typeof value === "number" ? String(value) : exactNumberText(value);
}
