/** Elements for rows that come and go as a list is scrolled: a row that comes takes over the element of one that went. */

/** The element of each row that is shown, by the row's key. */
export type Slots = ReadonlyMap<string, number>;

/** Rows that were shown keep their elements. */
export function assignSlots(before: Slots, keys: readonly string[]): Slots {
  const shown = new Set(keys);
  const free: number[] = [];
  let next = 0;
  for (const [key, slot] of before) {
    if (!shown.has(key)) free.push(slot);
    next = Math.max(next, slot + 1);
  }
  let taken = 0;
  const slotOf = (key: string) => before.get(key) ?? free[taken++] ?? next++;
  return new Map(keys.map((key) => [key, slotOf(key)]));
}

/** Assigns from one drawing to the next. */
export function rememberingSlots(): (keys: readonly string[]) => Slots {
  let slots: Slots = new Map();
  return (keys) => {
    slots = assignSlots(slots, keys);
    return slots;
  };
}
