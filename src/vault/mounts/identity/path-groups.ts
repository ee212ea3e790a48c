import { quoteGo, type Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, Outcome } from "../../logical/types.ts";
import { aliasInfo, describeGroup, listWithInfo } from "./describe.ts";
import { distinct } from "./distinct.ts";
import type { IdentityStore } from "./identity-store.ts";
import { whyNotMetadata, writtenMetadata } from "./metadata.ts";
import type { Group } from "./types.ts";

const groupFields: Readonly<Record<string, FieldSchema>> = {
  id: { type: "string", description: "The group's id; it is changed then, not made." },
  type: { type: "string", description: "internal, with members set here, or external, with members by logins." },
  name: { type: "string", description: "The group's name." },
  metadata: { type: "kvPairs", description: "Names and values that templated policies can use." },
  policies: { type: "commaStringSlice", description: "Policies that the tokens of all members have." },
  member_group_ids: { type: "commaStringSlice", description: "Groups whose members are members of this one too." },
  member_entity_ids: { type: "commaStringSlice", description: "Entities that are members." },
};

export function groupPaths(store: IdentityStore): PathDeclaration[] {
  return [
    {
      path: "group",
      fields: groupFields,
      operations: { update: (_request, fields) => register(store, fields) },
      synopsis: "Makes a group.",
    },
    {
      path: "group/id/?",
      operations: { list: () => list(store, (group) => group.id) },
      synopsis: "Lists the groups by their ids.",
    },
    {
      path: "group/name/?",
      operations: { list: () => list(store, (group) => group.name) },
      synopsis: "Lists the groups by their names.",
    },
    {
      path: "group/id/:id",
      fields: groupFields,
      operations: {
        update: (_request, fields) => writeById(store, fields),
        read: (_request, fields) => describe(store, store.groups.byId(fields.get("id"))),
        delete: (_request, fields) => remove(store, store.groups.byId(fields.get("id"))),
      },
      synopsis: "Reads, writes and deletes the group of an id.",
    },
    {
      path: "group/name/*name",
      fields: groupFields,
      operations: {
        update: (_request, fields) => writeByName(store, fields),
        read: (_request, fields) => describe(store, store.groupByName(fields.get("name"))),
        delete: (_request, fields) => remove(store, store.groupByName(fields.get("name"))),
      },
      synopsis: "Reads, writes and deletes the group of a name.",
    },
  ];
}

function describe(store: IdentityStore, group: Group | undefined): Outcome {
  return group === undefined ? undefined : describeGroup(store, group);
}

function remove(store: IdentityStore, group: Group | undefined): Outcome {
  if (group !== undefined) store.groups.delete(group.id);
  return undefined;
}

function list(store: IdentityStore, keyOf: (group: Group) => string): Outcome {
  const groups = store.groups.all();
  const info = groups.map((group): [string, Record<string, Json>] => [
    group.id,
    {
      name: group.name,
      num_member_entities: group.memberEntityIds?.length ?? 0,
      num_parent_groups: group.parentGroupIds?.length ?? 0,
      ...(group.alias === undefined ? {} : { alias: aliasInfo(store, group.alias) }),
    },
  ]);
  return listWithInfo(groups.map(keyOf), Object.fromEntries(info));
}

function register(store: IdentityStore, fields: FieldData): Outcome {
  if (fields.has("id")) return writeById(store, fields);
  return fields.has("name") ? writeByName(store, fields) : write(store, fields, undefined);
}

function writeById(store: IdentityStore, fields: FieldData): Outcome {
  const id = fields.get<string>("id");
  if (id === "") return refusal("empty group ID");
  const group = store.groups.byId(id);
  return group === undefined ? refusal("invalid group ID") : write(store, fields, group);
}

function writeByName(store: IdentityStore, fields: FieldData): Outcome {
  const name = fields.get<string>("name");
  return name === "" ? refusal("empty group name") : write(store, fields, store.groupByName(name));
}

function write(store: IdentityStore, fields: FieldData, before: Group | undefined): Outcome {
  const policies = fields.has("policies") ? distinct(fields.get<readonly string[]>("policies")) : undefined;
  if (policies?.includes("root") === true) return refusal("policies cannot contain root");
  const type = typeOf(fields, before);
  if (typeof type === "object") return type;
  const name = fields.get<string>("name");
  const namesake = name === "" ? undefined : store.groupByName(name);
  if (namesake !== undefined && namesake.id !== before?.id) return refusal("group name is already in use");
  const metadata = writtenMetadata(fields);
  const isExternal = type === "external";
  if (isExternal && fields.has("member_entity_ids")) {
    return refusal("member entities can't be set manually for external groups");
  }
  if (isExternal && fields.has("member_group_ids")) return refusal("member groups can't be set for external groups");
  const problem = whyNotMetadata(metadata ?? null);
  if (problem !== undefined) return failure(`invalid group metadata: ${problem}`, 500);
  const entityIds = fields.has("member_entity_ids")
    ? distinct(fields.get<readonly string[]>("member_entity_ids"))
    : undefined;
  const stranger = entityIds?.find((id) => store.entities.byId(id) === undefined);
  if (stranger !== undefined) return failure(`invalid entity ID ${quoteGo(stranger)}`, 500);
  const group = before ?? store.newGroup(name, type);
  const memberGroupIds = fields.has("member_group_ids") ? distinct(fields.get("member_group_ids")) : undefined;
  const refused = memberGroupIds === undefined ? undefined : setMemberGroups(store, group, memberGroupIds);
  if (refused !== undefined) return refused;
  store.putGroup(group, {
    name: name === "" ? group.name : name,
    type,
    ...(policies === undefined ? {} : { policies }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(entityIds === undefined ? {} : { memberEntityIds: entityIds }),
    lastUpdateTimeNs: store.services.nowNs(),
  });
  return before === undefined ? response({ id: group.id, name: group.name }) : undefined;
}

function typeOf(fields: FieldData, before: Group | undefined): Group["type"] | LogicalFailure {
  const type = fields.has("type") ? fields.get<string>("type") : (before?.type ?? "internal");
  if (before !== undefined && type !== before.type) return refusal("group type cannot be changed");
  if (type === "") return "internal";
  return type === "internal" || type === "external" ? type : refusal(`invalid group type ${quoteGo(type)}`);
}

/** A member keeps the ids of the groups it is in; so the members are what is written. */
function setMemberGroups(store: IdentityStore, group: Group, memberIds: readonly string[]): LogicalFailure | undefined {
  const members: Group[] = [];
  for (const id of memberIds) {
    const member = id === group.id ? group : store.groups.byId(id);
    if (member === undefined || (id === group.id && store.groups.byId(id) === undefined)) {
      return failure(`invalid member group ID ${quoteGo(id)}`, 500);
    }
    if (member.parentGroupIds?.includes(group.id) === true) continue;
    if (id === group.id) return failure(`member group ID ${quoteGo(id)} is same as the ID of the group`, 500);
    if (leadsTo(store, id, group.id)) {
      return refusal(`cyclic relationship detected for member group ID ${quoteGo(id)}`);
    }
    members.push(member);
  }
  for (const former of store.groups.all()) {
    if (former.parentGroupIds?.includes(group.id) !== true || memberIds.includes(former.id)) continue;
    store.putGroup(former, { parentGroupIds: former.parentGroupIds.filter((id) => id !== group.id) });
  }
  for (const member of members) {
    store.putGroup(member, { parentGroupIds: [...(member.parentGroupIds ?? []), group.id] });
  }
  return undefined;
}

/** Whether a group has another among its members, or theirs. */
function leadsTo(store: IdentityStore, fromId: string, toId: string): boolean {
  const all = store.groups.all();
  const reached = new Set([fromId]);
  // A set yields what is added to it on the way.
  for (const id of reached) {
    if (id === toId) return true;
    for (const group of all) if (group.parentGroupIds?.includes(id) === true) reached.add(group.id);
  }
  return false;
}
