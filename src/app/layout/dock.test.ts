import { describe, expect, test } from "vitest";
import { dock, show, shownTab, tabbed, undock } from "./dock.ts";

const ALL = ["tokens", "accessors", "storage", "tree", "wire"] as const;

describe("the dock", () => {
  test("a panel that is put below leaves the tabs, and the next tab is shown", () => {
    const before = { panel: "tokens", docked: ["tree"] } as const;
    const after = { ...before, ...dock(before, "tokens") };
    expect(after.docked).toEqual(["tree", "tokens"]);
    expect(tabbed(ALL, after.docked)).toEqual(["accessors", "storage", "wire"]);
    expect(shownTab(tabbed(ALL, after.docked), after.panel)).toBe("accessors");
  });

  test("a panel that is closed below has its tab again", () => {
    const before = { panel: "tokens", docked: ["tree", "storage"] } as const;
    expect(undock(before, "tree").docked).toEqual(["storage"]);
  });

  test("where there is no room for one more, the topmost goes back to the tabs", () => {
    const before = { panel: "tokens", docked: ["tree", "storage", "wire"] } as const;
    expect(dock(before, "accessors").docked).toEqual(["storage", "wire", "accessors"]);
  });

  test("a panel in sight below is not brought to the tabs", () => {
    const now = { panel: "tokens", docked: ["tree"], mode: "wide" } as const;
    expect(show(now, "tree")).toEqual({});
    expect(show(now, "wire")).toEqual({ panel: "wire" });
  });

  test("where there is room for one panel at a time, one that would stand below is brought to the tabs", () => {
    const now = { panel: "tokens", docked: ["tree"] } as const;
    expect(show({ ...now, mode: "tabs" }, "tree")).toEqual({ panel: "tree" });
    expect(show({ ...now, mode: "phone" }, "tree")).toEqual({ panel: "tree" });
  });
});
