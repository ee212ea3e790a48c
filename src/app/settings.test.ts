import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, parseSettings, settingsOf } from "./settings.ts";

describe("settings", () => {
  test("are read as they were kept", () => {
    const chosen = { ...DEFAULT_SETTINGS, theme: "dark", docked: ["storage", "tree"], terminalFontPx: 18 } as const;
    expect(parseSettings(JSON.parse(JSON.stringify(settingsOf(chosen))))).toEqual(chosen);
  });

  test("take nothing that they do not know, each by itself", () => {
    const kept = {
      theme: "pink",
      docked: ["tree", "tree", "x", 5],
      terminalFontPx: 900,
      panelsShown: "no",
      motion: "reduced",
    };
    expect(parseSettings(kept)).toEqual({
      ...DEFAULT_SETTINGS,
      docked: ["tree"],
      terminalFontPx: 32,
      motion: "reduced",
    });
    for (const none of [null, 5, "text", []]) expect(parseSettings(none)).toEqual(DEFAULT_SETTINGS);
  });
});
