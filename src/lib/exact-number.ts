import type { Json } from "./types.ts";

/** Marks the objects that stand for numbers. A symbol is no key of JSON, so no request can make one. */
const EXACT = Symbol("exact number");

/**
 * The value of a JSON number's text: a plain number wherever that says the same. Otherwise (`1.0`, `1e3`,
 * `12345678901234567890`) an opaque value that keeps the text, as Go's json.Number does; the writer prints it.
 */
export function numberFromText(text: string): Json {
  const plain = Number(text);
  if (String(plain) === text) return plain;
  return Object.freeze(Object.defineProperty({ text }, EXACT, { value: true }));
}

/** The text of a number kept exactly; undefined for everything else, plain numbers included. */
export function exactNumberText(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !(EXACT in value)) return undefined;
  return "text" in value && typeof value.text === "string" ? value.text : undefined;
}

/** The text of any number, plain or exact; undefined for what is no number. */
export function numberText(value: unknown): string | undefined {
  return typeof value === "number" ? String(value) : exactNumberText(value);
}
