/** Copies by the browser's clipboard. Nothing selected, nothing copied: what was there before is kept. */
export async function copyText(text: string): Promise<void> {
  if (text !== "") await navigator.clipboard.writeText(text);
}

export async function readText(): Promise<string> {
  return navigator.clipboard.readText();
}
