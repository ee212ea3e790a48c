import { jqInputError } from "./jq-input.ts";
import type { Program, ProgramContext, ProgramResult } from "./programs.ts";
import { decodeLatin1 } from "./terminal-fs.ts";

/** The library's jq, with the words of the real one where something is wrong. */
export const mendedJq: Program = { name: "jq", execute: jq };

interface Invocation {
  readonly filterAt: number;
  readonly files: readonly string[];
  readonly has: (letter: string, name: string) => boolean;
}

async function jq(args: string[], context: ProgramContext): Promise<ProgramResult> {
  const invocation = readArguments(args);
  const filter = args[invocation.filterAt];
  if (filter === undefined) return original(args, context);
  const isRaw = invocation.has("r", "raw-output") || invocation.has("j", "join-output");
  const input = invocation.has("n", "null-input") ? "" : await readInput(invocation.files, context);
  if (typeof input === "object") {
    const stderr = `jq: error: Could not open file ${input.missing}: No such file or directory\n`;
    return { stdout: "", stderr, exitCode: 2 };
  }
  const broken = invocation.has("R", "raw-input") ? undefined : jqInputError(input);
  if (broken !== undefined) return { stdout: "", stderr: `parse error: ${broken}\n`, exitCode: 4 };
  const mended = args.with(invocation.filterAt, mendFilter(filter));
  const result = await original(invocation.has("j", "join-output") ? ["-r", ...mended] : mended, context);
  if (result.exitCode !== 0) return withWords(result, filter, invocation, input);
  // Raw output of nothing but an empty text has a line.
  if (!isRaw || result.stdout !== "" || invocation.has("j", "join-output")) return result;
  const count = await original(mended.with(invocation.filterAt, `[${mended[invocation.filterAt]}] | length`), context);
  return /^[1-9]/.test(count.stdout) ? { ...result, stdout: "\n" } : result;
}

function original(args: string[], context: ProgramContext): Promise<ProgramResult> {
  return context.origCommand?.(args) ?? Promise.resolve({ stdout: "", stderr: "", exitCode: 127 });
}

/** jq's filter is the first of its arguments that is no option and no option's value; after it come files. */
function readArguments(args: readonly string[]): Invocation {
  const files: string[] = [];
  let filterAt = args.length;
  let isOver = false;
  for (let at = 0; at < args.length && !isOver; at++) {
    const arg = args[at] ?? "";
    if (/^--(?:arg|argjson|rawfile|slurpfile)$/.test(arg)) at += 2;
    else if (/^--(?:indent|from-file)$|^-f$/.test(arg)) at += 1;
    else if (/^--(?:jsonargs|args)$/.test(arg)) isOver = true;
    else if (arg.startsWith("-") && arg !== "-") continue;
    else if (filterAt === args.length) filterAt = at;
    else files.push(arg);
  }
  const filterIndex = isOver && filterAt === args.length ? args.findIndex((arg) => !arg.startsWith("-")) : filterAt;
  const options = args.filter((_, index) => index !== filterIndex);
  const has = (letter: string, name: string): boolean =>
    options.some((arg) => arg === `--${name}` || new RegExp(`^-[a-zA-Z]*${letter}[a-zA-Z]*$`).test(arg));
  return { filterAt: filterIndex < 0 ? args.length : filterIndex, files, has };
}

async function readInput(
  files: readonly string[],
  context: ProgramContext,
): Promise<string | { readonly missing: string }> {
  if (files.length === 0 || context.fs === undefined) {
    return typeof context.stdin === "string" ? decodeLatin1(context.stdin) : "";
  }
  let text = "";
  for (const file of files) {
    const path = context.fs.resolvePath(context.cwd, file);
    if (!(await context.fs.exists(path))) return { missing: file };
    text += await context.fs.readFile(path);
  }
  return text;
}

/** The place of an error is the input's name and the number of lines read. */
function withWords(result: ProgramResult, filter: string, { files, has }: Invocation, input: string): ProgramResult {
  const [, unknown] = /^jq: error: Unknown function: (\w+)/.exec(result.stderr) ?? [];
  if (unknown !== undefined) {
    const stderr = `jq: error: ${unknown}/0 is not defined at <top-level>, line 1:\n${filter}\njq: 1 compile error\n`;
    return { ...result, stderr, exitCode: 3 };
  }
  if (/^jq: parse error: (?:Unexpected token EOF|Expected .* got EOF)/.test(result.stderr)) {
    const where = "unexpected $end (Unix shell quoting issues?) at <top-level>, line 1";
    return { ...result, stderr: `jq: error: syntax error, ${where}:\n${filter}\njq: 1 compile error\n`, exitCode: 3 };
  }
  const notNumber = /^jq: parse error: "(.*)" cannot be parsed as a number\n$/s.exec(result.stderr)?.[1];
  const words =
    notNumber === undefined
      ? result.stderr.replace(/^jq: parse error: /, "")
      : `Invalid numeric literal at EOF at line 1, column ${notNumber.length} (while parsing '${notNumber}')\n`;
  const lines = input.split("\n").length - 1;
  const place = has("n", "null-input") ? "<unknown>" : `${files.at(-1) ?? "<stdin>"}:${lines}`;
  return words === result.stderr ? result : { ...result, stderr: `jq: error (at ${place}): ${words}` };
}

/** What the library does not know, or not well, in terms of what it does. */
function mendFilter(filter: string): string {
  return splitDeletes(filter)
    .replace(/\bfromdateiso8601\b/g, "fromdate")
    .replace(/\btodateiso8601\b/g, "todate")
    .replace(/\bgroup_by\(((?:[^()"]|"[^"]*"|\([^()]*\))*)\)/g, "(sort_by($1) | group_by($1))")
    .replace(/(?<![\w.$@])unique(?![\w(])/g, "(sort | unique)")
    .replace(
      /(?<![\w@])@csv(?!\s*")/g,
      String.raw`(map(if type == "string" then "\"" + gsub("\""; "\"\"") + "\"" elif . == null then "" else tostring end) | join(","))`,
    );
}

/** `del(.a, .b)` as `(del(.a) | del(.b))`: the library's takes one path. */
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
