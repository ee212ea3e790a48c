import { requestCompletion } from "./completion.ts";
import { bell, done, insertTyped, kill, moveTo, replaceRange, undo, yank, yankPop } from "./edit.ts";
import { lastArgument, showEntry } from "./history.ts";
import { needsMore } from "./lexer.ts";
import * as motion from "./motion.ts";
import { startSearch } from "./search.ts";
import type { EditorState, Reduction } from "./state.ts";
import { suggestedRest } from "./suggestion.ts";

export type Command = (state: EditorState) => Reduction;

const lineOnly =
  (command: Command): Command =>
  (state) =>
    state.mode === "line" ? command(state) : bell(state);

const right: Command = (state) => {
  const rest = suggestedRest(state);
  if (rest !== "") return done(replaceRange(state, state.cursor, state.cursor, rest));
  return state.cursor === state.text.length
    ? bell(state)
    : moveTo(state, motion.nextCharacter(state.text, state.cursor));
};

const wordRight: Command = (state) => {
  const rest = suggestedRest(state);
  if (rest === "") return moveTo(state, motion.nextWordEnd(state.text, state.cursor));
  return done(replaceRange(state, state.cursor, state.cursor, rest.slice(0, motion.nextWordEnd(rest, 0))));
};

const left: Command = (state) =>
  state.cursor === 0 ? bell(state) : moveTo(state, motion.previousCharacter(state.text, state.cursor));

const wordLeft: Command = (state) => moveTo(state, motion.previousWordStart(state.text, state.cursor));

const home: Command = (state) => moveTo(state, motion.lineStart(state.text, state.cursor));

const end: Command = (state) => {
  const rest = suggestedRest(state);
  if (rest !== "") return done(replaceRange(state, state.cursor, state.cursor, rest));
  return moveTo(state, motion.lineEnd(state.text, state.cursor));
};

const up: Command = lineOnly((state) => {
  const cursor = motion.verticalMove(state.text, state.cursor, -1);
  return cursor === undefined ? showEntry(state, state.historyIndex - 1) : moveTo(state, cursor);
});

const down: Command = lineOnly((state) => {
  const cursor = motion.verticalMove(state.text, state.cursor, 1);
  return cursor === undefined ? showEntry(state, state.historyIndex + 1) : moveTo(state, cursor);
});

const backspace: Command = (state) => {
  if (state.cursor === 0) return bell(state);
  return done(replaceRange(state, motion.previousCharacter(state.text, state.cursor), state.cursor, ""));
};

const deleteForward: Command = (state) => {
  if (state.cursor === state.text.length) return bell(state);
  const to = motion.nextCharacter(state.text, state.cursor);
  return done({ ...replaceRange(state, state.cursor, to, ""), cursor: state.cursor });
};

/** Ctrl-D: deletes, or with nothing typed is the end of input. */
const deleteOrEnd: Command = (state) =>
  state.text === "" ? done({ ...state, last: "other" }, { kind: "end-of-input" }) : deleteForward(state);

const killToEnd: Command = (state) => {
  const to = motion.lineEnd(state.text, state.cursor);
  return kill(state, state.cursor, to === state.cursor ? motion.nextCharacter(state.text, to) : to);
};

const killToStart: Command = (state) => {
  const from = motion.lineStart(state.text, state.cursor);
  return kill(state, from === state.cursor ? motion.previousCharacter(state.text, from) : from, state.cursor);
};

const killWordBack: Command = (state) => kill(state, motion.previousWordStart(state.text, state.cursor), state.cursor);

const killBlankWordBack: Command = (state) =>
  kill(state, motion.previousBlankWordStart(state.text, state.cursor), state.cursor);

const killWord: Command = (state) => kill(state, state.cursor, motion.nextWordEnd(state.text, state.cursor));

const transpose: Command = (state) => {
  const { text } = state;
  const second = state.cursor === text.length ? motion.previousCharacter(text, state.cursor) : state.cursor;
  const first = motion.previousCharacter(text, second);
  if (first === second) return bell(state);
  const after = motion.nextCharacter(text, second);
  return done(replaceRange(state, first, after, text.slice(second, after) + text.slice(first, second)));
};

/** Enter: runs what is whole; else goes on in a next line. */
const enter: Command = (state) => {
  const { text } = state;
  if (state.mode === "line" && needsMore(text)) {
    return insertTyped({ ...state, cursor: text.length, last: "other" }, "\n");
  }
  return done({ ...state, cursor: text.length, last: "other" }, { kind: "accept", text });
};

const interrupt: Command = (state) => done({ ...state, last: "other" }, { kind: "interrupt" });
const clearScreen: Command = (state) => done({ ...state, last: "other" }, { kind: "clear-screen" });
const quoteNext: Command = (state) => done({ ...state, quotesNext: true });
const nothing: Command = (state) => done({ ...state, last: "other" });

/** Emacs's keys, as readline has them. */
export const bindings: Readonly<Record<string, Command>> = {
  Enter: enter,
  "M-Enter": (state) => insertTyped({ ...state, last: "other" }, "\n"),
  Tab: lineOnly(requestCompletion),
  Backspace: backspace,
  Delete: deleteForward,
  Left: left,
  Right: right,
  Up: up,
  Down: down,
  Home: home,
  End: end,
  "C-a": home,
  "C-b": left,
  "C-c": interrupt,
  "C-d": deleteOrEnd,
  "C-e": end,
  "C-f": right,
  "C-g": bell,
  "C-k": killToEnd,
  "C-l": clearScreen,
  "C-n": down,
  "C-p": up,
  "C-q": quoteNext,
  "C-r": lineOnly((state) => startSearch(state, -1)),
  "C-s": lineOnly((state) => startSearch(state, 1)),
  "C-t": transpose,
  "C-u": killToStart,
  "C-v": quoteNext,
  "C-w": killBlankWordBack,
  "C-y": yank,
  "C-_": undo,
  "C-Left": wordLeft,
  "C-Right": wordRight,
  "C-Delete": killWord,
  "M-Left": wordLeft,
  "M-Right": wordRight,
  "M-Backspace": killWordBack,
  "M-b": wordLeft,
  "M-d": killWord,
  "M-f": wordRight,
  "M-y": yankPop,
  "M-.": lineOnly(lastArgument),
  "M-_": lineOnly(lastArgument),
  "M-<": lineOnly((state) => showEntry(state, 0)),
  "M->": lineOnly((state) => showEntry(state, state.history.length)),
  Escape: nothing,
  PageUp: nothing,
  PageDown: nothing,
};
