const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "Enter ↵",
  Tab: "Tab ⇥",
  Backspace: "⌫",
  Delete: "Del",
  Escape: "Esc",
  Home: "Home",
  End: "End",
  PageUp: "PgUp",
  PageDown: "PgDn",
};

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey">;

/** What a key press is called on screen; undefined for letters, which the terminal shows or hides itself, and for modifiers alone. */
export function keyLabel({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyPress): string | undefined {
  const named = NAMES[key] ?? (/^F\d+$/.test(key) ? key : undefined);
  const isChord = ctrlKey || altKey || metaKey;
  if (named === undefined && !(isChord && key.length === 1)) return undefined;
  const parts = [ctrlKey ? "Ctrl" : "", altKey ? "Alt" : "", metaKey ? "⌘" : "", shiftKey && named ? "Shift" : ""];
  return [...parts.filter(Boolean), named ?? key.toUpperCase()].join("-");
}
