/** Long work in short turns, so that the page draws and answers in between. */

/** Work that can be left off at each `yield` and taken up again. */
export type Work<Result> = Generator<undefined, Result>;

/** A turn leaves half a frame to all else. */
const TURN_MS = 6;

/** All of it, now. */
export function finish<Result>(work: Work<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Turn by turn; undefined where it was not wanted to its end. What takes one turn only is done at once. */
export async function inTurns<Result>(work: Work<Result>, isWanted: () => boolean): Promise<Result | undefined> {
  while (isWanted()) {
    const endMs = performance.now() + TURN_MS;
    while (performance.now() < endMs) {
      const { done, value } = work.next();
      if (done) return value;
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
  return undefined;
}

/** Items sorted at once, and merged between two looks at the time. */
const RUN_ITEMS = 512;
const MERGED_ITEMS = 2048;

/** A sorted copy. */
export function* sorted<Item>(
  items: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Work<readonly Item[]> {
  let from: Item[] = [];
  for (let start = 0; start < items.length; start += RUN_ITEMS) {
    for (const item of items.slice(start, start + RUN_ITEMS).sort(compare)) from.push(item);
    yield;
  }
  for (let width = RUN_ITEMS; width < items.length; width *= 2) {
    const to: Item[] = [];
    for (let start = 0; start < from.length; start += 2 * width)
      yield* merge(from, to, { start, middle: start + width, end: start + 2 * width }, compare);
    from = to;
  }
  return from;
}

interface Runs {
  readonly start: number;
  readonly middle: number;
  readonly end: number;
}

function* merge<Item>(
  from: readonly Item[],
  to: Item[],
  { start, middle, end }: Runs,
  compare: (one: Item, other: Item) => number,
): Work<void> {
  const [left, right] = [from.slice(start, middle), from.slice(middle, end)];
  let [atLeft, atRight] = [0, 0];
  while (to.length < Math.min(end, from.length)) {
    const [one, other] = [left[atLeft], right[atRight]];
    if (one !== undefined && (other === undefined || compare(one, other) <= 0)) {
      to.push(one);
      atLeft++;
    } else if (other !== undefined) {
      to.push(other);
      atRight++;
    }
    if (to.length % MERGED_ITEMS === 0) yield;
  }
}
