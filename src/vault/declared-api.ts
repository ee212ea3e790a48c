/** All that a server declares of itself, as data: for docs/coverage.md. */
import { SeededRandom } from "../lib/index.ts";
import type { BackendRegistry } from "./core/backend-registry.ts";
import { builtinBackends } from "./core/builtin-backends.ts";
import { Core } from "./core/core.ts";
import type { FieldSchema, PathDeclaration } from "./framework/types.ts";
import type { Operation } from "./logical/types.ts";
import { absentTypes } from "./mounts/absent/backend.ts";
import { newMountEntry, type NewMount } from "./routing/mount-entry.ts";

export interface DeclaredField {
  readonly name: string;
  readonly type: FieldSchema["type"];
  readonly deprecated: boolean;
}

export interface DeclaredPath {
  /** With its mount in front, where it stands by default. */
  readonly path: string;
  readonly synopsis: string;
  readonly operations: readonly Operation[];
  /** What a real server has here and this one answers with "not simulated". */
  readonly absent: readonly Operation[];
  readonly fields: readonly DeclaredField[];
}

export interface DeclaredMount {
  readonly title: string;
  /** The folder of its source. */
  readonly folder: string;
  readonly description: string;
  readonly paths: readonly DeclaredPath[];
}

export interface DeclaredApi {
  readonly mounts: readonly DeclaredMount[];
  readonly absentSecretsEngines: readonly string[];
  readonly absentAuthMethods: readonly string[];
}

const mounts: readonly (NewMount & { readonly title: string; readonly folder?: string })[] = [
  { title: "Tokens", table: "auth", path: "token/", type: "token" },
  { title: "Username and password", table: "auth", path: "userpass/", type: "userpass" },
  { title: "AppRole", table: "auth", path: "approle/", type: "approle" },
  { title: "Identity", table: "mounts", path: "identity/", type: "identity" },
  { title: "Cubbyhole", table: "mounts", path: "cubbyhole/", type: "cubbyhole" },
  { title: "Key/value, version 2", table: "mounts", path: "secret/", type: "kv", options: { version: "2" } },
  { title: "Key/value, version 1", table: "mounts", path: "kv/", type: "kv" },
  { title: "SSH one-time passwords", table: "mounts", path: "ssh/", type: "ssh" },
  { title: "The server itself", table: "mounts", path: "sys/", type: "system", folder: "sys" },
];

export function declaredApi(): DeclaredApi {
  const random = new SeededRandom("declarations");
  let registry: BackendRegistry = { mounts: {}, auth: {} };
  new Core(random, 0n, (core) => (registry = builtinBackends(core))).mountTables.loadRouter();
  return {
    mounts: mounts.map(({ title, folder, ...mount }) => {
      const declaration = registry[mount.table][mount.type]?.(newMountEntry(mount, random));
      const prefix = (mount.table === "auth" ? "auth/" : "") + mount.path;
      return {
        title,
        folder: folder ?? mount.type,
        description: declaration?.description ?? "",
        // A path that knows no operation says so, and that is all.
        paths: (declaration?.paths ?? [])
          .map((path) => declaredPath(prefix, path))
          .filter(({ operations, absent }) => operations.length + absent.length > 0),
      };
    }),
    absentSecretsEngines: Object.keys(absentTypes.mounts),
    absentAuthMethods: Object.keys(absentTypes.auth),
  };
}

function declaredPath(prefix: string, declaration: PathDeclaration): DeclaredPath {
  const absent = declaration.absent ?? [];
  return {
    path: prefix + declaration.path,
    synopsis: declaration.synopsis,
    operations: operationsOf(declaration).filter((operation) => !absent.includes(operation)),
    absent,
    fields: Object.entries(declaration.fields ?? {}).map(([name, { type, deprecated }]) => ({
      name,
      type,
      deprecated: deprecated === true,
    })),
  };
}

const order: readonly Operation[] = ["read", "list", "create", "update", "patch", "delete"];

function operationsOf(declaration: PathDeclaration): readonly Operation[] {
  return order.filter((operation) => declaration.operations[operation] !== undefined);
}
