/** What `sys/token/` holds: tokens by salted id, the accessor index and the parent index. */
import type { TokenEntry } from "../logical/types.ts";
import type { StorageValue, StorageView } from "../storage/types.ts";
import type { TokenSalt } from "./token-salt.ts";

/** The accessor index: which token an accessor is of. */
export interface AccessorEntry {
  readonly tokenId: string;
  readonly accessorId: string;
}

export class TokenRecords {
  private readonly salt: TokenSalt;
  private readonly ids: StorageView;
  private readonly accessors: StorageView;
  private readonly parents: StorageView;

  constructor(view: StorageView, salt: TokenSalt) {
    this.salt = salt;
    this.ids = view.sub("id/");
    this.accessors = view.sub("accessor/");
    this.parents = view.sub("parent/");
  }

  /** A token as it is stored, whatever its time. */
  get(saltedId: string): TokenEntry | undefined {
    const stored = this.ids.get(saltedId);
    return isTokenEntry(stored) ? stored : undefined;
  }

  put(saltedId: string, entry: TokenEntry): void {
    this.ids.put(saltedId, entry);
  }

  addAccessor(entry: TokenEntry): void {
    const accessor: AccessorEntry = { tokenId: entry.id, accessorId: entry.accessor };
    this.accessors.put(this.salt.sha1Hex(entry.accessor), accessor);
  }

  addChild(parentId: string, saltedId: string): void {
    this.parents.put(`${this.salt.saltId(parentId)}/${saltedId}`, "");
  }

  /** Salted ids of a token's children. */
  childrenOf(saltedId: string): string[] {
    return this.parents.list(`${saltedId}/`);
  }

  /** Takes a token out of both indexes. */
  unindex(saltedId: string, entry: TokenEntry): void {
    if (entry.parent !== "") this.parents.delete(`${this.salt.saltId(entry.parent)}/${saltedId}`);
    this.accessors.delete(this.salt.sha1Hex(entry.accessor));
  }

  delete(saltedId: string): void {
    this.ids.delete(saltedId);
  }

  byAccessor(accessor: string): AccessorEntry | undefined {
    return this.accessorAt(this.salt.saltId(accessor));
  }

  /** All accessors, in the order of their names in storage. */
  listAccessors(): string[] {
    return this.accessors.list("").flatMap((name) => this.accessorAt(name)?.accessorId ?? []);
  }

  /** Takes away index entries that lead nowhere. */
  tidy(): void {
    for (const parent of this.parents.list("")) {
      const parentGone = this.get(parent.slice(0, -1)) === undefined;
      for (const name of this.parents.list(parent)) {
        if (parentGone || this.get(name) === undefined) this.parents.delete(parent + name);
      }
    }
    for (const name of this.accessors.list("")) {
      const entry = this.accessorAt(name);
      if (entry === undefined || this.get(this.salt.saltId(entry.tokenId)) === undefined) this.accessors.delete(name);
    }
  }

  private accessorAt(name: string): AccessorEntry | undefined {
    const stored = this.accessors.get(name);
    return isAccessorEntry(stored) ? stored : undefined;
  }
}

/** Only this writes below `sys/token/id/`; a value is known by a member that no other has. */
export function isTokenEntry(value: StorageValue | undefined): value is TokenEntry {
  return typeof value === "object" && "cubbyholeId" in value;
}

function isAccessorEntry(value: StorageValue | undefined): value is AccessorEntry {
  return typeof value === "object" && "accessorId" in value;
}
