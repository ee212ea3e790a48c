import { FIRST_TERMINAL } from "../../simulation/index.ts";

/** The terminal that a message or an entry is of. */
export function terminalOf({ terminal = FIRST_TERMINAL }: { readonly terminal?: number }): number {
  return terminal;
}

/** Names the terminal where it is not the first. */
export function ofTerminal(terminal: number): { readonly terminal?: number } {
  return terminal === FIRST_TERMINAL ? {} : { terminal };
}
