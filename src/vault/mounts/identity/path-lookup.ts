import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { refusal } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import { describeEntity, describeGroup } from "./describe.ts";
import type { IdentityStore } from "./identity-store.ts";

const lookupFields: Readonly<Record<string, FieldSchema>> = {
  id: { type: "string", description: "The id." },
  name: { type: "string", description: "The name." },
  alias_id: { type: "string", description: "The id of an alias." },
  alias_name: { type: "string", description: "The name of an alias; with alias_mount_accessor." },
  alias_mount_accessor: { type: "string", description: "The accessor of an alias's mount; with alias_name." },
};

/** One of the ways to name an identity. */
interface Wanted {
  readonly id: string;
  readonly name: string;
  readonly aliasId: string;
  readonly aliasName: string;
  readonly aliasMountAccessor: string;
}

interface Finder<T> {
  readonly byId: (id: string) => T | undefined;
  readonly byName: (name: string) => T | undefined;
  readonly byAliasId: (id: string) => T | undefined;
  readonly byFactors: (mountAccessor: string, name: string) => T | undefined;
  readonly describe: (found: T) => Outcome;
}

export function lookupPaths(store: IdentityStore): PathDeclaration[] {
  return [
    {
      path: "lookup/entity",
      fields: lookupFields,
      operations: {
        update: (_request, fields) =>
          lookUp(fields, {
            byId: (id) => store.entities.byId(id),
            byName: (name) => store.entityByName(name),
            byAliasId: (id) => store.entityByAliasId(id),
            byFactors: (mountAccessor, name) => store.entityByFactors(mountAccessor, name),
            describe: (entity) => describeEntity(store, entity),
          }),
      },
      synopsis: "Finds an entity by an id, a name or an alias.",
    },
    {
      path: "lookup/group",
      fields: lookupFields,
      operations: {
        update: (_request, fields) =>
          lookUp(fields, {
            byId: (id) => store.groups.byId(id),
            byName: (name) => store.groupByName(name),
            byAliasId: (id) => store.groupByAliasId(id),
            byFactors: (mountAccessor, name) => store.groupByFactors(mountAccessor, name),
            describe: (group) => describeGroup(store, group),
          }),
      },
      synopsis: "Finds a group by an id, a name or an alias.",
    },
  ];
}

function lookUp<T>(fields: FieldData, finder: Finder<T>): Outcome {
  const wanted: Wanted = {
    id: fields.get("id"),
    name: fields.get("name"),
    aliasId: fields.get("alias_id"),
    aliasName: fields.get("alias_name"),
    aliasMountAccessor: fields.get("alias_mount_accessor"),
  };
  const sentCount = Object.keys(lookupFields).filter((name) => fields.has(name)).length;
  if (sentCount === 0) return refusal("query parameter not supplied");
  const isPair = wanted.aliasName !== "" && wanted.aliasMountAccessor !== "";
  if (sentCount > 1 && !(sentCount === 2 && isPair)) {
    return refusal("query parameter conflict; please supply distinct set of query parameters");
  }
  if (sentCount === 1 && (wanted.aliasName !== "" || wanted.aliasMountAccessor !== "")) {
    return refusal("both 'alias_name' and 'alias_mount_accessor' needs to be set");
  }
  const found = find(wanted, finder);
  return found === undefined ? undefined : finder.describe(found);
}

function find<T>(wanted: Wanted, finder: Finder<T>): T | undefined {
  if (wanted.id !== "") return finder.byId(wanted.id);
  if (wanted.name !== "") return finder.byName(wanted.name);
  if (wanted.aliasId !== "") return finder.byAliasId(wanted.aliasId);
  return finder.byFactors(wanted.aliasMountAccessor, wanted.aliasName);
}
