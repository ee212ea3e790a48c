import { expect, test } from "vitest";
import { isArranged, LAYOUT_PRESETS } from "./presets.ts";

test("each arrangement is itself and no other, and none where a panel is enlarged", () => {
  const namesOf = (state: (typeof LAYOUT_PRESETS)[number]["state"]) =>
    LAYOUT_PRESETS.filter((preset) => isArranged(state, preset)).map(({ name }) => name);
  for (const { name, state } of LAYOUT_PRESETS) {
    expect(namesOf({ ...state })).toEqual([name]);
    expect(namesOf({ ...state, enlarged: "tree" })).toEqual([]);
  }
});

test("with the panels closed it does not matter which are docked", () => {
  const alone = { guideShown: false, panelsShown: false, enlarged: undefined, docked: [] };
  expect(LAYOUT_PRESETS.filter((preset) => isArranged(alone, preset)).map(({ name }) => name)).toEqual(["terminal"]);
});
