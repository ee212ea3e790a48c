/**
 * How a mount is declared: paths, fields and operations as data (Vault: `sdk/framework`).
 * A path template is made of `/`-separated parts: a literal; `:name` (one generic name: word characters, `-` and `.`,
 * beginning and ending in a word character); `:name?` (the same, may be absent); `*name` (all the rest, may hold slashes, may be empty; a lone `*` is not kept); `+name` (the same, but not empty);
 * a trailing `/?` takes the path with and without a slash. The first declared path that matches wins.
 */
import type { Json } from "../../lib/index.ts";
import type { LogicalFailure, MountRequest, Operation, Outcome } from "../logical/types.ts";

export type FieldType =
  | "string"
  | "lowercaseString"
  | "nameString"
  | "int"
  | "int64"
  | "bool"
  | "map"
  | "kvPairs"
  | "slice"
  | "stringSlice"
  | "commaStringSlice"
  | "commaIntSlice"
  | "duration"
  | "signedDuration"
  | "time"
  | "float"
  | "header";

export interface FieldSchema {
  readonly type: FieldType;
  readonly default?: Json;
  /** One line in our own words; `vault path-help` prints it. */
  readonly description: string;
  readonly deprecated?: boolean;
  /** Also taken from the URL's query on read, list and delete. */
  readonly query?: boolean;
}

/** Fields of one request, converted by their schema. Durations are seconds. */
export interface FieldData {
  /** The value sent, or the schema's default, or the type's zero ("" 0 false [] {}). */
  get<T extends Json = Json>(name: string): T;
  /** The value sent (or the default where there is one), or undefined. */
  getOk<T extends Json = Json>(name: string): T | undefined;
  /** True only where the caller sent it. */
  has(name: string): boolean;
  readonly raw: Readonly<Record<string, Json>>;
}

export type Handler = (request: MountRequest, fields: FieldData) => Outcome;

/** Renewal and revocation come with a lease and without fields. */
export type LeaseHandler = (request: MountRequest) => Outcome;

export interface PathDeclaration {
  readonly path: string;
  readonly fields?: Readonly<Record<string, FieldSchema>>;
  readonly operations: Readonly<Partial<Record<Operation, Handler>>>;
  /** Says whether an `update` is a `create`; without it every write is an `update`. Declaring it together with `create` is what makes the ACL ask for `create`. */
  readonly exists?: (request: MountRequest, fields: FieldData) => boolean | LogicalFailure;
  /** One line in our own words. */
  readonly synopsis: string;
  readonly description?: string;
  /** Operations that a real server has here and this one does not: they are answered with "not simulated". */
  readonly absent?: readonly Operation[];
  /** Leaves paths that end in a slash to those declared after it. */
  readonly leavesFolders?: true;
  /** Whatever is sent is data (kv v1, cubbyhole): no warning about fields that are not declared. */
  readonly takesArbitraryInput?: boolean;
}

export interface BackendDeclaration {
  readonly type: string;
  readonly description: string;
  readonly paths: readonly PathDeclaration[];
  /** Relative paths (trailing `*` is a prefix) that need no token. */
  readonly unauthenticated?: readonly string[];
  /** Relative paths (trailing `*` is a prefix, `+` a segment) that need `sudo`. */
  readonly root?: readonly string[];
  /** Renews what this mount issued: `request.lease` holds the auth or the secret. Answer with it, its TTLs set. */
  readonly renew?: LeaseHandler;
  /** Revokes a secret that this mount issued. Tokens are revoked by the core. */
  readonly revoke?: LeaseHandler;
}
