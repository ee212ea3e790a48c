/** The page's state: the world that panels show, and the few settings of the page itself. React reads it; nothing here is React. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { applyDelta, emptyWorld, inPlaceOf, seenFrom, type RequestTrace, type World } from "../panels/index.ts";
import type { FromSimulation, MomentName, Step, WorldDelta } from "../simulation/index.ts";
import { show } from "./layout/dock.ts";
import type { PaneMode } from "./layout/mode.ts";
import type { GuideState } from "./guide/guide-state.ts";
import type { PanelName } from "./panel-names.ts";
import type { SessionState } from "./sessions/open-session.ts";
import type { OfferedSession } from "./sessions/travel.ts";
import { ONE_TERMINAL, type TerminalsState } from "./terminals/state.ts";
import { keepSettings, readSettings, settingsOf, type Settings } from "./settings.ts";

export type PhoneTab = "terminal" | "guide" | "tokens" | "tree" | "time" | "more";

/** A check that the Inspector is to make: what a token may do somewhere. */
export interface AskedCheck {
  readonly operation: RequestTrace["operation"];
  readonly path: string;
}

export type Enlarged = PanelName | "terminal";
export type Dialog = "about" | "compare" | "keys" | "palette" | "sessions" | "settings";

export interface AppState extends Settings {
  /** What panels show: the world as it is, or as it was at the moment that is looked at. */
  readonly world: World;
  /** The moment that is looked at. */
  readonly look: Step | undefined;
  /** The world as it is, while `world` is another. */
  readonly live: World | undefined;
  readonly guide: GuideState;
  readonly session: SessionState;
  /** The shell has said its first prompt. */
  readonly ready: boolean;
  /** Lines that have finished in this page; checks run when it grows. */
  readonly finishedLines: number;
  /** How the panes stand in the room that the window has. */
  readonly mode: PaneMode;
  /** The pane that fills the place of all. */
  readonly enlarged: Enlarged | undefined;
  /** The page is laid out for a projector. */
  readonly presenting: boolean;
  /** The panel under the light; undefined: the one that changed. */
  readonly presentedPanel: PanelName | undefined;
  readonly phoneTab: PhoneTab;
  readonly terminals: TerminalsState;
  /** The terminal's search field is open. */
  readonly searching: boolean;
  readonly dialog: Dialog | undefined;
  /** The two moments of the sheet that compares. */
  readonly compared: { readonly from: MomentName; readonly to: MomentName };
  /** A session that came as a link or a file, and waits to be opened or not. */
  readonly offered: OfferedSession | undefined;
  /** Said to screen readers. */
  readonly announcement: string;
  readonly pickedKey: string | undefined;
  /** What the Inspector was opened for; a new object each time. */
  readonly askedCheck: AskedCheck | undefined;
}

export type AppStore = StoreApi<AppState>;

export function createAppStore(nowMs: number): AppStore {
  const store = createStore<AppState>(() => ({
    world: emptyWorld(nowMs),
    look: undefined,
    live: undefined,
    guide: { status: "loading" },
    session: {
      id: "",
      name: "",
      role: "writes",
      isKept: true,
      mayClash: false,
      problem: undefined,
      replaying: undefined,
    },
    ready: false,
    finishedLines: 0,
    ...readSettings(),
    mode: "wide",
    enlarged: undefined,
    presenting: false,
    presentedPanel: undefined,
    phoneTab: "terminal",
    terminals: ONE_TERMINAL,
    searching: false,
    dialog: undefined,
    compared: { from: "now", to: "now" },
    offered: undefined,
    announcement: "",
    pickedKey: undefined,
    askedCheck: undefined,
  }));
  store.subscribe((state, before) => {
    const earlier = new Map<string, unknown>(Object.entries(settingsOf(before)));
    if (Object.entries(settingsOf(state)).some(([name, value]) => earlier.get(name) !== value)) keepSettings(state);
  });
  return store;
}

/** Brings a panel into sight, in whatever layout there is. */
export function showPanel(now: AppState, name: PanelName): Partial<AppState> {
  const phoneTab = name === "tokens" || name === "tree" ? name : "more";
  return { ...show(now, name), panelsShown: true, phoneTab };
}

/** Shows a token in the Inspector, and what it may do where that was asked. */
export function inspectToken(store: AppStore, key: string, check?: AskedCheck): void {
  store.setState((now) => ({
    ...showPanel(now, "inspector"),
    enlarged: now.enlarged === undefined || now.enlarged === "terminal" ? undefined : "inspector",
    presentedPanel: now.presenting ? "inspector" : now.presentedPanel,
    pickedKey: key,
    askedCheck: check && { ...check },
  }));
}

/** Takes in what the simulation says. */
export function receive(store: AppStore, message: FromSimulation): void {
  if (message.kind === "world") store.setState((state) => taken(state, message.delta));
  else if (message.kind === "travelled")
    // Where the world is another, what was asked of it after the last line is to be asked again.
    store.setState(({ finishedLines }) => ({ announcement: message.note, finishedLines: finishedLines + 1 }));
  else if (message.kind === "prompt")
    store.setState(({ finishedLines, ready }) => ({ ready: true, finishedLines: finishedLines + (ready ? 1 : 0) }));
}

/** A delta is of the world as it is. One that begins it anew ends all looking: its moments may be others. */
function taken({ world, live }: AppState, delta: WorldDelta): Partial<AppState> {
  if (live === undefined) return { world: applyDelta(world, delta) };
  if (!delta.reset && !delta.instead) return { live: applyDelta(live, delta) };
  return { world: applyDelta(inPlaceOf(world, live), delta), live: undefined, look: undefined };
}

/** Another terminal is in front: who the student is, is who its shell is. */
export function inFront({ world, live }: AppState, terminal: number): Partial<AppState> {
  return { world: seenFrom(world, terminal), live: live && seenFrom(live, terminal) };
}

/** The world as it is, whatever the panels show. */
export function liveWorld({ live, world }: AppState): World {
  return live ?? world;
}
