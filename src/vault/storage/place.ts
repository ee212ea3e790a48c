/** Which part of the barrier a key is kept in. */

/** The parts that grow with the number of tokens and leases. */
export const shelfPrefixes = [
  "sys/token/id/",
  "sys/token/accessor/",
  "sys/token/parent/",
  "sys/expire/id/",
  "sys/expire/token/",
] as const;

/** Where a prefix leads: a place on one shelf. */
export interface Place {
  /** Position among the shelves; the last one holds the keys of no other, whole. */
  readonly shelf: number;
  readonly prefix: string;
}

/** Where a key, or the keys below a prefix, are kept. */
export function placeOf(key: string): Place {
  for (const [shelf, prefix] of shelfPrefixes.entries()) {
    if (key.startsWith(prefix)) return { shelf, prefix: key.slice(prefix.length) };
  }
  return { shelf: shelfPrefixes.length, prefix: key };
}
