import type { FieldData } from "../../framework/types.ts";
import { formatMultierror } from "../../../lib/index.ts";
import { refusal } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import { distinct } from "./distinct.ts";
import { copiedEntity, type IdentityStore } from "./identity-store.ts";
import type { Alias, Entity } from "./types.ts";

/** Several entities become one: it takes their aliases and their places in groups, and they are no more. */
export function mergeEntities(store: IdentityStore, fields: FieldData): Outcome {
  const toId = fields.get<string>("to_entity_id");
  if (toId === "") return refusal("missing entity id to merge to");
  const fromIds = fields.get<readonly string[]>("from_entity_ids");
  if (fromIds.length === 0) return refusal("missing entity ids to merge from");
  const keep = fields.get<readonly string[]>("conflicting_alias_ids_to_keep");
  const wanted = store.entities.byId(toId);
  if (wanted === undefined) return refusal("entity id to merge to is invalid");
  const to = copiedEntity(wanted);
  if (fromIds.length > 1 && keep.length > 1) {
    return refusal("aliases conflicts cannot be resolved with multiple from entity ids - merge one entity at a time");
  }
  const from: Entity[] = [];
  for (const id of distinct(fromIds)) {
    if (id === to.id) return refusal("to_entity_id should not be present in from_entity_ids");
    const entity = store.entities.byId(id);
    if (entity === undefined) return refusal("entity id to merge from is invalid");
    from.push(entity);
  }
  const clash = keep.length === 0 ? whyClashing(to, from) : undefined;
  if (clash !== undefined) return refusal(clash);
  const aliases = joinAliases(to, from, keep);
  if ("error" in aliases) return refusal(aliases.error);
  commit(store, to, from, aliases);
  return undefined;
}

function whyClashing(to: Entity, from: readonly Entity[]): string | undefined {
  const ownerByAccessor = new Map<string, string>();
  const clashes: string[] = [];
  for (const entity of from) {
    for (const toAlias of to.aliases) {
      for (const alias of entity.aliases) {
        const owner = ownerByAccessor.get(alias.mountAccessor);
        if (owner !== undefined && owner !== entity.id) {
          return `mount accessor ${alias.mountAccessor} found in multiple fromEntities, merge should be done with one fromEntity at a time`;
        }
        ownerByAccessor.set(alias.mountAccessor, entity.id);
        if (toAlias.mountAccessor !== alias.mountAccessor) continue;
        clashes.push(
          `mountAccessor: ${toAlias.mountAccessor}, toEntity ID: ${to.id}, fromEntity ID: ${entity.id}, conflicting toEntity alias ID: ${toAlias.id}, conflicting fromEntity alias ID: ${alias.id}`,
        );
      }
    }
  }
  if (clashes.length === 0) return undefined;
  return formatMultierror([
    "toEntity and at least one fromEntity have aliases with the same mount accessor, repeat the merge request specifying exactly one fromEntity, clashes: ",
    ...clashes,
  ]);
}

function joinAliases(
  to: Entity,
  from: readonly Entity[],
  keep: readonly string[],
): readonly Alias[] | { readonly error: string } {
  let aliases = [...to.aliases];
  for (const entity of from) {
    for (const alias of entity.aliases) {
      const rival = to.aliases.find((other) => other.mountAccessor === alias.mountAccessor);
      if (rival !== undefined) {
        if (keep.includes(rival.id)) continue;
        if (!keep.includes(alias.id)) {
          return {
            error: `conflicting mount accessors in following alias IDs and neither were present in conflicting_alias_ids_to_keep: ${alias.id}, ${rival.id}`,
          };
        }
        aliases = aliases.filter((other) => other.id !== rival.id);
      }
      const mergedFromCanonicalIds = [...(alias.mergedFromCanonicalIds ?? []), entity.id];
      aliases.push({ ...alias, canonicalId: to.id, mergedFromCanonicalIds });
    }
  }
  return aliases;
}

function commit(store: IdentityStore, to: Entity, from: readonly Entity[], aliases: readonly Alias[]): void {
  const merged = from.flatMap((entity) => [...(entity.mergedEntityIds ?? []), entity.id]);
  for (const entity of from) {
    for (const group of store.groupsOf(entity.id).direct) {
      const others = (group.memberEntityIds ?? []).filter((id) => id !== entity.id && id !== to.id);
      store.putGroup(group, { memberEntityIds: [...others, to.id] });
    }
    store.entities.delete(entity.id);
  }
  store.entities.put({ ...to, aliases, mergedEntityIds: [...(to.mergedEntityIds ?? []), ...merged] });
}
