import { formatMultierror, quoteGo } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { refusal, response } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import { whyNotCustomMetadata } from "../kv/custom-metadata.ts";
import { aliasListInfo, describeAlias, listWithInfo } from "./describe.ts";
import { areSameTexts, copiedEntity, type IdentityStore } from "./identity-store.ts";
import { writtenMetadata } from "./metadata.ts";
import type { Alias, Entity, Texts } from "./types.ts";

const aliasFields: Readonly<Record<string, FieldSchema>> = {
  id: { type: "string", description: "The alias's id; it is changed then, not made." },
  entity_id: { type: "string", description: "The old name of canonical_id.", deprecated: true },
  canonical_id: { type: "string", description: "The id of the entity that the alias stands for." },
  mount_accessor: { type: "string", description: "The accessor of the auth method that knows the alias." },
  name: { type: "string", description: "How the auth method names who logs in." },
  custom_metadata: { type: "kvPairs", description: "Names and values that templated policies can use." },
};

export function entityAliasPaths(store: IdentityStore): PathDeclaration[] {
  return [
    {
      path: "entity-alias",
      fields: aliasFields,
      operations: { update: (_request, fields) => write(store, fields) },
      synopsis: "Makes an alias of an entity.",
    },
    {
      path: "entity-alias/id/?",
      operations: { list: () => listAliases(store, allAliases(store)) },
      synopsis: "Lists the aliases of entities by their ids.",
    },
    {
      path: "entity-alias/id/:id",
      fields: aliasFields,
      operations: {
        update: (_request, fields) => write(store, fields),
        read: (_request, fields) => {
          const alias = store.aliasById(fields.get("id"));
          return alias === undefined ? undefined : describeAlias(store, alias);
        },
        delete: (_request, fields) => remove(store, fields.get("id")),
      },
      synopsis: "Reads, writes and deletes an alias of an entity.",
    },
  ];
}

function allAliases(store: IdentityStore): Alias[] {
  return store.entities.all().flatMap((entity) => entity.aliases);
}

/** In order of their ids, whomever they stand for. */
export function listAliases(store: IdentityStore, aliases: readonly Alias[]): Outcome {
  const ordered = aliases.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const info = Object.fromEntries(ordered.map((alias) => [alias.id, aliasListInfo(store, alias)]));
  return listWithInfo(
    ordered.map((alias) => alias.id),
    info,
  );
}

function remove(store: IdentityStore, aliasId: string): Outcome {
  const entity = store.entityByAliasId(aliasId);
  if (entity === undefined) return undefined;
  store.entities.put({ ...entity, aliases: entity.aliases.filter((alias) => alias.id !== aliasId) });
  return undefined;
}

/** What an alias is to become. */
interface Wish {
  readonly canonicalId: string;
  readonly name: string;
  readonly mountAccessor: string;
  readonly customMetadata: Texts | null;
}

function write(store: IdentityStore, fields: FieldData): Outcome {
  const id = fields.get<string>("id");
  const name = fields.get<string>("name");
  const mountAccessor = fields.get<string>("mount_accessor");
  const canonicalId = fields.get<string>("canonical_id") || fields.get<string>("entity_id");
  const customMetadata = writtenMetadata(fields, "custom_metadata");
  const problems = whyNotCustomMetadata(customMetadata ?? {});
  if (problems.length > 0) return refusal(formatMultierror(problems), 500);
  if (id !== "") {
    const alias = store.aliasById(id);
    if (alias === undefined) return refusal("invalid alias ID provided");
    return change(store, alias, {
      canonicalId,
      name: name === "" ? alias.name : name,
      mountAccessor: mountAccessor === "" ? alias.mountAccessor : mountAccessor,
      customMetadata: customMetadata === undefined ? alias.customMetadata : customMetadata,
    });
  }
  if (mountAccessor === "" || name === "") {
    return refusal("'id' or 'mount_accessor' and 'name' must be provided");
  }
  if (store.services.mountByAccessor(mountAccessor) === undefined) return invalidAccessor(mountAccessor);
  const wish: Wish = {
    canonicalId,
    name,
    mountAccessor,
    customMetadata: customMetadata === undefined ? {} : customMetadata,
  };
  const known = store
    .entityByFactors(mountAccessor, name)
    ?.aliases.find((alias) => alias.mountAccessor === mountAccessor && alias.name.toLowerCase() === name.toLowerCase());
  return known === undefined ? create(store, wish) : change(store, known, wish);
}

export function invalidAccessor(accessor: string): Outcome {
  return refusal(`invalid mount accessor ${quoteGo(accessor)}`);
}

function create(store: IdentityStore, wish: Wish): Outcome {
  const named = wish.canonicalId === "" ? store.newEntity("") : store.entities.byId(wish.canonicalId);
  if (named === undefined) return refusal("invalid canonical ID");
  const entity = copiedEntity(named);
  if (hasAliasOf(entity, wish.mountAccessor)) {
    return refusal("Alias already exists for requested entity and mount accessor");
  }
  const { name, mountAccessor, customMetadata } = wish;
  const alias = { ...store.newAlias(entity.id, { name, mountAccessor, metadata: null }), customMetadata };
  store.entities.put({ ...entity, aliases: [...entity.aliases, alias] });
  return response({ id: alias.id, canonical_id: entity.id });
}

function change(store: IdentityStore, alias: Alias, wish: Wish): Outcome {
  const { name, mountAccessor, customMetadata } = wish;
  const moves = wish.canonicalId !== "" && wish.canonicalId !== alias.canonicalId;
  const isRenamed =
    name !== alias.name || mountAccessor !== alias.mountAccessor || !areSameTexts(customMetadata, alias.customMetadata);
  if (!moves && !isRenamed) return undefined;
  const holder = store.entityByAliasId(alias.id);
  if (holder === undefined) return refusal("given alias is not associated with an entity");
  const current = copiedEntity(holder);
  if (mountAccessor !== alias.mountAccessor && !moves && hasAliasOf(current, mountAccessor)) {
    return refusal("Alias cannot be updated as the entity already has an alias for the given 'mount_accessor' ");
  }
  if (store.services.mountByAccessor(mountAccessor) === undefined) return invalidAccessor(mountAccessor);
  const rival = isRenamed ? store.entityByFactors(mountAccessor, name) : undefined;
  const isTaken = rival?.aliases.some(
    (other) => other.id !== alias.id && other.mountAccessor === mountAccessor && sameName(other.name, name),
  );
  if (isTaken === true) return refusal("alias with combination of mount accessor and name already exists");
  const lastUpdateTimeNs = store.services.nowNs();
  const changed = { ...alias, name, mountAccessor, customMetadata, lastUpdateTimeNs };
  if (!moves) {
    store.entities.put({
      ...current,
      aliases: current.aliases.map((other) => (other.id === alias.id ? changed : other)),
    });
    return response({ id: alias.id, canonical_id: current.id });
  }
  const wanted = store.entities.byId(wish.canonicalId);
  if (wanted === undefined) return refusal("given 'canonical_id' is not associated with an entity");
  const next = copiedEntity(wanted);
  if (hasAliasOf(next, mountAccessor)) {
    return refusal("Alias cannot be updated as the given entity already has an alias for this mount ");
  }
  store.entities.put({ ...current, aliases: current.aliases.filter((other) => other.id !== alias.id) });
  store.entities.put({ ...next, aliases: [...next.aliases, { ...changed, canonicalId: next.id }] });
  return response({ id: alias.id, canonical_id: next.id });
}

function hasAliasOf(entity: Entity, mountAccessor: string): boolean {
  return entity.aliases.some((alias) => alias.mountAccessor === mountAccessor);
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
