import { compareUtf8 } from "../../../lib/index.ts";

/** Each text once, in byte order; case makes a difference. */
export function distinct(texts: readonly string[]): string[] {
  const kept = texts.map((text) => text.trim()).filter((text) => text !== "");
  return [...new Set(kept)].sort(compareUtf8);
}
