/** Who is behind tokens: entities, the aliases that logins know them by, and groups of them. Instants are Unix nanoseconds. */
import type { StorageView } from "../../storage/types.ts";
import type { StorageValue } from "../../storage/types.ts";
import type { Random } from "../../../lib/index.ts";

export type Texts = Readonly<Record<string, string>>;

export interface Alias {
  readonly id: string;
  /** The entity or group that it stands for. */
  readonly canonicalId: string;
  readonly name: string;
  readonly mountAccessor: string;
  readonly local: boolean;
  readonly metadata: Texts | null;
  readonly customMetadata: Texts | null;
  readonly mergedFromCanonicalIds: readonly string[] | null;
  readonly creationTimeNs: bigint;
  readonly lastUpdateTimeNs: bigint;
}

export interface Entity {
  readonly id: string;
  readonly name: string;
  readonly metadata: Texts | null;
  readonly mergedEntityIds: readonly string[] | null;
  readonly policies: readonly string[];
  readonly disabled: boolean;
  readonly aliases: readonly Alias[];
  readonly creationTimeNs: bigint;
  readonly lastUpdateTimeNs: bigint;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly type: "internal" | "external";
  readonly metadata: Texts | null;
  readonly policies: readonly string[] | null;
  readonly memberEntityIds: readonly string[] | null;
  readonly parentGroupIds: readonly string[] | null;
  readonly alias: Alias | undefined;
  readonly creationTimeNs: bigint;
  readonly lastUpdateTimeNs: bigint;
  readonly modifyIndex: number;
}

/** The mount that an alias belongs to. */
export interface AliasMount {
  readonly path: string;
  readonly type: string;
  readonly local: boolean;
}

/** What the identity store needs of the core. */
export interface IdentityServices {
  readonly random: Random;
  readonly nowNs: () => bigint;
  /** The mount's own keys. */
  readonly storage: () => StorageView;
  /** Reads of those keys that count for nothing: a real server has all identities in memory. */
  readonly peek: (prefix: string) => readonly StorageValue[];
  readonly mountByAccessor: (accessor: string) => AliasMount | undefined;
}
