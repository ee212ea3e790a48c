import { quoteGo } from "./go-strings.ts";

/** A 64-bit integer, or the text of Go's strconv error. */
export type IntResult = { readonly ok: true; readonly value: bigint } | { readonly ok: false; readonly error: string };

/** `strconv.ParseInt(text, 10, 64)`; `name` is the function named in the error (`ParseInt`, `Atoi`). */
export function parseGoInt(text: string, name = "ParseInt"): IntResult {
  if (!/^[-+]?[0-9]+$/.test(text)) {
    return { ok: false, error: `strconv.${name}: parsing ${quoteGo(text)}: invalid syntax` };
  }
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  if (BigInt.asIntN(64, value) !== value) {
    return { ok: false, error: `strconv.${name}: parsing ${quoteGo(text)}: value out of range` };
  }
  return { ok: true, value };
}
