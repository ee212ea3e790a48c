import { bell, done } from "./edit.ts";
import { maxHistoryEntries } from "./state.ts";
import type { EditorState, Reduction } from "./state.ts";

/** Shows entry `index`, keeping what was made of the one that is left. */
export function showEntry(state: EditorState, index: number): Reduction {
  if (index < 0 || index > state.history.length || index === state.historyIndex) return bell(state);
  const edits = { ...state.edits, [state.historyIndex]: state.text };
  const text = edits[index] ?? state.history[index] ?? "";
  return done({ ...state, edits, text, cursor: text.length, historyIndex: index, undo: [], last: "other" });
}

/** The history with `line` at its end; blank-led lines and repeats of the last are not kept. */
export function appendHistory(history: readonly string[], line: string): readonly string[] {
  if (!belongsInHistory(history, line)) return history;
  return [...history, line].slice(-maxHistoryEntries);
}

export function belongsInHistory(history: readonly string[], line: string): boolean {
  return line.trim() !== "" && !line.startsWith(" ") && history.at(-1) !== line;
}

/** Lines kept from an earlier visit go before what was typed since. */
export function prependHistory(state: EditorState, lines: readonly string[]): EditorState {
  const room = Math.max(0, maxHistoryEntries - state.history.length);
  const kept = room === 0 ? [] : lines.slice(-room);
  const edits = Object.fromEntries(
    Object.entries(state.edits).map(([index, text]) => [Number(index) + kept.length, text]),
  );
  const history = [...kept, ...state.history];
  return { ...state, history, historyIndex: state.historyIndex + kept.length, edits };
}

/** Inserts the last word of the entry before; again, of the one before that (Alt-.). */
export function lastArgument(state: EditorState): Reduction {
  const again = state.last === "last-argument" ? state.lastArgument : undefined;
  const index = (again?.historyIndex ?? state.history.length) - 1;
  const entry = state.history[index];
  if (entry === undefined) return bell(state);
  const word = entry.trim().split(/\s+/).at(-1) ?? "";
  const from = again?.from ?? state.cursor;
  const text = state.text.slice(0, from) + word + state.text.slice(state.cursor);
  const cursor = from + word.length;
  const undo = [...state.undo, { text: state.text, cursor: state.cursor }];
  return done({ ...state, text, cursor, undo, last: "last-argument", lastArgument: { from, historyIndex: index } });
}
