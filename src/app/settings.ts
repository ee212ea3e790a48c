/** What a person chose of the page itself. Kept in this browser; what is not understood is ignored. */
import type { WantedPlace } from "./layout/mode.ts";
import { PANEL_NAMES, type PanelName } from "./panel-names.ts";

export type Theme = "system" | "light" | "dark";
export type Motion = "system" | "reduced";

export interface Settings {
  readonly theme: Theme;
  readonly motion: Motion;
  /** The terminal speaks to screen readers, which costs it speed. */
  readonly screenReader: boolean;
  /** The terminal says why after a refusal or a surprise. */
  readonly explains: boolean;
  /** Size of the terminal's letters, CSS pixels. */
  readonly terminalFontPx: number;
  /** The panel whose tab is shown. */
  readonly panel: PanelName;
  /** Panels that stand below the tabs, from top to bottom. */
  readonly docked: readonly PanelName[];
  /** Where the panels stand where there is room for one at a time. */
  readonly sidePlace: WantedPlace;
  readonly guideShown: boolean;
  readonly panelsShown: boolean;
}

/** Letters for the back row: the terminal's are as large as `--text-xl` there. */
export const PRESENT_FONT_PX = 22;

export const TERMINAL_FONT_PX = { least: 10, usual: 13, most: 32 } as const;
/** More panels than this do not fit below each other. */
export const MOST_DOCKED = 3;

export const DEFAULT_SETTINGS: Settings = {
  theme: "system",
  motion: "system",
  screenReader: false,
  explains: true,
  terminalFontPx: TERMINAL_FONT_PX.usual,
  panel: "tokens",
  docked: ["tree"],
  sidePlace: "auto",
  guideShown: true,
  panelsShown: true,
};

const SETTINGS_KEY = "glassvault.settings";

const THEMES: readonly Theme[] = ["system", "light", "dark"];
const MOTIONS: readonly Motion[] = ["system", "reduced"];
const PLACES: readonly WantedPlace[] = ["auto", "beside", "below"];

/** How each setting is read from what was kept: undefined where it is none. */
const READERS: { readonly [Name in keyof Settings]: (kept: unknown) => Settings[Name] | undefined } = {
  theme: (kept) => THEMES.find((theme) => theme === kept),
  motion: (kept) => MOTIONS.find((motion) => motion === kept),
  screenReader: readBoolean,
  explains: readBoolean,
  terminalFontPx: (kept) => (typeof kept === "number" && Number.isFinite(kept) ? clampFontPx(kept) : undefined),
  panel: readPanel,
  docked: (kept) => (Array.isArray(kept) ? uniquePanels(kept) : undefined),
  sidePlace: (kept) => PLACES.find((place) => place === kept),
  guideShown: readBoolean,
  panelsShown: readBoolean,
};

export function clampFontPx(px: number): number {
  return Math.min(TERMINAL_FONT_PX.most, Math.max(TERMINAL_FONT_PX.least, Math.round(px)));
}

/** The settings in `from`, and nothing else of it. */
export function settingsOf(from: Settings): Settings {
  const { theme, motion, screenReader, explains, terminalFontPx, panel, docked, sidePlace, guideShown, panelsShown } =
    from;
  return { theme, motion, screenReader, explains, terminalFontPx, panel, docked, sidePlace, guideShown, panelsShown };
}

export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(settingsOf(settings)));
  } catch {
    // A browser that keeps nothing has the settings until it is closed.
  }
}

/** Settings come from a place that anything may have written to. */
export function readSettings(): Settings {
  try {
    return parseSettings(JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? "{}"));
  } catch {
    return DEFAULT_SETTINGS;
  }
}

export function parseSettings(kept: unknown): Settings {
  if (typeof kept !== "object" || kept === null) return DEFAULT_SETTINGS;
  const values = new Map(Object.entries(kept));
  const read = <Name extends keyof Settings>(name: Name): Settings[Name] =>
    READERS[name](values.get(name)) ?? DEFAULT_SETTINGS[name];
  return {
    theme: read("theme"),
    motion: read("motion"),
    screenReader: read("screenReader"),
    explains: read("explains"),
    terminalFontPx: read("terminalFontPx"),
    panel: read("panel"),
    docked: read("docked"),
    sidePlace: read("sidePlace"),
    guideShown: read("guideShown"),
    panelsShown: read("panelsShown"),
  };
}

function readBoolean(kept: unknown): boolean | undefined {
  return typeof kept === "boolean" ? kept : undefined;
}

function readPanel(kept: unknown): PanelName | undefined {
  return PANEL_NAMES.find((name) => name === kept);
}

function uniquePanels(kept: readonly unknown[]): readonly PanelName[] {
  const names = kept.map(readPanel).filter((name) => name !== undefined);
  return [...new Set(names)].slice(0, MOST_DOCKED);
}
