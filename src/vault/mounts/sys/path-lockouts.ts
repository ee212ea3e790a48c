/** `locked-users`: who gave wrong credentials too often, and letting them in again. */
import type { Json } from "../../../lib/index.ts";
import type { FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { response } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import type { SysServices } from "./services.ts";

const mountAccessor: FieldSchema = { type: "string", description: "The accessor of the auth method." };

export function lockoutPaths({ lockouts }: SysServices): PathDeclaration[] {
  return [
    {
      path: "locked-users/:mount_accessor/unlock/*alias_identifier",
      fields: {
        mount_accessor: mountAccessor,
        alias_identifier: { type: "string", description: "The name that an entity knows the user by." },
      },
      operations: {
        update: (_request, fields) => {
          lockouts.unlock(fields.get("mount_accessor"), fields.get("alias_identifier"));
          return undefined;
        },
      },
      synopsis: "Lets a locked user in again.",
    },
    {
      path: "locked-users",
      fields: { mount_accessor: { ...mountAccessor, query: true } },
      operations: { read: (_request, fields) => list(lockouts, fields.get("mount_accessor")) },
      synopsis: "Lists users that are locked out.",
    },
  ];
}

function list(lockouts: SysServices["lockouts"], only: string): Outcome {
  const aliases = new Map<string, string[]>(only === "" ? [] : [[only, []]]);
  for (const user of lockouts.list()) {
    if (only === "" || only === user.mountAccessor)
      aliases.set(user.mountAccessor, [...(aliases.get(user.mountAccessor) ?? []), user.alias]);
  }
  const mounts = [...aliases]
    .map(([accessor, names]) => ({
      mount_accessor: accessor,
      counts: names.length,
      alias_identifiers: names.length === 0 ? null : names,
    }))
    .toSorted((left, right) => right.counts - left.counts);
  const total = mounts.reduce((sum, { counts }) => sum + counts, 0);
  const root: Json = { namespace_id: "root", namespace_path: "", counts: total, mount_accessors: mounts };
  return response({ by_namespace: mounts.length === 0 ? [] : [root], total });
}
