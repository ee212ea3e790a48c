/** The page's state: the world that panels show, and the few settings of the page itself. React reads it; nothing here is React. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { applyDelta, emptyWorld, type RequestTrace, type World } from "../panels/index.ts";
import type { FromSimulation } from "../simulation/index.ts";
import type { GuideState } from "./guide/guide-state.ts";
import { PANEL_NAMES, type PanelName } from "./panel-names.ts";

export type Theme = "system" | "light" | "dark";
/** `inspector` is no tab: it opens over the tokens. */
export type PhoneTab = "terminal" | "guide" | "tokens" | "inspector" | "tree" | "time";

/** A check that the Inspector is to make: what a token may do somewhere. */
export interface AskedCheck {
  readonly operation: RequestTrace["operation"];
  readonly path: string;
}

export interface AppState {
  readonly world: World;
  readonly guide: GuideState;
  /** The session's seed, which is its name. */
  readonly session: string;
  /** The shell has said its first prompt. */
  readonly ready: boolean;
  /** Lines that have finished in this page; checks run when it grows. */
  readonly finishedLines: number;
  readonly theme: Theme;
  /** The terminal speaks to screen readers, which costs it speed. */
  readonly screenReader: boolean;
  readonly panel: PanelName;
  readonly phoneTab: PhoneTab;
  /** The terminal's search field is open. */
  readonly searching: boolean;
  readonly dialog: "about" | "keys" | undefined;
  /** Said to screen readers. */
  readonly announcement: string;
  readonly pickedKey: string | undefined;
  /** What the Inspector was opened for; a new object each time. */
  readonly askedCheck: AskedCheck | undefined;
  /** The terminal says why after a refusal or a surprise. */
  readonly explains: boolean;
}

export type AppStore = StoreApi<AppState>;

const SETTINGS_KEY = "glassvault.settings";

export function createAppStore(nowMs: number): AppStore {
  const kept = readSettings();
  const store = createStore<AppState>(() => ({
    world: emptyWorld(nowMs),
    guide: { status: "loading" },
    session: "",
    ready: false,
    finishedLines: 0,
    theme: kept.theme ?? "system",
    screenReader: kept.screenReader ?? false,
    panel: kept.panel ?? "tokens",
    phoneTab: "terminal",
    searching: false,
    dialog: undefined,
    announcement: "",
    pickedKey: undefined,
    askedCheck: undefined,
    explains: kept.explains ?? true,
  }));
  store.subscribe(({ theme, screenReader, panel, explains }, before) => {
    const isChanged =
      theme !== before.theme ||
      screenReader !== before.screenReader ||
      panel !== before.panel ||
      explains !== before.explains;
    if (isChanged) keepSettings({ theme, screenReader, panel, explains });
  });
  return store;
}

/** Shows a token in the Inspector, and what it may do where that was asked. */
export function inspectToken(store: AppStore, key: string, check?: AskedCheck): void {
  store.setState({ pickedKey: key, panel: "inspector", phoneTab: "inspector", askedCheck: check && { ...check } });
}

/** Takes in what the simulation says. */
export function receive(store: AppStore, message: FromSimulation): void {
  if (message.kind === "world") store.setState(({ world }) => ({ world: applyDelta(world, message.delta) }));
  else if (message.kind === "prompt")
    store.setState(({ finishedLines, ready }) => ({ ready: true, finishedLines: finishedLines + (ready ? 1 : 0) }));
}

const THEMES: readonly Theme[] = ["system", "light", "dark"];

interface Settings {
  readonly theme?: Theme | undefined;
  readonly screenReader?: boolean | undefined;
  readonly panel?: PanelName | undefined;
  readonly explains?: boolean | undefined;
}

function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(settings));
  } catch {
    // A browser that keeps nothing has the settings until it is closed.
  }
}

/** Settings come from a place that anything may have written to: what is not understood is ignored. */
function readSettings(): Settings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return {
      theme: "theme" in kept ? THEMES.find((theme) => theme === kept.theme) : undefined,
      screenReader: "screenReader" in kept ? kept.screenReader === true : undefined,
      explains: "explains" in kept ? kept.explains !== false : undefined,
      panel: "panel" in kept ? PANEL_NAMES.find((panel) => panel === kept.panel) : undefined,
    };
  } catch {
    return {};
  }
}
