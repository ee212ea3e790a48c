import type { Completion } from "../../simulation/index.ts";
import { bell, done, replaceRange } from "./edit.ts";
import { manyCandidates } from "./state.ts";
import type { EditorState, Reduction } from "./state.ts";

/** Tab: asks for candidates. The second Tab in a row asks to see them. */
export function requestCompletion(state: EditorState): Reduction {
  if (state.mode !== "line") return bell(state);
  const requestId = state.nextRequestId;
  const lists = state.last === "complete";
  const { text, cursor } = state;
  return done(
    {
      ...state,
      nextRequestId: requestId + 1,
      completing: { requestId, text, cursor, lists },
      last: "complete",
    },
    { kind: "complete", requestId, text, cursor },
  );
}

/** The candidates came. An answer about a line that has changed since is dropped. */
export function applyCompletion(state: EditorState, requestId: number, completion: Completion): Reduction {
  const asked = state.completing;
  if (asked === undefined || asked.requestId !== requestId) return done(state);
  const settled: EditorState = { ...state, completing: undefined };
  if (asked.text !== state.text || asked.cursor !== state.cursor) return done(settled);
  const { from, to, candidates } = completion;
  const [first] = candidates;
  if (first === undefined || from < 0 || from > to || to > state.text.length) {
    return done(settled, { kind: "bell" });
  }
  if (candidates.length === 1) {
    const goesOn = /[/=]$/.test(first.text);
    const spaced = goesOn || state.text.charAt(to) === " " ? first.text : `${first.text} `;
    return done(replaceRange(settled, from, to, spaced));
  }
  const prefix = commonPrefix(candidates.map(({ text }) => text));
  if (prefix.length > to - from) return done({ ...replaceRange(settled, from, to, prefix), last: "complete" });
  if (!asked.lists) return done(settled, { kind: "bell" });
  if (candidates.length < manyCandidates) return done(settled, { kind: "list", candidates });
  const text = `Display all ${candidates.length} possibilities? (y or n)`;
  return done({ ...settled, offered: candidates }, { kind: "message", text });
}

export function commonPrefix(texts: readonly string[]): string {
  const [first = "", ...rest] = texts;
  let length = first.length;
  for (const text of rest) {
    while (!text.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
