export const LEFT = "exit\n";
export const FRESH_SHELL = "A fresh shell: its variables and functions are gone, your files are still here.\n";
export const SERVER_STAYS =
  "The server runs on in the background, for you to use; this shell has no jobs to list or stop it with.\n";

/** A line of the journal as it stood at the prompt when it was typed: bold, with the prompts before it and no control character as one. */
export function echoOf(promptText: string, line: string): string {
  const rows = line.split("\n").map((row) => `\x1b[1m${shownControls(row)}\x1b[0m\n`);
  return promptText + rows.join("> ");
}

/** Control characters as a terminal shows what is typed: a line from elsewhere moves no cursor. */
function shownControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (control) => {
    const code = control.charCodeAt(0);
    return code < 128 ? `^${String.fromCharCode(code ^ 64)}` : `\\x${code.toString(16)}`;
  });
}
