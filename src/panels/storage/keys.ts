/** The server's storage as a tree of keys: the rows of the levels that are open. */
import type { StorageLevel } from "../world.ts";

export interface KeyRow {
  /** The whole key, or the prefix of a level, which ends in `/`. */
  readonly key: string;
  readonly name: string;
  readonly depth: number;
  /** Keys below it; 1 for a key itself. */
  readonly keys: number;
  /** Undefined for a key, which has no below. */
  readonly expanded: boolean | undefined;
  readonly place: number;
  readonly siblings: number;
  /** So many more names of this level are not listed. */
  readonly more?: number;
}

export type Levels = Readonly<Record<string, StorageLevel>>;

/** Levels that are open to begin with. */
export const FIRST_OPEN: readonly string[] = ["sys/", "sys/token/"];

export function selectKeys(levels: Levels, open: ReadonlySet<string>): readonly KeyRow[] {
  const rows: KeyRow[] = [];
  const add = (prefix: string, depth: number) => {
    const level = levels[prefix];
    if (level === undefined) return;
    for (const [index, { name, keys }] of level.names.entries()) {
      const key = prefix + name;
      const expanded = name.endsWith("/") ? open.has(key) : undefined;
      rows.push({ key, name, depth, keys, expanded, place: index + 1, siblings: level.total });
      if (expanded === true) add(key, depth + 1);
    }
    const more = level.total - level.names.length;
    const place = level.names.length + 1;
    if (more > 0)
      rows.push({
        key: `${prefix}…`,
        name: "…",
        depth,
        keys: more,
        expanded: undefined,
        place,
        siblings: level.total,
        more,
      });
  };
  add("", 0);
  return rows;
}

/** Whether a key, or one below a prefix, is among those just written. */
export function isWritten(key: string, written: readonly string[]): boolean {
  return key.endsWith("/") ? written.some((each) => each.startsWith(key)) : written.includes(key);
}

const MEANINGS: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/^sys\/token\/id\//, "One entry for each service token, under an HMAC of the token. A batch token has none."],
  [
    /^sys\/token\/accessor\//,
    "Leads from an accessor to its token. No entry, no accessor: that is why batch tokens have none.",
  ],
  [
    /^sys\/token\/parent\//,
    "Below each parent, its children: what a revocation runs down. Orphans are in nobody's list.",
  ],
  [/^sys\/token\/roles\//, "Token roles: what vault token create -role= goes by, and each renewal of such a token."],
  [/^sys\/token\/salt$/, "Mixed into every token's name here, so that names say nothing about tokens."],
  [/^sys\/token\//, "The token store: everything the server knows of service tokens."],
  [/^sys\/expire\/id\//, "One lease for each token or secret that ends, by the path that gave it."],
  [/^sys\/expire\/token\//, "Leads from a token to the leases taken with it, so that they end with it."],
  [/^sys\/expire\//, "The expiration manager: what is to end, and when."],
  [/^sys\/policy\//, "The text of each policy."],
  [/^sys\//, "What the server keeps for itself beyond its core."],
  [/^core\/(?:mounts|local-mounts)/, "The table of secrets engines: path, type, options."],
  [/^core\/(?:auth|local-auth)/, "The table of auth methods."],
  [/^core\/(?:audit|local-audit)/, "The table of audit devices."],
  [
    /^core\/keyring/,
    "The keys that encrypt everything else, encrypted by the root key. Batch tokens are sealed with one of them.",
  ],
  [/^core\/seal-config/, "How many shares open the seal."],
  [/^core\/wrapping/, "The key that signs wrapping tokens in JWT form."],
  [/^core\//, "The core: keys, mount tables, the seal."],
  [/^audit\//, "An audit device's salt, with which it hashes."],
  [/^logical\//, "What secrets engines store, each below its mount's UUID."],
  [/^auth\//, "What auth methods store, each below its mount's UUID."],
];

/** What is kept under a key, in a sentence. */
export function meaningOf(key: string): string | undefined {
  return MEANINGS.find(([pattern]) => pattern.test(key))?.[1];
}
