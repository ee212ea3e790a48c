/** What can be done to the page and the world by name: the rows of the command palette. */
import { FIRST_TERMINAL } from "../../simulation/index.ts";
import { LAYOUT_PRESETS } from "../layout/presets.ts";
import type { Services } from "../services.ts";
import { clampFontPx, TERMINAL_FONT_PX } from "../settings.ts";
import { showPanel, type AppState } from "../store.ts";
import { openProjector } from "../present/projector.ts";
import { PANEL_VIEWS } from "../views/registry.ts";

export const ACTION_GROUPS = ["Panels", "Layout", "Time", "Terminal", "Look", "Session", "Help"] as const;

export interface Action {
  readonly title: string;
  readonly group: (typeof ACTION_GROUPS)[number];
  /** Other words that it is looked for by. */
  readonly words?: string;
  readonly keys?: string;
  readonly run: () => void;
}

const HOUR_SECONDS = 3600;

/** All actions, as the page stands. */
export function actionsOf(services: Services, state: AppState): readonly Action[] {
  return [
    ...panelActions(services),
    ...layoutActions(services, state),
    ...timeActions(services, state),
    ...terminalActions(services, state),
    ...lookActions(services, state),
    ...otherActions(services),
  ];
}

function panelActions({ store }: Services): Action[] {
  return PANEL_VIEWS.map(({ name, title }) => ({
    title: `Show ${title}`,
    group: "Panels",
    run: () => store.setState((now) => ({ ...showPanel(now, name), enlarged: undefined })),
  }));
}

function layoutActions(
  services: Services,
  { guideShown, panelsShown, panel, enlarged, presenting }: AppState,
): Action[] {
  const { store } = services;
  const presets: Action[] = LAYOUT_PRESETS.map(({ title, about, state }) => ({
    title: `Layout: ${title}`,
    group: "Layout",
    words: about,
    run: () => store.setState(state),
  }));
  return [
    ...presets,
    {
      title: guideShown ? "Close the guide" : "Open the guide",
      group: "Layout",
      run: () => store.setState({ guideShown: !guideShown }),
    },
    {
      title: presenting ? "Leave present mode" : "Present",
      group: "Layout",
      words: "projector large class",
      run: () => store.setState({ presenting: !presenting }),
    },
    {
      title: "Open a window for the projector",
      group: "Layout",
      words: "present second screen class",
      run: () => openProjector(services),
    },
    {
      title: panelsShown ? "Close the panels" : "Open the panels",
      group: "Layout",
      run: () => store.setState({ panelsShown: !panelsShown }),
    },
    {
      title: enlarged === undefined ? "Enlarge the panel" : "Make everything its usual size",
      group: "Layout",
      words: "full screen fullscreen maximize",
      run: () => store.setState({ enlarged: enlarged === undefined ? panel : undefined }),
    },
  ];
}

function timeActions({ clock, time: travel }: Services, { world, live, look }: AppState): Action[] {
  const isPaused = world.clock.rate === 0;
  const { steps } = live ?? world;
  const before = steps.at(steps.findIndex(({ moment }) => moment === look?.moment) - 1);
  const time = (title: string, action: Parameters<typeof clock>[0], words = "clock"): Action => ({
    title,
    group: "Time",
    words,
    run: () => clock(action),
  });
  return [
    { title: "Undo", group: "Time", words: "back", keys: "Ctrl-Alt-Z", run: () => travel.go({ steps: -1 }) },
    { title: "Redo", group: "Time", words: "again", keys: "Ctrl-Alt-Shift-Z", run: () => travel.go({ steps: 1 }) },
    { title: "Go back to the beginning", group: "Time", words: "reset undo all", run: () => travel.go("beginning") },
    isPaused ? time("Let the clock run", { kind: "run", rate: 1 }) : time("Pause the clock", { kind: "pause" }),
    ...(before === undefined || (look !== undefined && look === steps[0])
      ? []
      : [
          {
            title: look === undefined ? "Look at the moment before" : "Look a step further back",
            group: "Time",
            words: "earlier past timeline history",
            run: () => travel.look(before),
          } as const,
        ]),
    ...(look === undefined
      ? []
      : ([
          { title: "Return to now", group: "Time", words: "present leave look", keys: "Esc", run: () => travel.back() },
          { title: "Branch from here", group: "Time", words: "go on moment look", run: () => travel.branch() },
        ] as const)),
    {
      title: "Compare two moments",
      group: "Time",
      words: "diff difference changed timeline",
      // When the palette's own sheet is gone: a browser tells of that later.
      run: () => setTimeout(() => travel.compare(look?.moment ?? steps[0]?.moment ?? "now", "now"), 0),
    },
    time("Run the clock ×60", { kind: "run", rate: 60 }, "clock x60 faster minute"),
    time("Run the clock ×3,600", { kind: "run", rate: 3600 }, "clock x3600 faster hour"),
    time("Run the clock ×86,400", { kind: "run", rate: 86_400 }, "clock x86400 faster day"),
    time("Move the clock 1 hour on", { kind: "advance", seconds: HOUR_SECONDS }, "clock in 1 h"),
    time("Move the clock 24 hours on", { kind: "advance", seconds: 24 * HOUR_SECONDS }, "clock in 24 h 1 day tomorrow"),
    time("Move the clock to the next expiry", { kind: "next-expiry" }),
  ];
}

function terminalActions(
  { store, terminal, terminals }: Services,
  { terminalFontPx, terminals: { tabs, front, closed } }: AppState,
): Action[] {
  const resize = (px: number) => () => store.setState({ terminalFontPx: clampFontPx(px) });
  const inSight = (act: () => void) => () => {
    store.setState({ phoneTab: "terminal" });
    act();
    // The sheet gives the focus back to where it was, when it is gone.
    setTimeout(() => terminal()?.focus(), 0);
  };
  const several: Action[] = [
    { title: "Next terminal", group: "Terminal", words: "tab switch", run: inSight(() => terminals.showBeside(1)) },
    {
      title: "Previous terminal",
      group: "Terminal",
      words: "tab switch",
      run: inSight(() => terminals.showBeside(-1)),
    },
  ];
  return [
    {
      title: "New terminal",
      group: "Terminal",
      keys: "Alt-T",
      words: "tab shell open",
      run: inSight(() => terminals.open()),
    },
    ...(tabs.length > 1 ? several : []),
    {
      title: tabs.length > 1 ? `Name terminal ${front}` : "Name the terminal",
      group: "Terminal",
      keys: "F2",
      words: "tab rename title",
      run: () => {
        store.setState({ phoneTab: "terminal" });
        // The sheet gives the focus back to where it was, when it is gone.
        setTimeout(() => terminals.askName(), 0);
      },
    },
    ...(front === FIRST_TERMINAL
      ? []
      : [
          {
            title: `Close terminal ${front}`,
            group: "Terminal",
            words: "tab exit",
            run: inSight(() => terminals.close()),
          } as const,
        ]),
    ...(closed === undefined
      ? []
      : [
          {
            title: `Bring back terminal ${closed}`,
            group: "Terminal",
            words: "tab reopen",
            run: inSight(() => terminals.bringBack()),
          } as const,
        ]),
    { title: "Clear the screen", group: "Terminal", keys: "Ctrl-L", run: () => terminal()?.clear() },
    {
      title: "Search the terminal",
      group: "Terminal",
      keys: "Ctrl-Shift-F",
      words: "find scrollback",
      run: () => store.setState({ searching: true, phoneTab: "terminal" }),
    },
    { title: "Larger letters", group: "Terminal", words: "font size zoom bigger", run: resize(terminalFontPx + 1) },
    { title: "Smaller letters", group: "Terminal", words: "font size zoom smaller", run: resize(terminalFontPx - 1) },
    { title: "Letters of the usual size", group: "Terminal", words: "font reset", run: resize(TERMINAL_FONT_PX.usual) },
  ];
}

function lookActions({ store }: Services, { motion, screenReader, explains }: AppState): Action[] {
  return [
    { title: "Theme: as the system", group: "Look", run: () => store.setState({ theme: "system" }) },
    { title: "Theme: light", group: "Look", run: () => store.setState({ theme: "light" }) },
    { title: "Theme: dark", group: "Look", run: () => store.setState({ theme: "dark" }) },
    {
      title: motion === "system" ? "Reduce motion" : "Motion: as the system",
      group: "Look",
      words: "animation",
      run: () => store.setState({ motion: motion === "system" ? "reduced" : "system" }),
    },
    {
      title: screenReader ? "Screen reader mode: off" : "Screen reader mode: on",
      group: "Look",
      words: "accessibility speech",
      run: () => store.setState({ screenReader: !screenReader }),
    },
    {
      title: explains ? "Why: off" : "Why: on",
      group: "Look",
      words: "explain refusals reason",
      run: () => store.setState({ explains: !explains }),
    },
  ];
}

function otherActions(services: Services): Action[] {
  const { store, sessions } = services;
  const save = (form: "svg" | "png") => () =>
    void import("../present/save-files.ts").then(({ savePicture }) => savePicture(services, form));
  const say = (text: string) => services.terminal()?.note(text);
  const open = (dialog: AppState["dialog"]) => () => setTimeout(() => store.setState({ dialog }), 0);
  return [
    {
      title: "Start a new session",
      group: "Session",
      words: "reset fresh server",
      run: () => void sessions.current.startNew(),
    },
    { title: "Sessions", group: "Session", words: "open rename duplicate delete list import", run: open("sessions") },
    {
      title: "Copy a link to this session",
      group: "Session",
      words: "share url",
      run: () => void sessions.copyLink().then(({ said }) => say(said)),
    },
    {
      title: "Save this session as a file",
      group: "Session",
      words: "export download",
      run: () => void sessions.saveFile(store.getState().session.id).then(({ said }) => say(said)),
    },
    { title: "Save a picture (PNG)", group: "Session", words: "image screenshot download", run: save("png") },
    { title: "Save a picture (SVG)", group: "Session", words: "image vector download", run: save("svg") },
    {
      title: "Save the terminal as an asciicast",
      group: "Session",
      words: "recording asciinema download",
      run: () => void import("../present/save-files.ts").then(({ saveCast }) => saveCast(services)),
    },
    { title: "Settings", group: "Help", words: "preferences options", run: open("settings") },
    { title: "Keyboard", group: "Help", keys: "?", words: "shortcuts", run: open("keys") },
    { title: "About Glassvault", group: "Help", words: "licence version", run: open("about") },
  ];
}
