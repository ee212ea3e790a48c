import { describe, expect, test } from "vitest";
import { exampleWorld } from "../shared/example-world.ts";
import { selectStorage } from "./select.ts";

describe("what each token cost", () => {
  test("four keys for a service token, none for a batch token, root uncounted", () => {
    const shown = selectStorage(exampleWorld(), 6);
    expect(shown.service).toEqual({ keys: 8, tokens: 2 });
    expect(shown.batch).toEqual({ keys: 0, tokens: 4 });
    expect(shown.columns.map(({ token }) => token.key)).toEqual([
      "service1",
      "service2",
      "batch1",
      "batch2",
      "batch3",
      "batch4",
    ]);
  });
  test("what a revocation deleted is marked so", () => {
    const [first, second, third] = selectStorage(exampleWorld(), 6).columns;
    expect(first?.cells).toEqual(["written", "written", "written", "written"]);
    expect(second?.cells).toEqual(["deleted", "deleted", "deleted", "deleted"]);
    expect(third?.cells).toEqual(["never", "never", "never", "never"]);
  });
  test("where there is no room the earlier ones are only counted", () => {
    const shown = selectStorage(exampleWorld(), 2);
    expect([shown.columns.length, shown.earlier]).toEqual([2, 4]);
    expect(shown.service.keys).toBe(8);
  });
});
