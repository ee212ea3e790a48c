/**
 * The terminal: an xterm.js view, a line editor of our own, and the conversation with the simulation.
 * Everything here is plain TypeScript: a key press never waits for a framework.
 */
export { createTerminal } from "./create-terminal.ts";
export { tabKey } from "./view/tab-key.ts";
export type { ScreenEffect } from "./editor/state.ts";
export type { ScreenRun } from "./view/screen-runs.ts";
export type {
  HistoryStore,
  LaidRows,
  RowDecoration,
  SearchOptions,
  SimulationLink,
  TerminalConfig,
  TerminalHandle,
  TerminalLink,
  Watching,
} from "./types.ts";
