import { maxKillRingEntries, maxLineLength, maxUndoSteps } from "./state.ts";
import type { EditorEffect, EditorState, Reduction } from "./state.ts";

export function done(state: EditorState, ...effects: readonly EditorEffect[]): Reduction {
  return { state, effects };
}

export function bell(state: EditorState): Reduction {
  return done({ ...state, last: "other" }, { kind: "bell" });
}

/** Moves the cursor. */
export function moveTo(state: EditorState, cursor: number): Reduction {
  return done({ ...state, cursor, last: "other" });
}

/** Puts `text` in place of [from, to), remembering what was for undo. */
export function replaceRange(state: EditorState, from: number, to: number, text: string): EditorState {
  return {
    ...remember(state),
    text: state.text.slice(0, from) + text + state.text.slice(to),
    cursor: from + text.length,
    last: "other",
  };
}

/** Keeps the present text for undo. */
export function remember(state: EditorState): EditorState {
  const step = { text: state.text, cursor: state.cursor };
  const undo = [...state.undo.slice(-(maxUndoSteps - 1)), step];
  return { ...state, undo };
}

/** Inserts what was typed. A run of typed characters is one step of undo. */
export function insertTyped(state: EditorState, text: string): Reduction {
  if (state.text.length + text.length > maxLineLength) return bell(state);
  const joins = state.last === "insert" && text !== " ";
  const base = joins ? state : remember(state);
  return done({
    ...base,
    text: state.text.slice(0, state.cursor) + text + state.text.slice(state.cursor),
    cursor: state.cursor + text.length,
    last: "insert",
  });
}

/** Inserts pasted text: line breaks stay in the line, and nothing runs. */
export function paste(state: EditorState, pasted: string): Reduction {
  // Counted before it is looked at: ten megabytes must cost nothing.
  if (state.text.length + pasted.length > maxLineLength) {
    const size = pasted.length.toLocaleString("en");
    const limit = maxLineLength.toLocaleString("en");
    const text = `Nothing was pasted: ${size} characters, and a line holds at most ${limit}. Put it in a file instead.`;
    return done({ ...state, last: "other" }, { kind: "message", text });
  }
  const text = pasted.replaceAll(/\r\n?/g, "\n");
  if (text === "") return done(state);
  return done(replaceRange(state, state.cursor, state.cursor, text));
}

/** Cuts [from, to) to the kill ring; kills that follow each other make one entry. */
export function kill(state: EditorState, from: number, to: number): Reduction {
  if (from >= to) return bell(state);
  const cut = state.text.slice(from, to);
  const [newest = "", ...older] = state.killRing;
  const backward = to <= state.cursor;
  const joined = backward ? cut + newest : newest + cut;
  const killRing = state.last === "kill" ? [joined, ...older] : [cut, ...state.killRing].slice(0, maxKillRingEntries);
  return done({ ...replaceRange(state, from, to, ""), killRing, last: "kill" });
}

export function yank(state: EditorState): Reduction {
  const newest = state.killRing[0];
  if (newest === undefined) return bell(state);
  const from = state.cursor;
  return done({ ...replaceRange(state, from, from, newest), last: "yank", yank: { from, ringIndex: 0 } });
}

/** Puts the kill before in place of the one just yanked. */
export function yankPop(state: EditorState): Reduction {
  if (state.last !== "yank" || state.yank === undefined) return bell(state);
  const { from, ringIndex } = state.yank;
  const next = (ringIndex + 1) % state.killRing.length;
  const text = state.killRing[next] ?? "";
  return done({ ...replaceRange(state, from, state.cursor, text), last: "yank", yank: { from, ringIndex: next } });
}

export function undo(state: EditorState): Reduction {
  const step = state.undo.at(-1);
  if (step === undefined) return bell(state);
  return done({ ...state, ...step, undo: state.undo.slice(0, -1), last: "other" });
}
