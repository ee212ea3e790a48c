import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { distinct } from "./distinct.ts";
import { aliasInfo, describeEntity, listWithInfo } from "./describe.ts";
import { copiedEntity, type IdentityStore } from "./identity-store.ts";
import { mergeEntities } from "./merge-entities.ts";
import { whyNotMetadata, writtenMetadata } from "./metadata.ts";
import type { Entity } from "./types.ts";

const entityFields: Readonly<Record<string, FieldSchema>> = {
  id: { type: "string", description: "The entity's id; it is changed then, not made." },
  name: { type: "string", description: "The entity's name." },
  metadata: { type: "kvPairs", description: "Names and values that templated policies can use." },
  policies: { type: "commaStringSlice", description: "Policies that all tokens of the entity have besides their own." },
  disabled: { type: "bool", description: "Makes the entity's tokens useless, without revoking them." },
};

export function entityPaths(store: IdentityStore): PathDeclaration[] {
  const update = (_request: MountRequest, fields: FieldData): Outcome => write(store, fields);
  return [
    { path: "entity", fields: entityFields, operations: { update }, synopsis: "Makes an entity." },
    {
      path: "entity/name/?",
      operations: { list: () => list(store, (entity) => entity.name) },
      synopsis: "Lists the entities by their names.",
    },
    {
      path: "entity/id/?",
      operations: { list: () => list(store, (entity) => entity.id) },
      synopsis: "Lists the entities by their ids.",
    },
    {
      path: "entity/name/*name",
      fields: entityFields,
      operations: {
        update,
        read: (_request, fields) => describe(store, store.entityByName(fields.get("name"))),
        delete: (_request, fields) => remove(store, store.entityByName(fields.get("name"))),
      },
      synopsis: "Reads, writes and deletes the entity of a name.",
    },
    {
      path: "entity/id/:id",
      fields: entityFields,
      operations: {
        update,
        read: (_request, fields) => describe(store, store.entities.byId(fields.get("id"))),
        delete: (_request, fields) => remove(store, store.entities.byId(fields.get("id"))),
      },
      synopsis: "Reads, writes and deletes the entity of an id.",
    },
    {
      path: "entity/batch-delete",
      fields: { entity_ids: { type: "commaStringSlice", description: "The ids of the entities." } },
      operations: { update: (_request, fields) => removeAll(store, fields.get("entity_ids")) },
      synopsis: "Deletes many entities at once.",
    },
    {
      path: "entity/merge/?",
      fields: {
        from_entity_ids: { type: "commaStringSlice", description: "Entities that become one with the other." },
        to_entity_id: { type: "string", description: "The entity that stays." },
        conflicting_alias_ids_to_keep: {
          type: "commaStringSlice",
          description: "Which aliases stay, where both have one of the same mount.",
        },
        force: { type: "bool", description: "Keeps the MFA secrets of the entity that stays." },
      },
      operations: { update: (_request, fields) => mergeEntities(store, fields) },
      synopsis: "Makes one entity of several.",
    },
  ];
}

function describe(store: IdentityStore, entity: Entity | undefined): Outcome {
  return entity === undefined ? undefined : describeEntity(store, entity);
}

function remove(store: IdentityStore, entity: Entity | undefined): Outcome {
  if (entity !== undefined) store.deleteEntity(entity);
  return undefined;
}

function removeAll(store: IdentityStore, ids: readonly string[]): Outcome {
  if (ids.length === 0) return refusal("missing entity ids to delete");
  for (const id of ids) remove(store, store.entities.byId(id));
  return undefined;
}

function list(store: IdentityStore, keyOf: (entity: Entity) => string): Outcome {
  const entities = store.entities.all();
  const info = entities.map((entity) => [
    entity.id,
    {
      name: entity.name,
      ...(entity.aliases.length === 0 ? {} : { aliases: entity.aliases.map((alias) => aliasInfo(store, alias)) }),
    },
  ]);
  return listWithInfo(entities.map(keyOf), Object.fromEntries(info));
}

function write(store: IdentityStore, fields: FieldData): Outcome {
  const id = fields.get<string>("id");
  const byId = id === "" ? undefined : store.entities.byId(id);
  if (id !== "" && byId === undefined) return refusal("entity not found from id");
  const name = fields.get<string>("name");
  const byName = name === "" ? undefined : store.entityByName(name);
  if (byId !== undefined && byName !== undefined && byId.id !== byName.id) {
    return refusal("entity name is already in use");
  }
  const before = byId === undefined ? byName : copiedEntity(byId);
  const policies = fields.has("policies") ? distinct(fields.get<readonly string[]>("policies")) : before?.policies;
  if (policies?.includes("root") === true) return refusal("policies cannot contain root");
  const written = writtenMetadata(fields);
  const metadata = written === undefined ? (before?.metadata ?? null) : written;
  const problem = whyNotMetadata(metadata);
  if (problem !== undefined) return failure(`invalid entity metadata: ${problem}`, 500);
  const entity = before ?? store.newEntity(name);
  store.entities.put({
    ...entity,
    name: name === "" ? entity.name : name,
    policies: policies ?? [],
    disabled: fields.has("disabled") ? fields.get("disabled") : entity.disabled,
    metadata,
    lastUpdateTimeNs: store.services.nowNs(),
  });
  return before === undefined ? response({ id: entity.id, name: entity.name, aliases: null }) : undefined;
}
