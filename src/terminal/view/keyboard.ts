import { tabKey } from "./tab-key.ts";

/** What the view does itself with a key, before it is anyone's input; `page`: it is the page's. */
export type ViewKey =
  | "enter"
  | "copy"
  | "paste"
  | "leave-next"
  | "leave-previous"
  | "search"
  | "commands"
  | "explain"
  | "page-up"
  | "page-down"
  | "page";

type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "shiftKey" | "metaKey" | "altKey" | "isComposing">;

/**
 * Ctrl-C is always the interrupt, as in a terminal: copying is Ctrl-Shift-C, Ctrl-Insert, or Cmd-C on a Mac.
 * F6 leaves the terminal, since Tab completes. Ctrl-K cuts, so the page's commands are on Alt-X, as in emacs, and ⌘K.
 */
export function viewKey(event: KeyPress, isMac: boolean): ViewKey | undefined {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "Enter" && !hasModifier(event) && !event.isComposing) return "enter";
  if (key === "F6") return event.shiftKey ? "leave-previous" : "leave-next";
  if (key === "F2") return "explain";
  if (event.shiftKey && key === "PageUp") return "page-up";
  if (event.shiftKey && key === "PageDown") return "page-down";
  if (key === "k" && event.metaKey && !event.altKey && !event.ctrlKey) return "commands";
  if (key === "x" && event.altKey && !event.ctrlKey && !event.metaKey) return "commands";
  if (key === "Insert" && event.ctrlKey) return "copy";
  if (key === "Insert" && event.shiftKey) return "paste";
  // Ctrl-V pastes, as everywhere in a browser; readline's other key for "quoted insert", Ctrl-Q, is still that.
  if (key === "v" && event.ctrlKey && !event.altKey) return "paste";
  // The page's undo and redo: none of a terminal's keys.
  if (key === "z" && event.altKey && (event.ctrlKey || event.metaKey)) return "page";
  if (tabKey(event, isMac) !== undefined) return "page";
  const shortcut = isMac ? event.metaKey : event.ctrlKey && event.shiftKey;
  if (!shortcut || event.altKey) return undefined;
  if (key === "c") return "copy";
  if (key === "v") return "paste";
  if (key === "f") return "search";
  return undefined;
}

function hasModifier({ ctrlKey, shiftKey, metaKey, altKey }: KeyPress): boolean {
  return ctrlKey || shiftKey || metaKey || altKey;
}
