/** Identities as answers show them. */
import { formatRfc3339Nano, type Json } from "../../../lib/index.ts";
import { listResponse, response } from "../../logical/outcomes.ts";
import type { LogicalResponse } from "../../logical/types.ts";
import type { IdentityStore } from "./identity-store.ts";
import type { Alias, Entity, Group } from "./types.ts";

type Data = Record<string, Json>;

export function describeEntity(store: IdentityStore, entity: Entity): LogicalResponse {
  const groups = store.groupsOf(entity.id);
  const direct = groups.direct.map((group) => group.id);
  const inherited = groups.inherited.map((group) => group.id);
  return response({
    id: entity.id,
    name: entity.name,
    metadata: entity.metadata,
    merged_entity_ids: entity.mergedEntityIds,
    policies: entity.policies,
    disabled: entity.disabled,
    namespace_id: "root",
    creation_time: formatRfc3339Nano(entity.creationTimeNs),
    last_update_time: formatRfc3339Nano(entity.lastUpdateTimeNs),
    aliases: entity.aliases.map((alias) => ({ ...aliasData(store, alias), ...aliasExtras(alias) })),
    direct_group_ids: direct,
    inherited_group_ids: inherited,
    group_ids: [...direct, ...inherited],
  });
}

export function describeAlias(store: IdentityStore, alias: Alias): LogicalResponse {
  return response({ ...aliasData(store, alias), ...aliasExtras(alias), namespace_id: "root" });
}

export function describeGroup(store: IdentityStore, group: Group): LogicalResponse {
  const members = store.groups.all().filter((other) => other.parentGroupIds?.includes(group.id) === true);
  return response({
    id: group.id,
    name: group.name,
    policies: group.policies,
    member_entity_ids: group.memberEntityIds,
    parent_group_ids: group.parentGroupIds,
    member_group_ids: members.length === 0 ? null : members.map((member) => member.id),
    metadata: group.metadata,
    creation_time: formatRfc3339Nano(group.creationTimeNs),
    last_update_time: formatRfc3339Nano(group.lastUpdateTimeNs),
    modify_index: group.modifyIndex,
    type: group.type,
    namespace_id: "root",
    alias: group.alias === undefined ? {} : aliasData(store, group.alias),
  });
}

/** Keys, and what is known of each; a list by names says nothing more, for Vault files it by ids. */
export function listWithInfo(keys: readonly string[], info: Readonly<Record<string, Data>>): LogicalResponse {
  const isKnown = keys.some((key) => Object.hasOwn(info, key));
  return isKnown ? response({ keys, key_info: info }) : listResponse(keys);
}

export function aliasInfo(store: IdentityStore, alias: Alias): Data {
  return {
    id: alias.id,
    name: alias.name,
    mount_accessor: alias.mountAccessor,
    ...mountData(store, alias),
  };
}

/** What a list of aliases says of each. */
export function aliasListInfo(store: IdentityStore, alias: Alias): Data {
  return {
    name: alias.name,
    canonical_id: alias.canonicalId,
    mount_accessor: alias.mountAccessor,
    ...aliasExtras(alias),
    ...mountData(store, alias),
  };
}

function aliasData(store: IdentityStore, alias: Alias): Data {
  return {
    id: alias.id,
    canonical_id: alias.canonicalId,
    mount_accessor: alias.mountAccessor,
    metadata: alias.metadata,
    name: alias.name,
    merged_from_canonical_ids: alias.mergedFromCanonicalIds,
    creation_time: formatRfc3339Nano(alias.creationTimeNs),
    last_update_time: formatRfc3339Nano(alias.lastUpdateTimeNs),
    ...mountData(store, alias),
  };
}

function aliasExtras(alias: Alias): Data {
  return { local: alias.local, custom_metadata: alias.customMetadata };
}

/** Nothing, where the mount is gone. */
function mountData(store: IdentityStore, alias: Alias): Data {
  const mount = store.services.mountByAccessor(alias.mountAccessor);
  return mount === undefined ? {} : { mount_path: mount.path, mount_type: mount.type };
}
