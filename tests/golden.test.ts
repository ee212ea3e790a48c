/**
 * What a real Vault printed, held against what ours prints: every recording is run through the transcript entry and compared
 * step by step. A step that differs is listed with both sides; the floor of a recording only ever rises. `npm run golden` prints
 * the same as a table.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { corpus, nameOf, recordingsIn, runRecordings, type HeldRecording } from "./golden-run.ts";

const files = recordingsIn(corpus);
let held: ReadonlyMap<string, HeldRecording>;

beforeAll(async () => {
  held = await runRecordings(files);
}, 120_000);

describe("recordings of a real Vault", () => {
  test.each(files.map(nameOf))("%s", (name) => {
    const { same = 0, total = 0, floor = 0, differences = [] } = held.get(name) ?? {};
    expect(total).toBeGreaterThan(0);
    const report = `${same} of ${total} the same, ${floor} promised\n${differences.join("\n")}`;
    expect(same, report).toBeGreaterThanOrEqual(floor);
  });
});
