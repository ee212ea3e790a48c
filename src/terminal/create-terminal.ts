import { unicode11Width } from "./render/width.ts";
import { rewrapNotes } from "./session/kept-notes.ts";
import { TerminalSession } from "./session/session.ts";
import type { TerminalConfig, TerminalHandle } from "./types.ts";
import { copyText, readText } from "./view/clipboard.ts";
import { viewKey } from "./view/keyboard.ts";
import { LateAddons } from "./view/late-addons.ts";
import { tokenLinks } from "./view/links.ts";
import { screenRuns } from "./view/screen-runs.ts";
import { TerminalView } from "./view/view.ts";

/** Opens a terminal in `config.element` and connects it to the simulation. Keys are taken from this call on. */
export function createTerminal(config: TerminalConfig): TerminalHandle {
  const view = new TerminalView(config);
  const { terminal } = view;
  config.element.ariaBusy = "true";
  const widthOf = unicode11Width();
  if (config.restored !== undefined && config.restored !== "") {
    view.write(`${rewrapNotes(config.restored, view.size().columns, widthOf)}\x1b[0m\r\n`);
  }
  const session = new TerminalSession({
    screen: view,
    link: config.link,
    widthOf,
    interrupt: config.interrupt,
    history: config.history,
    provisionalPrompt: config.provisionalPrompt ?? "$ ",
    onLine: (text) => {
      config.element.ariaBusy = "true";
      config.onLine?.(text);
    },
    onDraft: config.onDraft,
    onScreenEffect: config.onScreenEffect,
    watching: config.watching,
  });
  const addons = new LateAddons(terminal);
  const stops = [
    ...listenForKeys(view, session, config),
    listenForPaste(config.element, session),
    ...followSize(view, session, config.element),
    followTheme(view),
    followPrompt(view, config),
  ];
  terminal.registerLinkProvider(
    tokenLinks(
      terminal,
      (link) => config.onLinkHover?.(link),
      (link, inspects) => {
        if (inspects && config.onLinkInspect !== undefined) {
          config.onLinkInspect(link);
          return;
        }
        session.paste(link.text);
        terminal.focus();
      },
    ),
  );
  return {
    focus: () => terminal.focus(),
    run: (command) => session.run(command),
    insert: (text) => session.paste(text),
    press: (data) => session.type(data),
    suggest: (command) => session.suggest(command),
    note: (text) => session.note(text),
    decorate: (decoration) => session.decorate(decoration),
    interrupt: () => session.interrupt(),
    clear: () => session.clear(),
    search: (text, direction, options) => addons.search(text, direction, options),
    screen: () => screenRuns(terminal),
    selection: () => terminal.getSelection(),
    copySelection: () => copyText(terminal.getSelection()),
    pasteFromClipboard: async () => session.paste(await readText()),
    serialize: () => serialize(view, session, addons),
    draft: () => session.draft(),
    showDraft: (text) => session.showDraft(text),
    showLine: (text) => session.showLine(text),
    showEffect: (effect) => session.showEffect(effect),
    setFontSizePx: (fontSizePx) => view.setFontSizePx(fontSizePx),
    setScreenReaderMode: (on) => {
      terminal.options.screenReaderMode = on;
    },
    size: () => view.size(),
    dispose: () => {
      for (const stop of stops) stop();
      session.dispose();
      view.dispose();
    },
  };
}

/** The scrollback as it is when all that was written up to now is in it, and nothing later. */
async function serialize(view: TerminalView, session: TerminalSession, addons: LateAddons): Promise<string> {
  const write = await addons.serializer();
  return new Promise((resolve) => view.write("", () => resolve(write(session.rowsAboveCursor))));
}

function listenForKeys(view: TerminalView, session: TerminalSession, config: TerminalConfig): (() => void)[] {
  const { terminal } = view;
  const isMac = navigator.platform.startsWith("Mac");
  terminal.attachCustomKeyEventHandler((event) => {
    const key = viewKey(event, isMac);
    if (key === undefined) return true;
    // The browser's own paste follows, and comes as an event of its own.
    if (key === "paste" || key === "page") return false;
    event.preventDefault();
    if (event.type !== "keydown") return false;
    if (key === "enter") view.enter();
    else if (key === "copy") void copyText(terminal.getSelection());
    else if (key === "search") config.onSearch?.();
    else if (key === "commands") config.onCommands?.();
    else if (key === "explain") config.onExplain?.();
    else if (key === "page-up") terminal.scrollPages(-1);
    else if (key === "page-down") terminal.scrollPages(1);
    else config.onLeave?.(key === "leave-next" ? "next" : "previous");
    return false;
  });
  const data = terminal.onData((text) => {
    session.type(text);
    view.drawNow();
  });
  return [() => data.dispose()];
}

/** The element is busy from the beginning, and from a line's start, until the next prompt is on the screen. */
function followPrompt(view: TerminalView, config: TerminalConfig): () => void {
  return config.link.onMessage((message) => {
    if (message.kind !== "prompt") return;
    view.write("", () => (config.element.ariaBusy = "false"));
    view.drawNow();
  });
}

/** Pastes come to the editor itself, before xterm.js would make ten megabytes of key presses of them. */
function listenForPaste(element: HTMLElement, session: TerminalSession): () => void {
  const onPaste = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    session.paste(event.clipboardData?.getData("text/plain") ?? "");
  };
  element.addEventListener("paste", onPaste, { capture: true });
  return () => element.removeEventListener("paste", onPaste, { capture: true });
}

/**
 * Fills the element, for as long as it is in sight: xterm.js draws nothing out of sight, and given a size there it loses the row that
 * it was scrolled to. It sees itself come back before this does, since it began to look earlier.
 */
function followSize(view: TerminalView, session: TerminalSession, element: HTMLElement): (() => void)[] {
  let frame = 0;
  let isInSight = true;
  const later = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => isInSight && refit(view, session));
  };
  const sizes = new ResizeObserver(later);
  sizes.observe(element);
  const sight = new IntersectionObserver((entries) => {
    isInSight = entries.at(-1)?.isIntersecting ?? isInSight;
    later();
  });
  sight.observe(element);
  view.onMeasured = later;
  return [() => sizes.disconnect(), () => sight.disconnect(), () => cancelAnimationFrame(frame)];
}

function refit(view: TerminalView, session: TerminalSession): void {
  const size = view.fittingSize();
  if (size !== undefined) session.resize(size);
}

/** The system's theme, and the page's own. */
function followTheme(view: TerminalView): () => void {
  const refresh = (): void => view.refreshLook();
  const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", refresh);
  const observer = new MutationObserver(refresh);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  return () => {
    for (const query of queries) query.removeEventListener("change", refresh);
    observer.disconnect();
  };
}
