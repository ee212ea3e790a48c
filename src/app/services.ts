/** Everything that lives as long as the page, made once and handed to React: the simulation, the store, the terminal, the save. */
import type { Answer, ClockAction, InspectionName, Journal, Question } from "../simulation/index.ts";
import { findToken } from "../panels/index.ts";
import { createTerminal, type TerminalHandle } from "../terminal/index.ts";
import type { Guide } from "./guide/controller.ts";
import { spawnSimulation } from "./browser-worker.ts";
import { ClockNotes } from "./clock-notes.ts";
import { CastRecorder } from "./present/asciicast.ts";
import { becomeIsolated } from "./isolation.ts";
import { openSave, type Save } from "./save.ts";
import { TERMINAL_FONT_PX } from "./settings.ts";
import { SimulationHost } from "./simulation-host.ts";
import { WorldFeed } from "./world-feed.ts";
import { createTimeTravel, followStill, type TimeTravel } from "./time-travel.ts";
import { createAppStore, inspectToken, liveWorld, receive, type AppStore, type AskedCheck } from "./store.ts";
import { WhyNotes } from "./why-notes.ts";

export interface Services {
  readonly store: AppStore;
  readonly host: SimulationHost;
  /** The element that the terminal lives in; layouts move it and never make another. */
  readonly terminalElement: HTMLElement;
  /** Undefined until `begin` has opened it. */
  readonly terminal: () => TerminalHandle | undefined;
  readonly clock: (action: ClockAction) => void;
  readonly time: TimeTravel;
  /** Asks about the world that panels show: as it stands, or as it was at the moment that is looked at. Undefined where the simulation ended before it could answer. */
  readonly inspect: <Name extends InspectionName>(question: Question<Name>) => Promise<Answer<Name> | undefined>;
  /** What the terminal has shown since the page was opened. */
  readonly cast: CastRecorder;
  readonly whys: WhyNotes;
  /** The lab; undefined until it is loaded. */
  readonly guide: () => Guide | undefined;
  /** Opens the terminal in its element, which must have its place on the page, and takes up the kept session or begins one. */
  readonly begin: () => Promise<void>;
  /** Loads the lab and follows it. */
  readonly beginGuide: () => Promise<void>;
  /** Ends the session and begins a new one. The typed history stays. */
  readonly startOver: () => void;
}

export interface CheckResult {
  readonly exitCode: number;
  readonly output: string;
}

/** The scrollback is kept this long after the last prompt, so that a loop of commands does not write at each. */
const KEEP_SCROLLBACK_AFTER_MS = 400;

export function startServices(): Services {
  const store = createAppStore(Date.now());
  const save = openSave();
  const terminalElement = document.createElement("div");
  terminalElement.className = "terminal";
  let terminal: TerminalHandle | undefined;
  let guide: Guide | undefined;
  let typed = false;
  const host = new SimulationHost({
    makeWorker: spawnSimulation,
    onJournal: (entries) => void save.then((kept) => kept.append(entries)),
    onNotice: (text) => {
      terminal?.note(text);
      store.setState({ announcement: text });
    },
  });
  const notes = new ClockNotes((text) => {
    terminal?.note(text);
    store.setState({ announcement: text });
  });
  const whys = new WhyNotes({
    terminal: () => terminal,
    world: () => liveWorld(store.getState()),
    isOn: () => store.getState().explains,
    onFollow: ({ tokenKey, check }) => inspectFromTerminal({ store, time }, tokenKey, check),
    onNever: () => store.setState({ explains: false, announcement: "Off. Settings turn it on again." }),
    say: (text) => store.setState({ announcement: text }),
  });
  const feed = new WorldFeed((delta) => {
    receive(store, { kind: "world", delta });
    whys.follow(delta);
    notes.follow(delta);
  });
  const inspect = async <Name extends InspectionName>(
    question: Question<Name>,
    at?: number,
  ): Promise<Answer<Name> | undefined> => {
    const answer = await host.request({ kind: "inspect", question, ...(at !== undefined && { at }) });
    return answer?.kind === "inspected" ? answer.answer : undefined;
  };
  const time = createTimeTravel({
    store,
    travel: (to) => host.post({ kind: "travel", to }),
    settle: () => feed.flush(),
    ask: (question) => inspect<"moment">(question),
  });
  followStill(store, document.documentElement);
  host.onMessage((message) => {
    if (message.kind === "world") feed.take(message.delta);
    else {
      if (message.kind === "prompt" || message.kind === "travelled") feed.flush();
      receive(store, message);
    }
  });
  const cast = new CastRecorder(Date.now(), () => terminal?.size() ?? { columns: 80, rows: 24 });
  const openTerminal = (kept: Save): TerminalHandle =>
    createTerminal({
      element: terminalElement,
      link: { post: (message) => host.post(message), onMessage: (callback) => host.onMessage(callback) },
      interrupt: () => host.interrupt(),
      history: { load: () => Promise.resolve(kept.history), append: (line) => kept.keepLine(line) },
      ...(kept.scrollback !== undefined && { restored: kept.scrollback }),
      onLine: () => {
        typed = true;
        if (store.getState().look === undefined) return;
        time.back();
        terminal?.note("Back to now: what is typed runs in the present");
      },
      screenReaderMode: store.getState().screenReader,
      // The usual size follows the browser's own letters.
      ...(store.getState().terminalFontPx !== TERMINAL_FONT_PX.usual && {
        fontSizePx: store.getState().terminalFontPx,
      }),
      onLeave: (direction) => moveBetweenPanes(direction),
      onShown: (text) => cast.shown(text, Date.now()),
      onCommands: () => store.setState({ dialog: "palette" }),
      onSearch: () => store.setState({ searching: true }),
      onExplain: () => whys.focus(),
      onLinkHover: (link) => {
        terminalElement.title = link === undefined ? "" : `Click to type this ${link.kind}, Ctrl-click to inspect it`;
      },
      onLinkInspect: ({ text }) => inspectText({ store, time }, text),
    });
  keepScrollback(host, save, () => terminal);
  store.subscribe(({ screenReader, terminalFontPx }, before) => {
    if (screenReader !== before.screenReader) terminal?.setScreenReaderMode(screenReader);
    if (terminalFontPx !== before.terminalFontPx) terminal?.setFontSizePx(terminalFontPx);
  });
  return {
    store,
    host,
    terminalElement,
    terminal: () => terminal,
    time,
    clock: (action) => {
      time.back();
      if (action.kind === "advance") notes.expectJump(action.seconds);
      if (action.kind === "next-expiry") notes.expectJump();
      host.post({ kind: "clock", action });
    },
    // A comparison names its moments itself.
    inspect: (question) =>
      inspect(question, question.about === "difference" ? undefined : store.getState().look?.moment),
    cast,
    whys,
    guide: () => guide,
    begin: async () => {
      const kept = await save;
      const journal = kept.journal ?? newJournal();
      if (kept.journal === undefined) kept.begin(journal);
      store.setState({ session: journal.seed });
      terminal = openTerminal(kept);
      host.boot(journal, kept.scrollback !== undefined);
      terminal.focus();
      becomeIsolated(() => journal.entries.length === 0 && !typed && terminal?.draft() === "");
    },
    beginGuide: async () => {
      const { startGuide } = await import("./guide/start-guide.ts");
      guide = await startGuide({ store, check: (script) => check(host, script), terminal: () => terminal });
    },
    startOver: () => {
      const journal = newJournal();
      void save.then((kept) => kept.begin(journal));
      terminal?.clear();
      store.setState({ ready: false, session: journal.seed });
      host.restart(journal);
    },
  };
}

/** The terminal speaks of now: a token that was not there yet at the moment that is looked at leads back. */
function inspectFromTerminal({ store, time }: Pick<Services, "store" | "time">, key: string, check?: AskedCheck): void {
  if (store.getState().world.tokens.get(key) === undefined) time.back();
  inspectToken(store, key, check);
}

/** A token or an accessor from the scrollback. */
function inspectText(services: Pick<Services, "store" | "time">, text: string): void {
  const { store } = services;
  const found = findToken(liveWorld(store.getState()).tokens, text);
  if (found !== undefined) inspectFromTerminal(services, found.key);
  else store.setState({ announcement: `No token of this session is ${text}.` });
}

function newJournal(): Journal {
  const seed = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  return { version: 1, seed, startMs: Date.now(), entries: [] };
}

function keepScrollback(host: SimulationHost, save: Promise<Save>, terminal: () => TerminalHandle | undefined): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = async () => {
    const text = await terminal()?.serialize();
    if (text !== undefined) (await save).keepScrollback(text);
  };
  host.onMessage((message) => {
    if (message.kind !== "prompt" && message.kind !== "travelled") return;
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), KEEP_SCROLLBACK_AFTER_MS);
  });
}

/** Runs a lab step's check script out of sight. One that a simulation took with it to its end has failed. */
async function check(host: SimulationHost, script: string): Promise<CheckResult> {
  const answer = await host.request({ kind: "check", script });
  return answer?.kind === "checked" ? answer : { exitCode: 1, output: "" };
}

/** F6 goes from pane to pane: each is a landmark that takes the focus itself. */
export function moveBetweenPanes(direction: "next" | "previous"): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter((pane) => pane.offsetParent !== null);
  if (panes.length === 0) return;
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes.at((here + (direction === "next" ? 1 : -1)) % panes.length);
  const target = next?.dataset.pane === "terminal" ? next.querySelector<HTMLElement>("textarea") : next;
  target?.focus();
}
