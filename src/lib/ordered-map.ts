/** An ordered map that copies on write: `clone()` is O(1), so a snapshot of a world costs nothing. */
import BTree from "sorted-btree";
import diffAgainst from "sorted-btree/extended/diffAgainst.js";

export type OrderedMap<Key, Value> = BTree<Key, Value>;

/**
 * sorted-btree is CommonJS: some loaders hand over its exports as the default, others the class itself.
 * Asked for here once, so that nobody else needs to know.
 */
const OrderedMapClass: typeof BTree = isLoaded(BTree) ? BTree : Reflect.get(BTree, "default");
const differ: typeof diffAgainst = isLoaded(diffAgainst) ? diffAgainst : Reflect.get(diffAgainst, "default");

function isLoaded(loaded: unknown): boolean {
  return typeof loaded === "function";
}

export function createOrderedMap<Key, Value>(compare: (left: Key, right: Key) => number): OrderedMap<Key, Value> {
  return new OrderedMapClass<Key, Value>(undefined, compare);
}

export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Calls back, in no certain order, for each key whose value is another in the two maps. What copies share is passed over. */
export function eachDifference<Key, Value>(
  before: OrderedMap<Key, Value>,
  after: OrderedMap<Key, Value>,
  report: (key: Key, before: Value | undefined, after: Value | undefined) => void,
): void {
  differ(
    before,
    after,
    (key, value) => report(key, value, undefined),
    (key, value) => report(key, undefined, value),
    (key, value, other) => report(key, value, other),
  );
}
