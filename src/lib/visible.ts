/** A text from outside without anything that draws itself: controls and what turns the direction of writing are shown as U+FFFD. */
export function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\ufffd");
}
