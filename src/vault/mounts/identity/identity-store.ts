/** Entities and groups as they are stored, and what the core asks of them. */
import { encodeHex, randomUuid } from "../../../lib/index.ts";
import type { TemplateIdentity } from "../../policy/template.ts";
import { Buckets } from "./buckets.ts";
import type { Alias, Entity, Group, IdentityServices, Texts } from "./types.ts";

/** What is known of who logs in, or is named in a token's making. */
export interface AliasFactors {
  readonly name: string;
  readonly mountAccessor: string;
  readonly metadata: Texts | null;
}

export interface GroupsOfEntity {
  readonly direct: readonly Group[];
  /** Those that a direct one is a member of, and so on. */
  readonly inherited: readonly Group[];
}

export class IdentityStore {
  readonly services: IdentityServices;
  readonly entities: Buckets<Entity>;
  readonly groups: Buckets<Group>;

  constructor(services: IdentityServices) {
    this.services = services;
    this.entities = new Buckets(services, "packer/buckets/");
    this.groups = new Buckets(services, "packer/group/buckets/");
  }

  entityByName(name: string): Entity | undefined {
    return this.entities.find((entity) => isSame(entity.name, name));
  }

  entityByAliasId(aliasId: string): Entity | undefined {
    return this.entities.find((entity) => entity.aliases.some((alias) => alias.id === aliasId));
  }

  aliasById(aliasId: string): Alias | undefined {
    return this.entityByAliasId(aliasId)?.aliases.find((alias) => alias.id === aliasId);
  }

  entityByFactors(mountAccessor: string, name: string): Entity | undefined {
    return this.entities.find((entity) => entity.aliases.some((alias) => hasFactors(alias, mountAccessor, name)));
  }

  /** The entity of a token; where it was merged into another, that one. */
  entityOfToken(entityId: string): Entity | undefined {
    return (
      this.entities.byId(entityId) ??
      this.entities.find((entity) => entity.mergedEntityIds?.includes(entityId) === true)
    );
  }

  groupByName(name: string): Group | undefined {
    return this.groups.find((group) => isSame(group.name, name));
  }

  groupByAliasId(aliasId: string): Group | undefined {
    return this.groups.find((group) => group.alias?.id === aliasId);
  }

  groupByFactors(mountAccessor: string, name: string): Group | undefined {
    return this.groups.find((group) => group.alias !== undefined && hasFactors(group.alias, mountAccessor, name));
  }

  groupsOf(entityId: string): GroupsOfEntity {
    const all = this.groups.all();
    const direct = all.filter((group) => group.memberEntityIds?.includes(entityId) === true);
    const reached = new Set<Group>();
    const reach = (group: Group): void => {
      if (reached.has(group)) return;
      reached.add(group);
      for (const id of group.parentGroupIds ?? []) {
        const parent = all.find((other) => other.id === id);
        if (parent !== undefined) reach(parent);
      }
    };
    for (const group of direct) reach(group);
    return { direct, inherited: all.filter((group) => reached.has(group) && !direct.includes(group)) };
  }

  /** Policies that an entity and its groups bring to its tokens; some may come twice. */
  policiesOf(entityId: string): readonly string[] {
    const entity = this.entityOfToken(entityId);
    if (entity === undefined) return [];
    const { direct, inherited } = this.groupsOf(entity.id);
    return [...entity.policies, ...[...direct, ...inherited].flatMap((group) => group.policies ?? [])];
  }

  /** Who templated policies are filled in for. */
  templateIdentity(entityId: string): TemplateIdentity {
    const nowNs = this.services.nowNs();
    const entity = entityId === "" ? undefined : this.entityOfToken(entityId);
    if (entity === undefined) return { entity: undefined, groups: [], nowNs };
    const { direct, inherited } = this.groupsOf(entity.id);
    return {
      entity: {
        id: entity.id,
        name: entity.name,
        metadata: entity.metadata ?? {},
        aliases: entity.aliases.map((alias) => ({
          mountAccessor: alias.mountAccessor,
          id: alias.id,
          name: alias.name,
          metadata: alias.metadata ?? {},
          customMetadata: alias.customMetadata ?? {},
        })),
      },
      groups: [...direct, ...inherited].map(({ id, name, metadata }) => ({ id, name, metadata: metadata ?? {} })),
      nowNs,
    };
  }

  /** The entity behind an alias; the first login makes it, and later ones keep the alias's metadata up to date. */
  createOrFetch(factors: AliasFactors): Entity {
    const { mountAccessor, name, metadata } = factors;
    const found = this.entityByFactors(mountAccessor, name);
    if (found !== undefined) {
      const isStale = (alias: Alias): boolean =>
        alias.name === name && alias.mountAccessor === mountAccessor && !areSameTexts(alias.metadata, metadata);
      if (!found.aliases.some(isStale)) return found;
      const lastUpdateTimeNs = this.services.nowNs();
      const aliases = found.aliases.map((alias) => (isStale(alias) ? { ...alias, metadata, lastUpdateTimeNs } : alias));
      const updated = { ...found, aliases };
      this.entities.put(updated);
      return updated;
    }
    const entity = this.newEntity("");
    const withAlias = { ...entity, aliases: [this.newAlias(entity.id, factors)] };
    this.entities.put(withAlias);
    return withAlias;
  }

  /** Not stored yet; without a name it is given one. */
  newEntity(name: string): Entity {
    const nowNs = this.services.nowNs();
    return {
      id: randomUuid(this.services.random),
      name: name === "" ? this.freeName("entity", (text) => this.entityByName(text) !== undefined) : name,
      metadata: null,
      mergedEntityIds: null,
      policies: [],
      disabled: false,
      aliases: [],
      creationTimeNs: nowNs,
      lastUpdateTimeNs: nowNs,
    };
  }

  newAlias(canonicalId: string, factors: AliasFactors): Alias {
    const nowNs = this.services.nowNs();
    return {
      id: randomUuid(this.services.random),
      canonicalId,
      name: factors.name,
      mountAccessor: factors.mountAccessor,
      local: this.services.mountByAccessor(factors.mountAccessor)?.local ?? false,
      metadata: factors.metadata,
      customMetadata: null,
      mergedFromCanonicalIds: null,
      creationTimeNs: nowNs,
      lastUpdateTimeNs: nowNs,
    };
  }

  newGroup(name: string, type: Group["type"]): Group {
    const nowNs = this.services.nowNs();
    return {
      id: randomUuid(this.services.random),
      name: name === "" ? this.freeName("group", (text) => this.groupByName(text) !== undefined) : name,
      type,
      metadata: null,
      policies: null,
      memberEntityIds: null,
      parentGroupIds: null,
      alias: undefined,
      creationTimeNs: nowNs,
      lastUpdateTimeNs: nowNs,
      modifyIndex: 0,
    };
  }

  /** What is empty and stays as it was is gone with the copy that a real server changes. */
  putGroup(group: Group, changes: Partial<Group>): void {
    const kept: Group = {
      ...group,
      policies: emptyAsNull(group.policies),
      memberEntityIds: emptyAsNull(group.memberEntityIds),
      parentGroupIds: emptyAsNull(group.parentGroupIds),
      metadata: filled(group.metadata),
    };
    this.groups.put({ ...kept, ...changes, modifyIndex: group.modifyIndex + 1 });
  }

  /** Groups forget an entity that goes. */
  deleteEntity(entity: Entity): void {
    for (const group of this.groupsOf(entity.id).direct) {
      this.putGroup(group, { memberEntityIds: (group.memberEntityIds ?? []).filter((id) => id !== entity.id) });
    }
    this.entities.delete(entity.id);
  }

  private freeName(kind: string, isTaken: (name: string) => boolean): string {
    for (;;) {
      const name = `${kind}_${encodeHex(this.services.random.bytes(4))}`;
      if (!isTaken(name)) return name;
    }
  }
}

/** An entity as it is when a real server has copied it to change it: maps without members are gone. */
export function copiedEntity(entity: Entity): Entity {
  const aliases = entity.aliases.map((alias) => ({ ...alias, customMetadata: filled(alias.customMetadata) }));
  return { ...entity, metadata: filled(entity.metadata), aliases };
}

function filled(texts: Texts | null): Texts | null {
  return Object.keys(texts ?? {}).length === 0 ? null : texts;
}

function emptyAsNull(list: readonly string[] | null): readonly string[] | null {
  return list === null || list.length === 0 ? null : list;
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function hasFactors(alias: Alias, mountAccessor: string, name: string): boolean {
  return alias.mountAccessor === mountAccessor && isSame(alias.name, name);
}

/** Nothing and an empty map are the same. */
export function areSameTexts(left: Texts | null, right: Texts | null): boolean {
  const entries = Object.entries(left ?? {});
  const other = right ?? {};
  return entries.length === Object.keys(other).length && entries.every(([key, value]) => other[key] === value);
}
