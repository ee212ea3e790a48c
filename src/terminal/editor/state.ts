import type { Completion, CompletionCandidate } from "../../simulation/index.ts";
import type { Key } from "./keys.ts";

/** All that the line editor knows. Plain data: the same events give the same state. */
export interface EditorState {
  /** `line` is the shell's prompt; `cooked` is a program's standard input, `hidden` a secret: no history, no completion there. */
  readonly mode: "line" | "cooked" | "hidden";
  /** May hold line breaks: a command on several lines is edited as one. */
  readonly text: string;
  /** UTF-16 offset. */
  readonly cursor: number;
  readonly history: readonly string[];
  /** Which entry is shown; `history.length` is the line being written. */
  readonly historyIndex: number;
  /** Entries as edited while browsing, by index. Forgotten when a line is accepted. */
  readonly edits: Readonly<Record<number, string>>;
  /** Newest first. */
  readonly killRing: readonly string[];
  readonly undo: readonly Snapshot[];
  /** What the last key did, where the next one depends on it. */
  readonly last: "insert" | "kill" | "yank" | "complete" | "last-argument" | "other";
  readonly yank: { readonly from: number; readonly ringIndex: number } | undefined;
  readonly lastArgument: { readonly from: number; readonly historyIndex: number } | undefined;
  readonly search: Search | undefined;
  readonly lastQuery: string;
  readonly completing: Completing | undefined;
  readonly nextRequestId: number;
  /** Candidates that wait for a yes, being so many. */
  readonly offered: readonly CompletionCandidate[] | undefined;
  /** Ctrl-V came: the next key is text. */
  readonly quotesNext: boolean;
  readonly suggestion: string | undefined;
}

export interface Snapshot {
  readonly text: string;
  readonly cursor: number;
}

export interface Search {
  readonly query: string;
  readonly direction: -1 | 1;
  readonly failed: boolean;
  readonly before: Snapshot & { readonly historyIndex: number };
}

export interface Completing {
  readonly requestId: number;
  readonly text: string;
  readonly cursor: number;
  readonly lists: boolean;
}

export type EditorEvent =
  | { readonly kind: "key"; readonly key: Key }
  | { readonly kind: "paste"; readonly text: string }
  | { readonly kind: "completions"; readonly requestId: number; readonly completion: Completion }
  | { readonly kind: "suggest"; readonly command: string | undefined }
  | { readonly kind: "history-loaded"; readonly lines: readonly string[] }
  /** Puts a text there in place of what is. */
  | { readonly kind: "replace"; readonly text: string };

export type EditorEffect =
  /** The line goes to the shell, or the answer to the program. */
  | { readonly kind: "accept"; readonly text: string }
  /** The line was given up with Ctrl-C. */
  | { readonly kind: "interrupt" }
  | { readonly kind: "end-of-input" }
  | { readonly kind: "complete"; readonly requestId: number; readonly text: string; readonly cursor: number }
  | { readonly kind: "list"; readonly candidates: readonly CompletionCandidate[] }
  /** A message under the line; it stays in the scrollback. */
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "clear-screen" }
  | { readonly kind: "bell" };

/** What typing does to the screen beside changing the line. */
export type ScreenEffect = Extract<EditorEffect, { readonly kind: "interrupt" | "list" | "message" | "clear-screen" }>;

export interface Reduction {
  readonly state: EditorState;
  readonly effects: readonly EditorEffect[];
}

/** A line's greatest length in UTF-16 units; a longer paste is refused whole. */
export const maxLineLength = 100_000;
export const maxHistoryEntries = 2_000;
export const maxUndoSteps = 200;
export const maxKillRingEntries = 60;
/** From this many candidates on the editor asks before it lists them. */
export const manyCandidates = 100;

export function createEditorState(mode: EditorState["mode"] = "line", history: readonly string[] = []): EditorState {
  return {
    mode,
    text: "",
    cursor: 0,
    history,
    historyIndex: history.length,
    edits: {},
    killRing: [],
    undo: [],
    last: "other",
    yank: undefined,
    lastArgument: undefined,
    search: undefined,
    lastQuery: "",
    completing: undefined,
    nextRequestId: 1,
    offered: undefined,
    quotesNext: false,
    suggestion: undefined,
  };
}

/** A fresh line after one that was accepted or given up: history and kill ring stay. */
export function freshLine(state: EditorState): EditorState {
  return {
    ...createEditorState(state.mode, state.history),
    killRing: state.killRing,
    lastQuery: state.lastQuery,
    nextRequestId: state.nextRequestId,
    suggestion: state.suggestion,
  };
}
