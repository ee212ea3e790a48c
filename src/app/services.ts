/** Everything that lives as long as the page, made once and handed to React: the simulation, the store, the terminal, the sessions. */
import { FIRST_TERMINAL } from "../simulation/index.ts";
import type { Answer, ClockAction, InspectionName, Question } from "../simulation/index.ts";
import { findToken } from "../panels/index.ts";
import { createTerminal, type TerminalHandle } from "../terminal/index.ts";
import type { Guide } from "./guide/controller.ts";
import { spawnSimulation } from "./browser-worker.ts";
import { ClockNotes } from "./clock-notes.ts";
import { CastRecorder } from "./present/asciicast.ts";
import { becomeIsolated } from "./isolation.ts";
import { openSessions, type Sessions } from "./sessions/sessions.ts";
import { PRESENT_FONT_PX, TERMINAL_FONT_PX } from "./settings.ts";
import { followWidth } from "./layout/follow-width.ts";
import { isProjector } from "./present/projector.ts";
import { SimulationHost } from "./simulation-host.ts";
import { WorldFeed } from "./world-feed.ts";
import { createTimeTravel, followStill, type TimeTravel } from "./time-travel.ts";
import { createAppStore, inspectToken, liveWorld, receive, type AppStore, type AskedCheck } from "./store.ts";
import { Terminals, type MadeTerminal } from "./terminals/terminals.ts";
import { WhyNotes } from "./why-notes.ts";

export interface Services {
  readonly store: AppStore;
  readonly terminals: Terminals;
  /** The one in front. Undefined until `begin` has opened it. */
  readonly terminal: () => TerminalHandle | undefined;
  /** Says something in the terminal in front, and to a screen reader. */
  readonly note: (text: string) => void;
  readonly clock: (action: ClockAction) => void;
  readonly time: TimeTravel;
  /** Asks about the world that panels show: as it stands, or as it was at the moment that is looked at. Undefined where the simulation ended before it could answer. */
  readonly inspect: <Name extends InspectionName>(question: Question<Name>) => Promise<Answer<Name> | undefined>;
  /** What the terminal has shown since the page was opened. */
  readonly cast: CastRecorder;
  readonly whys: WhyNotes;
  /** The lab; undefined until it is loaded. */
  readonly guide: () => Guide | undefined;
  /** Opens the terminal in its element, which must have its place on the page, and takes up a kept session or begins one. */
  readonly begin: () => Promise<void>;
  /** Loads the lab and follows it. */
  readonly beginGuide: () => Promise<void>;
  readonly sessions: Sessions;
}

export function startServices(): Services {
  const store = createAppStore(Date.now());
  store.setState({ presenting: isProjector(location.search) });
  followWidth(store);
  let guide: Guide | undefined;
  let typed = false;
  const noteIn = (text: string, number: number) => {
    terminals.at(number)?.note(text);
    store.setState({ announcement: text });
    sessions.current.noted(text, number);
  };
  const note = (text: string) => noteIn(text, terminals.shown.front);
  const host = new SimulationHost({
    makeWorker: spawnSimulation,
    onJournal: (entries) => sessions.current.appended(entries),
    onNotice: note,
    onWait: (waiting, running) => noteIn(waitText(running), waiting),
    onStuck: (entry, why) => sessions.current.stuck(entry, why),
  });
  const notes = new ClockNotes(note);
  const whys = new WhyNotes({
    terminal: (number) => (number === undefined ? terminals.front : terminals.at(number)),
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
  const cast = new CastRecorder(Date.now(), () => terminals.front?.size() ?? { columns: 80, rows: 24 });
  const make = ({ number, element, link, wishes, onShown }: MadeTerminal): TerminalHandle => {
    const { restored, watching, onDraft, onLine, onScreenEffect } = wishes;
    const { screenReader, terminalFontPx, presenting } = store.getState();
    const fontPx = presenting ? Math.max(PRESENT_FONT_PX, terminalFontPx) : terminalFontPx;
    return createTerminal({
      element,
      label: number === FIRST_TERMINAL ? "Terminal" : `Terminal ${number}`,
      link,
      interrupt: () => sessions.current.interrupt(number),
      history: { load: () => sessions.history(), append: (line) => sessions.keepLine(line) },
      restored: restored?.[number],
      ...(watching !== undefined && {
        watching: { atPrompt: watching.atPrompt.includes(number), onRefused: watching.onRefused },
      }),
      onDraft: (draft) => onDraft?.(draft, number),
      onScreenEffect: (effect) => onScreenEffect?.(effect, number),
      onLine: (line) => {
        typed = true;
        onLine?.(line, number);
        if (store.getState().look === undefined) return;
        time.back();
        terminals.at(number)?.note("Back to now: what is typed runs in the present");
      },
      screenReaderMode: screenReader,
      // The usual size follows the browser's own letters.
      ...(fontPx !== TERMINAL_FONT_PX.usual && { fontSizePx: fontPx }),
      onLeave: (direction) => moveBetweenPanes(direction),
      onShown,
      onCommands: () => store.setState({ dialog: "palette" }),
      onSearch: () => store.setState({ searching: true }),
      onExplain: () => whys.focus(),
      onLinkHover: (link) => {
        element.title = link === undefined ? "" : `Click to type this ${link.kind}, Ctrl-click to inspect it`;
      },
      onLinkInspect: ({ text }) => inspectText({ store, time, note }, text),
    });
  };
  const terminals = new Terminals({
    store,
    make,
    post: (message) => sessions.current.post(message),
    interrupt: (number) => sessions.current.interrupt(number),
    running: () => host.running,
    note,
    refuses: () => sessions.current.refusesToAct(),
    onArranged: (shown) => sessions.current.arranged(shown),
    onShown: (text) => cast.shown(text, Date.now()),
  });
  const sessions = openSessions({
    store,
    host,
    openTerminals: (wishes) => terminals.begin(wishes),
    show: (message) => {
      if (message.kind === "world") feed.take(message.delta);
      // What is explained stands above the prompt; all else waits until that is on the screen.
      else if (message.kind === "travelled" || feed.explains) feed.flush();
      terminals.receive(message);
      if (message.kind === "prompt" || message.kind === "travelled") feed.afterwards(() => receive(store, message));
    },
    note,
    settle: () => feed.flush(),
  });
  const time = createTimeTravel({
    store,
    travel: (to) => sessions.current.post({ kind: "travel", to }),
    whenIdle: (act) => {
      if (sessions.current.refusesToAct()) return;
      if (host.running === undefined) return act();
      sessions.current.post({ kind: "give-way" });
      setTimeout(() => (host.running === undefined ? act() : note(busyText(host.running))), ENDS_WITHIN_MS);
    },
    settle: () => feed.flush(),
    note,
    ask: (question) => sessions.current.inspect<"moment">(question),
  });
  followStill(store, document.documentElement);
  store.subscribe(({ screenReader, terminalFontPx }, before) => {
    if (screenReader !== before.screenReader) terminals.each((each) => each.setScreenReaderMode(screenReader));
    if (terminalFontPx !== before.terminalFontPx) terminals.each((each) => each.setFontSizePx(terminalFontPx));
  });
  return {
    store,
    terminals,
    terminal: () => terminals.front,
    note,
    time,
    clock: (action) => {
      if (sessions.current.refusesToAct()) return;
      time.back();
      if (action.kind === "advance") notes.expectJump(action.seconds);
      if (action.kind === "next-expiry") notes.expectJump();
      sessions.current.post({ kind: "clock", action });
    },
    // A comparison names its moments itself.
    inspect: (question) =>
      sessions.current.inspect(question, question.about === "difference" ? undefined : store.getState().look?.moment),
    cast,
    whys,
    guide: () => guide,
    begin: async () => {
      await sessions.current.begin();
      terminals.front?.focus();
      const isFresh = host.entryCount === 0;
      becomeIsolated(() => isFresh && !typed && terminals.front?.draft() === "");
      void sessions.afterBegin();
    },
    beginGuide: async () => {
      const { startGuide } = await import("./guide/start-guide.ts");
      const check = async (script: string) => {
        const answer = await sessions.current.check(script);
        // Where the world stood then, the page is to know before it is judged.
        feed.flush();
        return answer;
      };
      guide = await startGuide({ store, check, terminal: () => terminals.front });
    },
    sessions,
  };
}

/** A line that is about to end is waited for, before time is travelled. */
const ENDS_WITHIN_MS = 250;

function busyText(running: number): string {
  return `No undo, redo or branch while terminal ${running} runs a line (Ctrl-C stops it)`;
}

function waitText(running: number): string {
  return `Terminal ${running} is running a line: what is typed here runs when that has ended. Ctrl-C in terminal ${running} stops it`;
}

/** The terminal speaks of now: a token that was not there yet at the moment that is looked at leads back. */
function inspectFromTerminal({ store, time }: Pick<Services, "store" | "time">, key: string, check?: AskedCheck): void {
  if (store.getState().world.tokens.get(key) === undefined) time.back();
  inspectToken(store, key, check);
}

/** A token or an accessor from the scrollback. */
function inspectText(services: Pick<Services, "store" | "time" | "note">, text: string): void {
  const { store } = services;
  const found = findToken(liveWorld(store.getState()).tokens, text);
  if (found !== undefined) inspectFromTerminal(services, found.key);
  else services.note(`No token of this session is ${text}`);
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
