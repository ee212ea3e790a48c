/**
 * The encrypted store of a server, as an ordered map. Values are immutable objects, so a snapshot is one
 * copy-on-write clone whatever the size, and nothing is encoded on the way in or out.
 */
import type { StorageOperation } from "../inspect/types.ts";
import type { StorageValue, StorageView } from "./types.ts";
import { compareText, createOrderedMap, type OrderedMap } from "../../lib/index.ts";
import { PrefixView } from "./prefix-view.ts";

/** How often each operation was asked of the barrier since the server began. */
export interface StorageCounts {
  readonly get: number;
  readonly put: number;
  readonly delete: number;
  readonly list: number;
}

/** The whole of a barrier at one moment: O(1) to take, safe to keep for ever. */
export interface BarrierSnapshot {
  readonly entries: OrderedEntries;
  readonly counts: StorageCounts;
}

type OrderedEntries = OrderedMap<string, StorageValue>;

export class Barrier {
  private entries: OrderedEntries = createOrderedMap(compareText);
  private counted = { get: 0, put: 0, delete: 0, list: 0 };
  private recording: StorageOperation[] | undefined;

  get counts(): StorageCounts {
    return { ...this.counted };
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: string): StorageValue | undefined {
    this.counted.get++;
    this.recording?.push({ kind: "get", key });
    return this.entries.get(key);
  }

  put(key: string, value: StorageValue): void {
    this.counted.put++;
    this.recording?.push({ kind: "put", key });
    this.entries.set(key, value);
  }

  delete(key: string): void {
    this.counted.delete++;
    this.recording?.push({ kind: "delete", key });
    this.entries.delete(key);
  }

  list(prefix: string): string[] {
    this.counted.list++;
    this.recording?.push({ kind: "list", key: prefix });
    return listLevel(this.entries, prefix);
  }

  /** Every key below `prefix`, in order. One counted list. */
  keysBelow(prefix: string): string[] {
    this.counted.list++;
    this.recording?.push({ kind: "list", key: prefix });
    const found: string[] = [];
    for (const key of this.entries.keys(prefix)) {
      if (!key.startsWith(prefix)) break;
      found.push(key);
    }
    return found;
  }

  /** Reads for whoever watches the server (panels, the state hash): not part of its work, so not counted. */
  *peek(prefix: string): IterableIterator<[string, StorageValue]> {
    for (const entry of this.entries.entries(prefix)) {
      if (!entry[0].startsWith(prefix)) return;
      yield entry;
    }
  }

  peekOne(key: string): StorageValue | undefined {
    return this.entries.get(key);
  }

  view(prefix: string): StorageView {
    return new PrefixView(this, prefix);
  }

  /** Collects the operations done from now until the next call; `undefined` stops. */
  record(into: StorageOperation[] | undefined): void {
    this.recording = into;
  }

  snapshot(): BarrierSnapshot {
    return { entries: this.entries.clone(), counts: this.counts };
  }

  restore(snapshot: BarrierSnapshot): void {
    this.entries = snapshot.entries.clone();
    this.counted = { ...snapshot.counts };
  }
}

/** The names one level below a prefix. A deeper level is stepped over in one seek, however much it holds. */
function listLevel(entries: OrderedEntries, prefix: string): string[] {
  const names: string[] = [];
  let from = prefix;
  for (;;) {
    let skipTo: string | undefined;
    for (const key of entries.keys(from)) {
      if (!key.startsWith(prefix)) return names;
      const slash = key.indexOf("/", prefix.length);
      if (slash >= 0) {
        names.push(key.slice(prefix.length, slash + 1));
        // "0" is the character after "/", so this is the first key beyond everything below that name.
        skipTo = `${key.slice(0, slash)}0`;
        break;
      }
      if (key.length > prefix.length) names.push(key.slice(prefix.length));
    }
    if (skipTo === undefined) return names;
    from = skipTo;
  }
}
