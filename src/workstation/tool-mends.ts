/** The small tools of the library, where their words or their columns differ from those of GNU's. */
import type { Program, ProgramContext, ProgramResult } from "./programs.ts";

export function mendedTools(): Program[] {
  return [
    { name: "uniq", execute: uniq },
    { name: "wc", execute: wc },
    { name: "head", execute: head },
    { name: "tail", execute: withWords(/^tail: (.+): No such/gm, "tail: cannot open '$1' for reading: No such") },
    { name: "sed", execute: sed },
    { name: "awk", execute: awk },
    { name: "cut", execute: cut },
    { name: "paste", execute: paste },
    { name: "expr", execute: expr },
    { name: "sort", execute: withWords(/^sort: (.+): No such/gm, "sort: cannot read: $1: No such", 2) },
    { name: "grep", execute: grep },
    { name: "xargs", execute: xargs },
  ];
}

type Execute = Program["execute"];

function original(args: string[], context: ProgramContext): Promise<ProgramResult> {
  return context.origCommand?.(args) ?? Promise.resolve({ stdout: "", stderr: "", exitCode: 127 });
}

/** GNU's words, and its exit code, for a file that is not there. */
function withWords(libraryWords: RegExp, words: string, exitCode?: number): Execute {
  return async (args, context) => {
    const result = await original(args, context);
    const stderr = result.stderr.replace(libraryWords, words);
    return { ...result, stderr, exitCode: stderr === result.stderr ? result.exitCode : (exitCode ?? result.exitCode) };
  };
}

/** `1i\\text` in one line. */
const sed: Execute = (args, context) => {
  const mended = withWords(/^sed: (.+): No such/gm, "sed: can't read $1: No such", 2);
  const oneLine = /^((?:\d+|\$|\/[^/]*\/)?\s*[aic])\\(?!\n)\s*(?=\S)/;
  return mended(
    args.map((arg) => arg.replace(oneLine, "$1 ")),
    context,
  );
};

/** `-v OFS=-`: the library hears of it only in the program itself. */
const awk: Execute = (args, context) => {
  const mended: string[] = [];
  let begin = "";
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    const given = arg === "-v" ? args[++at] : /^-v(.+)$/s.exec(arg)?.[1];
    if (given?.startsWith("OFS=") === true) begin += `BEGIN { OFS = "${given.slice(4).replaceAll('"', '\\"')}" } `;
    else if (given !== undefined) mended.push("-v", given);
    else if (arg === "-F") mended.push(arg, args[++at] ?? "");
    else if (arg.startsWith("-")) mended.push(arg);
    else {
      mended.push(`${begin}${arg}`, ...args.slice(at + 1));
      break;
    }
  }
  return original(mended, context);
};

/** Long options, and another delimiter between the fields that come out. */
const cut: Execute = async (args, context) => {
  const shortOf: Readonly<Record<string, string>> = { fields: "-f", delimiter: "-d", characters: "-c", bytes: "-c" };
  const mended: string[] = [];
  let between: string | undefined;
  for (const arg of args) {
    const [, name = "", value = ""] = /^--([a-z-]+)=(.*)$/s.exec(arg) ?? [];
    const short = shortOf[name];
    if (name === "output-delimiter") between = value;
    else if (short !== undefined) mended.push(short, value);
    else mended.push(arg === "--only-delimited" ? "-s" : arg.replace(/^-b/, "-c"));
  }
  const result = await original(mended, context);
  if (between === undefined) return result;
  const at = mended.findIndex((arg) => arg.startsWith("-d"));
  const delimiter = at < 0 ? "\t" : (mended[at] ?? "").slice(2) || (mended[at + 1] ?? "");
  return { ...result, stdout: result.stdout.replaceAll(delimiter, between) };
};

/** Options in a cluster, and standard input where no file is named. */
const paste: Execute = (args, context) => {
  const mended = args.flatMap((arg) => {
    const [, before = "", value = ""] = /^-(s?)d(.*)$/s.exec(arg) ?? [];
    if (!/^-s?d/.test(arg)) return [arg];
    return [...(before === "" ? [] : ["-s"]), "-d", ...(value === "" ? [] : [value])];
  });
  const files = mended.filter((arg, index) => (!arg.startsWith("-") || arg === "-") && mended[index - 1] !== "-d");
  return original(files.length === 0 && mended.length > 0 ? [...mended, "-"] : mended, context);
};

/** `TEXT : PATTERN`, which the library takes for no match. */
const expr: Execute = async (args, context) => {
  const [text = "", operator, pattern = ""] = args;
  if (args.length !== 3 || operator !== ":") return original(args, context);
  const isGroup = pattern.includes("\\(");
  let match: RegExpExecArray | null;
  try {
    match = new RegExp(`^(?:${extended(pattern)})`, "s").exec(text);
  } catch {
    return { stdout: "", stderr: "expr: Invalid regular expression\n", exitCode: 2 };
  }
  const found = isGroup ? (match?.[1] ?? "") : String(match?.[0].length ?? 0);
  return { stdout: `${found}\n`, stderr: "", exitCode: found === "" || found === "0" ? 1 : 0 };
};

/** A basic regular expression, where `\\(` is what `(` is elsewhere, as JavaScript has it. */
function extended(basic: string): string {
  return basic.replaceAll(/\\?[(){}|+?]/g, (found) => (found.startsWith("\\") ? found.slice(1) : `\\${found}`));
}

/** Counts stand in a column of seven. */
const uniq: Execute = async (args, context) => {
  const result = await original(args, context);
  if (!args.some((arg) => arg === "--count" || /^-[a-z]*c/.test(arg))) return result;
  return { ...result, stdout: result.stdout.replace(/^ *(\d+) /gm, (_, count: string) => `${count.padStart(7)} `) };
};

/** Columns are as wide as the count of all bytes; of standard input, and of more than one count, as seven digits. */
const wc: Execute = async (args, context) => {
  const files = args.filter((arg) => !arg.startsWith("-"));
  const flags = new Set(args.flatMap((arg) => (/^-[clmw]+$/.test(arg) ? Array.from(arg.slice(1)) : [])));
  const result = await original(args, context);
  if (result.stdout === "" || args.some((arg) => arg.startsWith("--"))) return result;
  const isOneCount = flags.size === 1 && files.length < 2;
  const bytes = files.length === 0 ? "" : (await original(["-c", ...files], context)).stdout;
  const total = /(\d+)[^\n]*\n$/.exec(bytes)?.[1] ?? "";
  const width = isOneCount ? 0 : files.length === 0 ? 7 : total.length;
  const stdout = result.stdout.replace(/^ *\d+(?: +\d+)*(?= |$)/gm, (counts) =>
    counts
      .trim()
      .split(/ +/)
      .map((count) => count.padStart(width))
      .join(" "),
  );
  return { ...result, stdout };
};

/** `-n -2`: all but the last two. */
const head: Execute = async (args, context) => {
  const mended = withWords(/^head: (.+): No such/gm, "head: cannot open '$1' for reading: No such");
  const at = args.findIndex((arg, index) => /^-n-\d+$/.test(arg) || (/^-\d+$/.test(arg) && args[index - 1] === "-n"));
  const found = args[at];
  if (found === undefined) return mended(args, context);
  const dropped = Number(/\d+$/.exec(found)?.[0]);
  const all = String(Number.MAX_SAFE_INTEGER);
  const result = await mended(args.with(at, found.startsWith("-n") ? `-n${all}` : all), context);
  const lines = result.stdout.split(/(?<=\n)/);
  return { ...result, stdout: lines.slice(0, Math.max(0, lines.length - dropped)).join("") };
};

/** Several patterns as one; a pattern that ends a cluster; colours that nobody asked for. */
const grep: Execute = async (args, context) => {
  const others: string[] = [];
  const patterns: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    const [, cluster = "", rest = ""] = /^-([a-zA-Z]*)e(.*)$/s.exec(arg) ?? [];
    const isPattern = /^-(?:[a-df-zA-Z]*)e/.test(arg) && !/^-[a-zA-Z]*[ABCmf]/.test(arg);
    if (arg === "--") {
      others.push(...args.slice(at));
      break;
    }
    if (/^--colou?r(?:=|$)/.test(arg)) continue;
    if (arg.startsWith("--regexp=")) patterns.push(arg.slice("--regexp=".length));
    else if (isPattern) {
      if (cluster !== "") others.push(`-${cluster}`);
      patterns.push(rest === "" ? (args[++at] ?? "") : rest);
    } else others.push(arg);
  }
  if (args.length === 0) {
    const usage = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n";
    return { stdout: "", stderr: usage, exitCode: 2 };
  }
  return original(patterns.length === 0 ? others : withPatterns(others, patterns), context);
};

/** The library takes one pattern. */
function withPatterns(options: readonly string[], patterns: readonly string[]): string[] {
  const [pattern = ""] = patterns;
  if (patterns.length === 1) return [...options, "-e", pattern];
  const has = (letter: string): boolean => options.some((arg) => new RegExp(`^-[a-zA-Z]*${letter}`).test(arg));
  if (has("F")) {
    const others = options.map((arg) => (/^-[a-zA-Z]*F/.test(arg) ? arg.replace("F", "") : arg));
    const literal = patterns.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return [...others.filter((arg) => arg !== "-"), "-E", "-e", literal.join("|")];
  }
  const isExtended = has("E") || has("P");
  const alternatives = patterns.map((each) => (isExtended ? `(${each})` : each));
  return [...options, "-e", alternatives.join(isExtended ? "|" : "\\|")];
}

/** Values that stand right behind their option; lines one by one are items one by one. */
const xargs: Execute = (args, context) => {
  const mended: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    const [, option, value = ""] = /^-([nIPLd])(.+)$/s.exec(arg) ?? [];
    const name = option ?? (arg === "-L" ? "L" : undefined);
    const given = option === undefined ? args[at + 1] : value;
    // A line is an item, blanks and all.
    if (option === "I" || arg === "-I") mended.push("-d", "\\n");
    if (name === "L") {
      mended.push("-d", "\\n", "-n", given ?? "1");
      if (option === undefined) at++;
    } else if (option !== undefined) mended.push(`-${option}`, value);
    else if (/^-[ndIPsE]$/.test(arg)) mended.push(arg, args[++at] ?? "");
    else if (arg.startsWith("-")) mended.push(arg);
    else {
      mended.push(...args.slice(at));
      break;
    }
  }
  return original(mended, context);
};
