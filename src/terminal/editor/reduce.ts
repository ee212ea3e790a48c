import { applyCompletion } from "./completion.ts";
import { bindings } from "./bindings.ts";
import { bell, done, insertTyped, paste, replaceRange } from "./edit.ts";
import { prependHistory } from "./history.ts";
import type { Key } from "./keys.ts";
import { endSearch, searchKey } from "./search.ts";
import type { EditorEvent, EditorState, Reduction } from "./state.ts";

/** The line editor: what an event makes of the state, and what is to be done about it. Pure. */
export function reduce(state: EditorState, event: EditorEvent): Reduction {
  switch (event.kind) {
    case "key":
      return pressKey(state, event.key);
    case "paste":
      return paste(leaveSearch(state), event.text);
    case "completions":
      return applyCompletion(state, event.requestId, event.completion);
    case "suggest":
      return done({ ...state, suggestion: event.command });
    case "history-loaded":
      return done(prependHistory(state, event.lines));
    default:
      return done(replaceRange(leaveSearch(state), 0, state.text.length, event.text));
  }
}

function pressKey(state: EditorState, key: Key): Reduction {
  if (state.offered !== undefined) return answerOffer(state, key);
  if (state.quotesNext) return insertTyped({ ...state, quotesNext: false }, quoted(key));
  if (state.search !== undefined) {
    const found = searchKey(state, state.search, key);
    if (found !== undefined) return found;
  }
  const ready = leaveSearch(state);
  if (key.kind === "text") return insertTyped(ready, key.text);
  if (key.chord === "Tab" && ready.mode !== "line") return insertTyped(ready, "\t");
  const command = bindings[key.chord];
  return command === undefined ? bell(ready) : command(ready);
}

function leaveSearch(state: EditorState): EditorState {
  return state.search === undefined ? state : endSearch(state, state.search);
}

function answerOffer(state: EditorState, key: Key): Reduction {
  const candidates = state.offered ?? [];
  const settled: EditorState = { ...state, offered: undefined, last: "other" };
  const answer = key.kind === "text" ? key.text.charAt(0).toLowerCase() : key.chord;
  if (answer === "y" || answer === " " || answer === "Tab") return done(settled, { kind: "list", candidates });
  if (answer === "C-c") return done(settled, { kind: "interrupt" });
  return done(settled);
}

const plainControls: Readonly<Record<string, string>> = {
  Enter: "\r",
  Tab: "\t",
  Escape: "\x1b",
  Backspace: "\x7f",
};

/** The character a key stands for, after Ctrl-V. */
function quoted(key: Key): string {
  if (key.kind === "text") return key.text;
  const control = /^C-(.)$/u.exec(key.chord)?.[1];
  if (control !== undefined) return String.fromCodePoint(control.toUpperCase().charCodeAt(0) & 31);
  return plainControls[key.chord] ?? "";
}
