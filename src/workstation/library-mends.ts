import type { Program, ProgramContext, ProgramResult } from "./programs.ts";

/** Commands of the library whose answers differ from the real ones in ways that a lab meets. */
export function mendedCommands(): Program[] {
  return [
    { name: "jq", execute: jq },
    { name: "od", execute: od },
    { name: "ls", execute: ls },
    { name: "grep", execute: (args, context) => original(joinPatterns(args), context) },
    { name: "uniq", execute: uniq },
    { name: "alias", execute: (args, context) => original(args[0] === "-p" ? args.slice(1) : args, context) },
  ];
}

function original(args: string[], context: ProgramContext): Promise<ProgramResult> {
  return context.origCommand?.(args) ?? Promise.resolve({ stdout: "", stderr: "", exitCode: 127 });
}

/** The library's `del` takes one path, and its raw output of nothing but an empty text has no line. */
async function jq(args: string[], context: ProgramContext): Promise<ProgramResult> {
  const at = filterAt(args);
  const filter = args[at];
  if (filter === undefined) return original(args, context);
  const mended = args.with(at, splitDeletes(filter));
  const result = await original(mended, context);
  const raw = args.some((arg, index) => index < args.length && /^(?:--raw-output|-[a-zA-Z]*r[a-zA-Z]*)$/.test(arg));
  if (!raw || result.stdout !== "" || result.exitCode !== 0) return result;
  const count = await original(mended.with(at, `[${mended[at]}] | length`), context);
  return /^[1-9]/.test(count.stdout) ? { ...result, stdout: "\n" } : result;
}

/** Where jq's filter stands among its arguments: the first that is no option and no option's value. */
function filterAt(args: readonly string[]): number {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (/^--(?:arg|argjson|rawfile|slurpfile)$/.test(arg)) at += 2;
    else if (!arg.startsWith("-")) return at;
  }
  return args.length;
}

/** `del(.a, .b)` as `(del(.a) | del(.b))`. */
function splitDeletes(filter: string): string {
  return filter.replace(/\bdel\(((?:[^()"]|"[^"]*"|\([^()]*\))*)\)/g, (whole, paths: string) => {
    const parts = splitAtCommas(paths);
    return parts.length < 2 ? whole : `(${parts.map((part) => `del(${part})`).join(" | ")})`;
  });
}

function splitAtCommas(text: string): string[] {
  const parts = [""];
  let depth = 0;
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && /[([{]/.test(character)) depth++;
    else if (!quoted && /[)\]}]/.test(character)) depth--;
    if (character === "," && depth === 0 && !quoted) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** The library puts a space too many after the offset. */
async function od(args: string[], context: ProgramContext): Promise<ProgramResult> {
  const result = await original(args, context);
  return { ...result, stdout: result.stdout.replace(/^(\d{7}) (?= )/gm, "$1") };
}

/** The library's files belong to a user called user. */
async function ls(args: string[], context: ProgramContext): Promise<ProgramResult> {
  const result = await original(args, context);
  if (!args.some((arg) => /^-\w*l/.test(arg))) return result;
  return { ...result, stdout: result.stdout.replace(/^(\S{10} +\d+) user user /gm, "$1 student student ") };
}

/** The library's grep knows one `-e`, the last; several are one pattern with alternatives. */
function joinPatterns(args: readonly string[]): string[] {
  const patterns: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "--") {
      rest.push(...args.slice(at));
      break;
    }
    if (arg === "-e") patterns.push(args[++at] ?? "");
    else if (arg.startsWith("--regexp=")) patterns.push(arg.slice("--regexp=".length));
    else rest.push(arg);
  }
  if (patterns.length < 2) return [...args];
  const isExtended = rest.some((arg) => /^-[a-zA-Z]*[EP]/.test(arg) || arg === "--extended-regexp");
  return ["-e", patterns.join(isExtended ? "|" : "\\|"), ...rest];
}

/** The library counts in a column of four. */
async function uniq(args: string[], context: ProgramContext): Promise<ProgramResult> {
  const result = await original(args, context);
  if (!args.some((arg) => /^-[a-zA-Z]*c/.test(arg) || arg === "--count")) return result;
  return { ...result, stdout: result.stdout.replace(/^ *(\d+) /gm, (_line, count: string) => `${count.padStart(7)} `) };
}
