import type { Key } from "../editor/keys.ts";
import type { EditorEvent } from "../editor/state.ts";

export function isChord(event: EditorEvent, chord: string): boolean {
  return event.kind === "key" && isKey(event.key, chord);
}

function isKey(key: Key, chord: string): boolean {
  return key.kind === "chord" && key.chord === chord;
}
