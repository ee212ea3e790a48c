import type { EditorState } from "./state.ts";

/** The rest of the suggestion, where it goes on from all that is typed. */
export function suggestedRest(state: EditorState): string {
  const { suggestion, text, cursor } = state;
  if (suggestion === undefined || state.mode !== "line" || state.search !== undefined) return "";
  return cursor === text.length && suggestion.startsWith(text) ? suggestion.slice(text.length) : "";
}
