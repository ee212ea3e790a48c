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
/** So many complaints are placed; a text that is no policy at all has one for every line. */
const MOST_PROBLEMS = 100;
/** A complaint may quote the text, however long that is. */
const MOST_CHARACTERS = 400;

/** What the server would refuse the text for, in its own words, each at its place. */
export function problemsOf(text: string): readonly Problem[] {
  const lines = linesOf(text);
  if (text.length > LONGEST)
    return [problemAt(lines, 1, undefined, `Longer than ${LONGEST} characters: not looked through.`)];
  const parsed = parsePolicy(text, "draft");
  if (parsed.ok) return [];
  const error = parsed.error.replace(/^failed to parse policy: /, "");
  const parts = error.split(/\n\s*\* /).slice(1);
  const problems = (parts.length > 0 ? parts : [error])
    .slice(0, MOST_PROBLEMS)
    .map((part) => placed(lines, part.trim(), error));
  const more = parts.length - problems.length;
  return more > 0 ? [...problems, problemAt(lines, 1, undefined, `${more} more like these`)] : problems;
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const placed = { start, text: line };
    start += line.length + 1;
    return placed;
  });
}

function placed(lines: readonly Line[], message: string, whole: string): Problem {
  const at = /\bAt (\d+):(\d+): /.exec(message) ?? /\b(?:at|line) (\d+):(\d+)/.exec(message);
  if (at) return problemAt(lines, Number(at[1]), Number(at[2]), message);
  const line = Number(/\bon line (\d+)/.exec(message)?.[1] ?? 0);
  if (line > 0) return problemAt(lines, line, undefined, message);
  // A block without "=" has no line to the parser: it is found by its name.
  const key = /\binvalid key "([^"]*)"/.exec(message)?.[1];
  const named = key === undefined ? -1 : lines.findIndex((each) => each.text.trimStart().startsWith(key));
  if (named >= 0) return problemAt(lines, named + 1, undefined, message.replace(/ on line 0\b/, ""));
  const path = (/\bpath ("(?:[^"\\]|\\.)*")/.exec(message) ?? /\bpath ("(?:[^"\\]|\\.)*")/.exec(whole))?.[1];
  const found = path === undefined ? -1 : blockOf(lines, path, /\binvalid \w+ ("(?:[^"\\]|\\.)*")/.exec(message)?.[1]);
  return problemAt(lines, Math.max(0, found) + 1, undefined, message);
}

/** Where a path's block begins: of several for one path the first that holds what the complaint is about. */
function blockOf(lines: readonly Line[], path: string, culprit: string | undefined): number {
  const starts = lines.flatMap(({ text }, index) => (text.includes(path) ? [index] : []));
  const holds = (start: number): boolean => {
    const next = lines.findIndex(({ text }, index) => index > start && /^\s*path\b/.test(text));
    const block = lines.slice(start, next < 0 ? undefined : next);
    return culprit !== undefined && block.some(({ text }) => text.includes(culprit));
  };
  return starts.find(holds) ?? starts[0] ?? -1;
}

/** From a place to the end of its line; all of the line where no column is known. */
function problemAt(lines: readonly Line[], line: number, column: number | undefined, message: string): Problem {
  const known = Math.min(Math.max(1, line), lines.length);
  const { start, text } = lines[known - 1] ?? { start: 0, text: "" };
  const to = start + text.trimEnd().length;
  const from = start + (column === undefined ? text.length - text.trimStart().length : column - 1);
  const half = MOST_CHARACTERS / 2;
  const said = message.length > MOST_CHARACTERS ? `${message.slice(0, half)}…${message.slice(-half)}` : message;
  return { line: known, from: Math.min(from, to), to, message: said };
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
