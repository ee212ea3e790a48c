/** A policy's text: what is wrong with it and where, and the command that writes it. */
import { parsePolicy } from "../../lib/index.ts";

/** One complaint, placed in the text. Lines count from 1. */
export interface Problem {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

const LONGEST = 200_000;

/** What the server would refuse the text for, in its own words, each at its place. */
export function problemsOf(text: string): readonly Problem[] {
  if (text.length > LONGEST)
    return [problemAt(text, 1, undefined, `Longer than ${LONGEST} characters: not looked through.`)];
  const parsed = parsePolicy(text, "draft");
  if (parsed.ok) return [];
  const error = parsed.error.replace(/^failed to parse policy: /, "");
  const parts = error.split(/\n\s*\* /).slice(1);
  return (parts.length > 0 ? parts : [error]).map((part) => placed(text, part.trim(), error));
}

function placed(text: string, message: string, whole: string): Problem {
  const at = /\bAt (\d+):(\d+): /.exec(message) ?? /\b(?:at|line) (\d+):(\d+)/.exec(message);
  if (at) return problemAt(text, Number(at[1]), Number(at[2]), message);
  const line = Number(/\bon line (\d+)/.exec(message)?.[1] ?? 0);
  if (line > 0) return problemAt(text, line, undefined, message);
  // A block without "=" has no line to the parser: it is found by its name.
  const key = /\binvalid key "([^"]*)"/.exec(message)?.[1];
  const named = key === undefined ? -1 : text.split("\n").findIndex((each) => each.trimStart().startsWith(key));
  if (named >= 0) return problemAt(text, named + 1, undefined, message);
  const path = /\bpath ("(?:[^"\\]|\\.)*")/.exec(message) ?? /\bpath ("(?:[^"\\]|\\.)*")/.exec(whole);
  const start = path?.[1] === undefined ? -1 : text.indexOf(path[1]);
  return problemAt(text, start < 0 ? 1 : text.slice(0, start).split("\n").length, undefined, message);
}

/** From a place to the end of its line; all of the line where no column is known. */
function problemAt(text: string, line: number, column: number | undefined, message: string): Problem {
  const lines = text.split("\n");
  const known = Math.min(Math.max(1, line), lines.length);
  const start = lines.slice(0, known - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const own = lines[known - 1] ?? "";
  const to = start + own.trimEnd().length;
  const from = start + (column === undefined ? own.length - own.trimStart().length : column - 1);
  return { line: known, from: Math.min(from, to), to, message };
}

/** The command that writes a policy, as one types it: the text in a here-document. */
export function writeCommand(name: string, text: string): string {
  let end = "EOF";
  while (text.split("\n").includes(end)) end += "F";
  return `vault policy write ${shellWord(name)} - <<'${end}'\n${text.replace(/\n$/, "")}\n${end}`;
}

export function deleteCommand(name: string): string {
  return `vault policy delete ${shellWord(name)}`;
}

function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What a new policy begins with. */
export const FIRST_TEXT = `path "secret/data/*" {
  capabilities = ["read", "list"]
}
`;
