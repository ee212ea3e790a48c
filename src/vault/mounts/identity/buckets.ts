import { md5 } from "@noble/hashes/legacy.js";
import { encodeUtf8 } from "../../../lib/index.ts";
import type { StorageValue } from "../../storage/types.ts";
import type { IdentityServices } from "./types.ts";

interface Bucket<T> {
  readonly items: Readonly<Record<string, T>>;
}

/** Items of one kind, 256 buckets of them: an item is in the bucket that the first byte of its id's MD5 says, as in Vault. */
export class Buckets<T extends { readonly id: string }> {
  private readonly services: IdentityServices;
  private readonly prefix: string;

  constructor(services: IdentityServices, prefix: string) {
    this.services = services;
    this.prefix = prefix;
  }

  /** All items, in order of their ids. */
  all(): T[] {
    return this.services
      .peek(this.prefix)
      .flatMap((value) => Object.values(itemsOf<T>(value)))
      .sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  byId(id: string): T | undefined {
    return this.services
      .peek(this.keyOf(id))
      .map((value) => itemsOf<T>(value))
      .find((items) => Object.hasOwn(items, id))?.[id];
  }

  find(isWanted: (item: T) => boolean): T | undefined {
    for (const value of this.services.peek(this.prefix)) {
      const found = Object.values(itemsOf<T>(value)).find(isWanted);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  put(item: T): void {
    this.change(item.id, (items) => ({ ...items, [item.id]: item }));
  }

  delete(id: string): void {
    this.change(id, (items) => Object.fromEntries(Object.entries(items).filter(([key]) => key !== id)));
  }

  private change(id: string, changed: (items: Readonly<Record<string, T>>) => Readonly<Record<string, T>>): void {
    const storage = this.services.storage();
    const before = storage.get(this.keyOf(id));
    const bucket: Bucket<T> = { items: changed(before === undefined ? {} : itemsOf<T>(before)) };
    storage.put(this.keyOf(id), bucket);
  }

  private keyOf(id: string): string {
    return `${this.prefix}${md5(encodeUtf8(id))[0] ?? 0}`;
  }
}

function itemsOf<T>(value: StorageValue): Readonly<Record<string, T>> {
  if (!isBucket<T>(value)) throw new Error("something that is no bucket is stored among identities");
  return value.items;
}

/** Only one kind of item is kept below a prefix, and only here. */
function isBucket<T>(value: StorageValue): value is Bucket<T> {
  return typeof value === "object" && "items" in value;
}
