import type { TerminalConfig, TerminalHandle } from "./types.ts";

/** Opens a terminal in `config.element` and connects it to the simulation. */
export function createTerminal(_config: TerminalConfig): TerminalHandle {
  throw new Error("not built yet");
}
