/** Long work in short turns, so that the page draws and answers in between. */

import { BlockList } from "./block-list.ts";

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
    await nextTask();
  }
  return undefined;
}

/** When the page has done what it is at. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Numbers sorted at once, and merged between two looks at the time. */
const RUN_LENGTH = 512;
const MERGED_LENGTH = 2048;

type Compare = (one: number, other: number) => number;

/** A sorted copy. */
export function* sorted(numbers: BlockList<number>, compare: Compare): Work<BlockList<number>> {
  const { length } = numbers;
  let [from, to] = [new Int32Array(length), new Int32Array(length)];
  let filled = 0;
  for (const block of numbers.blocks) {
    from.set(block, filled);
    filled += block.length;
  }
  for (let start = 0; start < length; start += RUN_LENGTH) {
    from.subarray(start, start + RUN_LENGTH).sort(compare);
    yield;
  }
  for (let width = RUN_LENGTH; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width)
      yield* merge(from, to, { start, middle: Math.min(start + width, length), end: start + 2 * width }, compare);
    [from, to] = [to, from];
  }
  return BlockList.from(from);
}

interface Runs {
  readonly start: number;
  readonly middle: number;
  readonly end: number;
}

function* merge(from: Int32Array, to: Int32Array, { start, middle, end }: Runs, compare: Compare): Work<void> {
  const last = Math.min(end, from.length);
  let [left, right] = [start, middle];
  for (let at = start; at < last; at++) {
    const [one = 0, other = 0] = [from[left], from[right]];
    const isLeft = left < middle && (right >= last || compare(one, other) <= 0);
    to[at] = isLeft ? one : other;
    if (isLeft) left++;
    else right++;
    if (at % MERGED_LENGTH === 0) yield;
  }
}
