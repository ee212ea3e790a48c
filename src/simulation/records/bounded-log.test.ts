import { describe, expect, test } from "vitest";
import { BoundedLog, type LogBounds, type LogItem } from "./bounded-log.ts";

function filled(count: number, bounds: LogBounds = { items: 5, characters: 1000 }, characters = 10) {
  const log = new BoundedLog<LogItem>(bounds);
  const add = (line?: number) => log.append({ number: log.end, mark: log.nextMark(7), characters }, line);
  for (let each = 0; each < count; each++) add();
  const numbers = () => log.all().map(({ number }) => number);
  return { log, add, numbers };
}

describe("a bounded log", () => {
  test("keeps the latest, by number and by weight, and one item however heavy", () => {
    expect(filled(300).numbers()).toEqual([295, 296, 297, 298, 299]);
    expect(filled(9, { items: 5, characters: 30 }).numbers()).toEqual([6, 7, 8]);
    expect(filled(2, { items: 5, characters: 30 }, 99).numbers()).toEqual([1]);
  });

  test("finds an item by its number while it is kept", () => {
    const { log } = filled(300);
    expect([log.at(294), log.at(295)?.number, log.at(299)?.number, log.at(300)]).toEqual([
      undefined,
      295,
      299,
      undefined,
    ]);
  });

  test("tells a reader what came after what it has", () => {
    const { log } = filled(4);
    const mark = log.at(0)?.mark ?? "";
    expect(log.since(undefined)).toMatchObject({ first: 0, from: 0, items: { length: 4 } });
    expect(log.since({ number: 1, mark })).toMatchObject({ first: 0, from: 2, items: [{ number: 2 }, { number: 3 }] });
    expect(log.since({ number: 3, mark })).toMatchObject({ from: 4, items: [] });
  });

  test("tells a reader everything whose world went another way, or who fell behind", () => {
    const { log, add } = filled(3);
    const mark = log.at(0)?.mark ?? "";
    const before = log.snapshot();
    add();
    log.restore(before);
    expect(log.since({ number: 3, mark })).toMatchObject({ first: 0, from: 0, items: { length: 3 } });
    add();
    expect(log.since({ number: 3, mark }).from).toBe(0);
    expect(log.since({ number: 2, mark }).from).toBe(3);
    expect(filled(300).log.since({ number: 2, mark })).toMatchObject({ first: 295, from: 295 });
    const elsewhere = filled(0).log;
    elsewhere.append({ number: 0, mark: elsewhere.nextMark(8), characters: 1 });
    expect(elsewhere.since({ number: 0, mark }).from).toBe(0);
  });

  test("a look at an earlier moment, and back, is no other way", () => {
    const { log, add } = filled(2);
    const then = log.snapshot();
    add();
    const now = log.snapshot();
    log.restore(then);
    log.restore(now);
    add();
    expect(log.since({ number: 2, mark: log.at(0)?.mark ?? "" }).from).toBe(3);
  });

  test("goes on from where it was put back to, and on again to where it had been", () => {
    const { log, add, numbers } = filled(298);
    const then = log.snapshot();
    add();
    add();
    const mark = log.at(298)?.mark;
    const later = log.snapshot();
    log.restore(then);
    expect(numbers()).toEqual([293, 294, 295, 296, 297]);
    add();
    expect(numbers()).toEqual([294, 295, 296, 297, 298]);
    expect(log.at(298)?.mark).not.toBe(mark);
    log.restore(later);
    expect([numbers(), log.end, log.at(298)?.mark]).toEqual([[295, 296, 297, 298, 299], 300, mark]);
  });
});

describe("of one line", () => {
  const bounds = { items: 8, characters: 1000, itemsOfLine: 3 };

  test("the latest are kept, and all that was before the line", () => {
    const { log, add, numbers } = filled(0, bounds);
    for (const line of [0, 0, 1, 1, 1, 1, 1, 2]) add(line);
    expect(numbers()).toEqual([0, 1, 4, 5, 6, 7]);
    expect([log.size, log.isWhole, log.since(undefined).gaps]).toEqual([6, false, [{ from: 2, to: 4 }]]);
    for (const line of [3, 3, 3, 3]) add(line);
    expect([numbers(), log.since(undefined).gaps]).toEqual([
      [1, 4, 5, 6, 7, 9, 10, 11],
      [
        { from: 2, to: 4 },
        { from: 8, to: 9 },
      ],
    ]);
    for (const line of [4, 4, 5, 5]) add(line);
    expect([numbers(), log.since(undefined).gaps]).toEqual([
      [6, 7, 9, 10, 11, 12, 13, 14, 15].slice(-8),
      [{ from: 8, to: 9 }],
    ]);
  });

  test("a reader who stands in what is gone reads on from there", () => {
    const { log, add } = filled(0, bounds);
    for (const line of [0, 1, 1]) add(line);
    const read = { number: 2, mark: log.at(2)?.mark ?? "" };
    for (let each = 0; each < 4; each++) add(1);
    expect(log.since(read)).toMatchObject({ from: 3, gaps: [{ from: 1, to: 4 }], items: [{ number: 4 }, {}, {}] });
    expect(log.since({ ...read, mark: "another" }).from).toBe(0);
  });

  test("a snapshot in the middle of it goes on as it was", () => {
    const { log, add, numbers } = filled(0, bounds);
    for (const line of [0, 1, 1, 1]) add(line);
    const then = log.snapshot();
    add(1);
    log.restore(then);
    expect([numbers(), log.since(undefined).gaps]).toEqual([[0, 1, 2, 3], []]);
    add(1);
    expect([numbers(), log.since(undefined).gaps]).toEqual([[0, 2, 3, 4], [{ from: 1, to: 2 }]]);
  });

  test("what it weighs is no longer counted when it is gone", () => {
    const { add, numbers } = filled(0, { items: 100, characters: 60, itemsOfLine: 3 });
    for (let each = 0; each < 50; each++) add(0);
    for (const line of [1, 1, 1]) add(line);
    expect(numbers()).toEqual([47, 48, 49, 50, 51, 52]);
  });
});
