/** An ordered map that copies on write: `clone()` is O(1), so a snapshot of a world costs nothing. */
import BTree from "sorted-btree";

export type OrderedMap<Key, Value> = BTree<Key, Value>;

/**
 * sorted-btree is CommonJS: some loaders hand over its exports as the default, others the class itself.
 * Asked for here once, so that nobody else needs to know.
 */
const OrderedMapClass: typeof BTree = isClass(BTree) ? BTree : Reflect.get(BTree, "default");

function isClass(loaded: unknown): boolean {
  return typeof loaded === "function";
}

export function createOrderedMap<Key, Value>(compare: (left: Key, right: Key) => number): OrderedMap<Key, Value> {
  return new OrderedMapClass<Key, Value>(undefined, compare);
}

export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
