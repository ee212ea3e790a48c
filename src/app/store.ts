/** The page's state: the world that panels show, and the few settings of the page itself. React reads it; nothing here is React. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { applyDelta, emptyWorld, type World } from "../panels/index.ts";
import type { FromSimulation } from "../simulation/index.ts";
import type { GuideState } from "./guide/guide-state.ts";
import type { PanelName } from "./panel-names.ts";
import { keepSettings, readSettings, settingsOf, type Settings } from "./settings.ts";

export type PhoneTab = "terminal" | "guide" | "tokens" | "tree" | "time" | "more";

export type Enlarged = PanelName | "terminal";
export type Dialog = "about" | "keys" | "palette" | "settings";

export interface AppState extends Settings {
  readonly world: World;
  readonly guide: GuideState;
  /** The session's seed, which is its name. */
  readonly session: string;
  /** The shell has said its first prompt. */
  readonly ready: boolean;
  /** Lines that have finished in this page; checks run when it grows. */
  readonly finishedLines: number;
  /** The pane that fills the place of all. */
  readonly enlarged: Enlarged | undefined;
  readonly phoneTab: PhoneTab;
  /** The terminal's search field is open. */
  readonly searching: boolean;
  readonly dialog: Dialog | undefined;
  /** Said to screen readers. */
  readonly announcement: string;
  readonly pickedKey: string | undefined;
}

export type AppStore = StoreApi<AppState>;

export function createAppStore(nowMs: number): AppStore {
  const store = createStore<AppState>(() => ({
    world: emptyWorld(nowMs),
    guide: { status: "loading" },
    session: "",
    ready: false,
    finishedLines: 0,
    ...readSettings(),
    enlarged: undefined,
    phoneTab: "terminal",
    searching: false,
    dialog: undefined,
    announcement: "",
    pickedKey: undefined,
  }));
  store.subscribe((state, before) => {
    const earlier = new Map<string, unknown>(Object.entries(settingsOf(before)));
    if (Object.entries(settingsOf(state)).some(([name, value]) => earlier.get(name) !== value)) keepSettings(state);
  });
  return store;
}

/** Takes in what the simulation says. */
export function receive(store: AppStore, message: FromSimulation): void {
  if (message.kind === "world") store.setState(({ world }) => ({ world: applyDelta(world, message.delta) }));
  else if (message.kind === "prompt")
    store.setState(({ finishedLines, ready }) => ({ ready: true, finishedLines: finishedLines + (ready ? 1 : 0) }));
}
