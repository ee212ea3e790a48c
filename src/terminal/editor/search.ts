import { done } from "./edit.ts";
import type { Key } from "./keys.ts";
import { previousCharacter } from "./motion.ts";
import type { EditorState, Reduction, Search } from "./state.ts";

/** Opens an incremental search of the history. */
export function startSearch(state: EditorState, direction: -1 | 1): Reduction {
  const before = { text: state.text, cursor: state.cursor, historyIndex: state.historyIndex };
  return done({ ...state, search: { query: "", direction, failed: false, before }, last: "other" });
}

/** What stands in place of the prompt during a search. */
export function searchPrompt(search: Search): string {
  const failed = search.failed ? "failed " : "";
  const reverse = search.direction === -1 ? "reverse-" : "";
  return `(${failed}${reverse}i-search)\`${search.query}': `;
}

/**
 * A key during a search. `undefined`: the key is none of the search's; the search is over, the line found stays,
 * and the key means what it always does.
 */
export function searchKey(state: EditorState, search: Search, key: Key): Reduction | undefined {
  if (key.kind === "text") return find(state, { ...search, query: search.query + key.text }, state.historyIndex);
  switch (key.chord) {
    case "C-r":
      return again(state, search, -1);
    case "C-s":
      return again(state, search, 1);
    case "Backspace": {
      const query = search.query.slice(0, previousCharacter(search.query, search.query.length));
      return find({ ...state, ...search.before }, { ...search, query }, search.before.historyIndex);
    }
    case "C-g":
      return done({ ...state, ...search.before, search: undefined }, { kind: "bell" });
    case "Escape":
      return done(endSearch(state, search));
    default:
      return undefined;
  }
}

export function endSearch(state: EditorState, search: Search): EditorState {
  return { ...state, search: undefined, lastQuery: search.query === "" ? state.lastQuery : search.query };
}

function again(state: EditorState, search: Search, direction: -1 | 1): Reduction {
  const query = search.query === "" ? state.lastQuery : search.query;
  if (query === "") return done({ ...state, search: { ...search, direction } });
  return find(state, { ...search, query, direction }, state.historyIndex + direction);
}

/** Shows the next entry from `start` on that holds the query, and differs from what is shown when a next one is asked for. */
function find(state: EditorState, search: Search, start: number): Reduction {
  if (search.query === "") return done({ ...state, search: { ...search, failed: false } });
  const moves = start !== state.historyIndex;
  for (let index = start; index >= 0 && index <= state.history.length; index += search.direction) {
    const entry = index === state.history.length ? search.before.text : (state.history[index] ?? "");
    const at = search.direction === -1 ? entry.lastIndexOf(search.query) : entry.indexOf(search.query);
    if (at === -1 || (moves && entry === state.text)) continue;
    const found = { ...search, failed: false };
    return done({ ...state, text: entry, cursor: at, historyIndex: index, search: found, undo: [] });
  }
  return done({ ...state, search: { ...search, failed: true } }, { kind: "bell" });
}
