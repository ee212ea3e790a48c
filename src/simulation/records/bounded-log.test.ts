import { describe, expect, test } from "vitest";
import { BoundedLog, type LogItem } from "./bounded-log.ts";

function filled(count: number, bounds = { items: 5, characters: 1000 }, characters = 10) {
  const log = new BoundedLog<LogItem>(bounds);
  const add = (mark = "") => log.append({ number: log.end, mark: `${log.end}${mark}`, characters });
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
    expect(log.since(undefined)).toMatchObject({ first: 0, from: 0, items: { length: 4 } });
    expect(log.since({ number: 1, mark: "1" })).toMatchObject({
      first: 0,
      from: 2,
      items: [{ number: 2 }, { number: 3 }],
    });
    expect(log.since({ number: 3, mark: "3" })).toMatchObject({ from: 4, items: [] });
  });

  test("tells a reader everything whose world went another way, or who fell behind", () => {
    const { log, add } = filled(3);
    const before = log.snapshot();
    add();
    log.restore(before);
    expect(log.since({ number: 3, mark: "3" })).toMatchObject({ first: 0, from: 0, items: { length: 3 } });
    add(" again");
    expect(log.since({ number: 3, mark: "3" }).from).toBe(0);
    expect(log.since({ number: 2, mark: "2" }).from).toBe(3);
    expect(filled(300).log.since({ number: 2, mark: "2" })).toMatchObject({ first: 295, from: 295 });
  });

  test("goes on from where it was put back to, and on again to where it had been", () => {
    const { log, add, numbers } = filled(298);
    const then = log.snapshot();
    add();
    add();
    const later = log.snapshot();
    log.restore(then);
    expect(numbers()).toEqual([293, 294, 295, 296, 297]);
    add(" again");
    expect(numbers()).toEqual([294, 295, 296, 297, 298]);
    log.restore(later);
    expect([numbers(), log.end, log.at(298)?.mark]).toEqual([[295, 296, 297, 298, 299], 300, "298"]);
  });
});
