import type { CommandName } from "just-bash/browser";
import { realpathProgram } from "./realpath-program.ts";
import type { Shell } from "./shell.ts";

/** What a program of the workstation is run with: just-bash's context, as far as ours read it. */
export interface ProgramContext {
  readonly cwd: string;
  readonly stdin: unknown;
  readonly exportedEnv?: Readonly<Record<string, string>>;
  readonly exec?: (
    script: string,
    options: {
      cwd: string;
      env: Record<string, string>;
      replaceEnv: boolean;
      stdin: string;
      stdinKind: "bytes";
      signal?: AbortSignal;
    },
  ) => Promise<ProgramResult>;
  readonly fs?: {
    resolvePath(base: string, path: string): string;
    exists(path: string): Promise<boolean>;
    realpath(path: string): Promise<string>;
    readFile(path: string): Promise<string>;
    readFileBuffer?(path: string): Promise<Uint8Array>;
    stat(path: string): Promise<{ readonly mode: number }>;
  };
  readonly origCommand?: (args: string[]) => Promise<ProgramResult>;
}

export interface ProgramResult {
  stdout: string;
  stderr: string;
  exitCode: number;
  stdoutKind?: "bytes" | "text";
}

export interface Program {
  readonly name: string;
  readonly execute: (args: string[], context: ProgramContext) => Promise<ProgramResult>;
}

/** The library's commands that this workstation has. Left out: those that need Node, and those that ours replace. */
export const LIBRARY_COMMANDS: readonly CommandName[] = [
  "echo",
  "cat",
  "printf",
  "ls",
  "mkdir",
  "rmdir",
  "touch",
  "rm",
  "cp",
  "mv",
  "ln",
  "chmod",
  "pwd",
  "readlink",
  "head",
  "tail",
  "wc",
  "stat",
  "grep",
  "fgrep",
  "egrep",
  "sed",
  "awk",
  "sort",
  "uniq",
  "comm",
  "cut",
  "paste",
  "tr",
  "rev",
  "nl",
  "fold",
  "expand",
  "unexpand",
  "strings",
  "split",
  "column",
  "join",
  "tee",
  "find",
  "basename",
  "dirname",
  "tree",
  "du",
  "alias",
  "unalias",
  "xargs",
  "true",
  "false",
  "clear",
  "bash",
  "sh",
  "jq",
  "yq",
  "base64",
  "diff",
  "date",
  "seq",
  "expr",
  "md5sum",
  "sha1sum",
  "sha256sum",
  "file",
  "help",
  "which",
  "tac",
  "od",
  "time",
];

export interface SmallProgramsConfig {
  readonly shell: () => Shell;
  readonly history: () => readonly string[];
  readonly clearHistory: () => void;
  readonly runningLine: () => string;
  readonly sleep: (seconds: number) => Promise<void>;
  readonly pause: () => Promise<void>;
  readonly nowNs: () => bigint;
  /** Someone is there to press Ctrl-C. */
  readonly attached: () => boolean;
}

export const OK: ProgramResult = { stdout: "", stderr: "", exitCode: 0 };

export function fail(stderr: string, exitCode: number): ProgramResult {
  return { ...OK, stderr, exitCode };
}

/** Programs that the library lacks, or whose own show what a student's machine would not. */
export function smallPrograms(config: SmallProgramsConfig): Program[] {
  return [
    { name: "yes", execute: (args) => yes(args, config) },
    { name: "history", execute: async (args) => history(args, config) },
    { name: "env", execute: env },
    { name: "printenv", execute: async (args, context) => printenv(args, context) },
    realpathProgram,
    { name: "whoami", execute: async () => ({ ...OK, stdout: "student\n" }) },
    { name: "hostname", execute: async () => ({ ...OK, stdout: "workstation\n" }) },
  ];
}

/** Enough for any reader that stops by itself; a pipe here is filled before it is read. */
const YES_LINES = 20_000;

async function yes(args: readonly string[], config: SmallProgramsConfig): Promise<ProgramResult> {
  const line = `${args.length > 0 ? args.join(" ") : "y"}\n`;
  const { out } = config.shell().currentRoutes;
  const block = line.repeat(YES_LINES);
  if (out.stream === undefined && /\|\s*(?:head|sed|read|while|rm|cp|mv|tr|xargs|tee)\b/.test(config.runningLine())) {
    return { ...OK, stdout: block };
  }
  const some = line.repeat(4000);
  const { signal } = config.shell();
  while (!signal.aborted) {
    if (out.stream !== undefined) config.shell().emit(out.stream, some);
    await config.pause();
  }
  return OK;
}

function history(args: readonly string[], config: SmallProgramsConfig): ProgramResult {
  const [first] = args;
  if (first === "-c") {
    config.clearHistory();
    return OK;
  }
  const lines = config.history();
  const count = first === undefined ? lines.length : Number(first);
  if (!Number.isInteger(count) || count < 0) {
    return fail(`bash: history: ${first}: numeric argument required\n`, 1);
  }
  const from = Math.max(0, lines.length - count);
  const shown = lines.slice(from).map((line, index) => `${String(from + index + 1).padStart(5)}  ${line}\n`);
  return { ...OK, stdout: shown.join("") };
}

/** `env`: what is exported, or a command with that and more. */
async function env(args: string[], context: ProgramContext): Promise<ProgramResult> {
  let exported: Record<string, string> = { ...context.exportedEnv };
  const assignments: string[] = [];
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "-i" || arg === "-") exported = {};
    else if (arg === "-u") Reflect.deleteProperty(exported, args[++at] ?? "");
    else if (/^[A-Za-z_]\w*=/.test(arg)) assignments.push(arg);
    else break;
  }
  const command = args.slice(at);
  const added = assignments.map(
    (text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)] as const,
  );
  if (command.length === 0 || !context.exec) {
    return printenv([], { ...context, exportedEnv: { ...exported, ...Object.fromEntries(added) } });
  }
  return runWords(context, command, { exported, added });
}

/** Runs a command of these words in a shell of its own, as a program does that starts another. */
export async function runWords(
  context: ProgramContext,
  words: readonly string[],
  {
    exported = context.exportedEnv ?? {},
    added = [],
    signal,
  }: {
    readonly signal?: AbortSignal;
    readonly exported?: Readonly<Record<string, string>>;
    readonly added?: readonly (readonly [name: string, value: string])[];
  } = {},
): Promise<ProgramResult> {
  if (context.exec === undefined) return { ...OK, exitCode: 127 };
  const script = [...added.map(([name, value]) => `${name}=${quote(value)}`), ...words.map(quote)].join(" ");
  return context.exec(script, {
    cwd: context.cwd,
    env: { ...exported },
    replaceEnv: true,
    stdin: typeof context.stdin === "string" ? context.stdin : "",
    stdinKind: "bytes",
    ...(signal && { signal }),
  });
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function printenv(names: readonly string[], context: ProgramContext): ProgramResult {
  const exported = context.exportedEnv ?? {};
  if (names.length === 0) {
    return {
      ...OK,
      stdout: Object.entries(exported)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(""),
    };
  }
  const values = names.map((name) => exported[name]);
  const stdout = values
    .filter((value) => value !== undefined)
    .map((value) => `${value}\n`)
    .join("");
  return { ...OK, stdout, exitCode: values.includes(undefined) ? 1 : 0 };
}
