import { visible } from "../../lib/index.ts";
import type { JournalEntry } from "../protocol.ts";
import { SESSION_LIMITS } from "./limits.ts";

/** A session's name on one line that shows as what it is; never empty. */
export function cleanName(name: string): string {
  return oneLine(name).slice(0, SESSION_LIMITS.nameCharacters) || "Session";
}

/** A terminal's name, likewise; empty where it has none. */
export function cleanTerminalName(name: string): string {
  return oneLine(name).slice(0, SESSION_LIMITS.terminalNameCharacters).trimEnd();
}

function oneLine(text: string): string {
  return visible(text).replaceAll("\ufffd", " ").replaceAll(/\s+/g, " ").trim();
}

/** The names that terminals have at the end of a journal, by number. One that is opened afresh has none. */
export function terminalNames(entries: readonly JournalEntry[]): Readonly<Record<number, string>> {
  const names = new Map<number, string>();
  for (const entry of entries) {
    if (entry.kind === "terminal" && entry.action === "open") names.delete(entry.terminal);
    else if (entry.kind === "name") names.set(entry.terminal, cleanTerminalName(entry.name));
  }
  return Object.fromEntries([...names].filter(([, name]) => name !== ""));
}
