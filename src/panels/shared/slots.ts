/** Elements for rows that come and go as a list is scrolled: a row that comes takes over the element of one that went. */

/** What tells a row from the others: most often a place. */
type RowId = string | number;

/** The element of each row that is shown. */
export type Slots = ReadonlyMap<RowId, number>;

/** Rows that were shown keep their elements. */
export function assignSlots(before: Slots, rows: readonly RowId[]): Slots {
  const shown = new Set(rows);
  const free: number[] = [];
  let next = 0;
  for (const [row, slot] of before) {
    if (!shown.has(row)) free.push(slot);
    next = Math.max(next, slot + 1);
  }
  let taken = 0;
  const slotOf = (row: RowId) => before.get(row) ?? free[taken++] ?? next++;
  return new Map(rows.map((row) => [row, slotOf(row)]));
}

/** Assigns from one drawing to the next. */
export function rememberingSlots(): (rows: readonly RowId[]) => Slots {
  let slots: Slots = new Map();
  return (rows) => {
    slots = assignSlots(slots, rows);
    return slots;
  };
}
