import type { Random } from "../../../lib/index.ts";

/** What a key-value mount needs of the core. */
export interface KvServices {
  readonly random: Random;
  /** What a version 1 mount names as the time to read again, where a secret does not say it. */
  readonly defaultLeaseTtlSeconds: () => number;
}
