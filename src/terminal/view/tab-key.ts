type KeyPress = Pick<KeyboardEvent, "code" | "ctrlKey" | "shiftKey" | "metaKey" | "altKey">;

/**
 * Alt-T asks for a new terminal, Alt-1 to Alt-8 for the one of that number. On a Mac, where Option types letters, with Ctrl; elsewhere
 * never with Ctrl, which is AltGr. By the key's place: above the letters a French keyboard has no digits.
 */
export function tabKey(event: KeyPress, isMac: boolean): "new" | number | undefined {
  if (!event.altKey || event.metaKey || event.shiftKey || event.ctrlKey !== isMac) return undefined;
  if (event.code === "KeyT") return "new";
  const [, digit] = /^Digit([1-8])$/.exec(event.code) ?? [];
  return digit === undefined ? undefined : Number(digit);
}
