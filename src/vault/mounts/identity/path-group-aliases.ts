import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import { describeAlias } from "./describe.ts";
import type { IdentityStore } from "./identity-store.ts";
import { invalidAccessor, listAliases } from "./path-entity-aliases.ts";
import type { Alias } from "./types.ts";

const aliasFields: Readonly<Record<string, FieldSchema>> = {
  id: { type: "string", description: "The alias's id; it is changed then, not made." },
  name: { type: "string", description: "How the auth method names the group." },
  mount_accessor: { type: "string", description: "The accessor of the auth method that knows the group." },
  canonical_id: { type: "string", description: "The id of the external group that the alias stands for." },
};

export function groupAliasPaths(store: IdentityStore): PathDeclaration[] {
  return [
    {
      path: "group-alias",
      fields: aliasFields,
      operations: {
        update: (_request, fields) => (fields.has("id") ? changeById(store, fields) : write(store, fields, undefined)),
      },
      synopsis: "Makes an alias of an external group.",
    },
    {
      path: "group-alias/id/?",
      operations: {
        list: () => {
          const aliases = store.groups.all().map((group) => group.alias);
          return listAliases(
            store,
            aliases.filter((alias) => alias !== undefined),
          );
        },
      },
      synopsis: "Lists the aliases of groups by their ids.",
    },
    {
      path: "group-alias/id/:id",
      fields: aliasFields,
      operations: {
        update: (_request, fields) => changeById(store, fields),
        read: (_request, fields) => {
          const alias = store.groupByAliasId(fields.get("id"))?.alias;
          return alias === undefined ? undefined : describeAlias(store, alias);
        },
        delete: (_request, fields) => {
          const group = store.groupByAliasId(fields.get("id"));
          if (group !== undefined) store.putGroup(group, { alias: undefined });
          return undefined;
        },
      },
      synopsis: "Reads, writes and deletes an alias of an external group.",
    },
  ];
}

function changeById(store: IdentityStore, fields: FieldData): Outcome {
  const id = fields.get<string>("id");
  if (id === "") return refusal("empty group alias ID");
  const alias = store.groupByAliasId(id)?.alias;
  return alias === undefined ? refusal("invalid group alias ID") : write(store, fields, alias);
}

function write(store: IdentityStore, fields: FieldData, before: Alias | undefined): Outcome {
  const name = fields.get<string>("name");
  if (name === "") return refusal("missing alias name");
  const mountAccessor = fields.get<string>("mount_accessor");
  if (mountAccessor === "") return refusal("missing mount_accessor");
  const canonicalId = fields.get<string>("canonical_id");
  const isSame = before?.name === name && before.mountAccessor === mountAccessor;
  if (isSame && (canonicalId === "" || before.canonicalId === canonicalId)) return undefined;
  const named = canonicalId === "" ? undefined : store.groups.byId(canonicalId);
  if (canonicalId !== "" && named === undefined) return refusal("invalid group ID given in 'canonical_id'");
  if (named?.type === "internal") return refusal("alias can't be set on an internal group");
  const mount = store.services.mountByAccessor(mountAccessor);
  if (mount === undefined) return invalidAccessor(mountAccessor);
  if (mount.local) return refusal(`mount accessor "${mountAccessor}" is a local mount`);
  const rival = store.groupByFactors(mountAccessor, name)?.alias;
  if (rival !== undefined && rival.id !== before?.id) {
    return refusal("combination of mount and group alias name is already in use");
  }
  const previous = before === undefined ? undefined : store.groupByAliasId(before.id);
  if (before !== undefined && previous === undefined) {
    return failure("group alias is not associated with a group", 500);
  }
  const group = named ?? previous ?? store.newGroup("", "external");
  const lastUpdateTimeNs = store.services.nowNs();
  const blank = before ?? store.newAlias(group.id, { name, mountAccessor, metadata: null });
  const alias: Alias = { ...blank, canonicalId: group.id, name, mountAccessor, lastUpdateTimeNs };
  if (previous !== undefined && previous.id !== group.id) store.putGroup(previous, { alias: undefined });
  store.putGroup(group, { alias, lastUpdateTimeNs });
  return response({ id: alias.id, canonical_id: group.id });
}
