import { encodeUtf8, quoteGo } from "../../../lib/index.ts";
import type { FieldData } from "../../framework/types.ts";
import type { Texts } from "./types.ts";

const mostPairs = 64;
const longestKey = 128;
const longestValue = 512;
const reservedPrefix = "vault-";

/** Why metadata cannot be an identity's, in Vault's words. */
export function whyNotMetadata(metadata: Texts | null): string | undefined {
  const pairs = Object.entries(metadata ?? {});
  if (pairs.length > mostPairs) return `metadata cannot contain more than ${mostPairs} key/value pairs`;
  for (const [key, value] of pairs) {
    const problem = whyNotPair(key, value);
    if (problem !== undefined) {
      return `failed to load metadata pair (${quoteGo(key)}, ${quoteGo(value)}): ${problem}`;
    }
  }
  return undefined;
}

function whyNotPair(key: string, value: string): string | undefined {
  if (key === "") return "key cannot be blank";
  if (!/^[a-zA-Z0-9=/+_-]+$/.test(key)) return "key contains invalid characters";
  if (encodeUtf8(key).length > longestKey) return `key is too long (limit: ${longestKey} characters)`;
  if (key.startsWith(reservedPrefix)) return `key prefix ${quoteGo(reservedPrefix)} is reserved for internal use`;
  return encodeUtf8(value).length > longestValue ? `value is too long (limit: ${longestValue} characters)` : undefined;
}

/** The metadata that a request sends: null is none, and undefined leaves what there is. */
export function writtenMetadata(fields: FieldData, name = "metadata"): Texts | null | undefined {
  if (fields.raw[name] === null) return null;
  return fields.has(name) ? fields.get<Texts>(name) : undefined;
}
