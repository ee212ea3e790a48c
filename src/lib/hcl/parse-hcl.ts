import type { HclParseResult } from "./ast.ts";
import { parseHclJson } from "./json-parser.ts";
import { parseHclNative } from "./parser.ts";

/** Parses HCL (version 1) in either of its forms: JSON where the first character that is no space is "{". */
export function parseHcl(text: string): HclParseResult {
  return /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*\{/.test(text)
    ? parseHclJson(text)
    : parseHclNative(text);
}
