import { mendedDate } from "./date-mend.ts";
import { mendedDiff } from "./diff-mend.ts";
import { mendedJq } from "./jq-mend.ts";
import type { Program, ProgramContext, ProgramResult } from "./programs.ts";
import { mendedTools } from "./tool-mends.ts";

/** Commands of the library whose answers differ from the real ones in ways that a lab meets. */
export function mendedCommands(): Program[] {
  return [
    mendedJq,
    { name: "od", execute: od },
    { name: "ls", execute: ls },
    ...mendedTools(),
    mendedDiff,
    mendedDate,
    { name: "alias", execute: (args, context) => original(args[0] === "-p" ? args.slice(1) : args, context) },
  ];
}

function original(args: string[], context: ProgramContext): Promise<ProgramResult> {
  return context.origCommand?.(args) ?? Promise.resolve({ stdout: "", stderr: "", exitCode: 127 });
}

/** The library puts a space too many after the offset. */
async function od(args: string[], context: ProgramContext): Promise<ProgramResult> {
  const result = await original(args, context);
  return { ...result, stdout: result.stdout.replace(/^(\d{7}) (?= )/gm, "$1") };
}

/** The library's files belong to a user called user and are all alike; and it has words of its own for one that is not there. */
async function ls(args: string[], context: ProgramContext): Promise<ProgramResult> {
  const result = await original(args, context);
  const stderr = result.stderr.replace(/^ls: (?!cannot )(.+): No such/gm, "ls: cannot access '$1': No such");
  // Files by their names stand together; only folders stand apart.
  const stdout = result.stdout.replaceAll(/\n\n(?![^\n]+:\n)(?=[^\n])/g, "\n");
  if (!args.some((arg) => /^-\w*l/.test(arg))) return { ...result, stderr, stdout };
  const folder = args.findLast((arg) => !arg.startsWith("-")) ?? ".";
  const lines = stdout.split("\n").map((line) => ownedLine(line, folder, context));
  return { ...result, stderr, stdout: (await Promise.all(lines)).join("\n") };
}

async function ownedLine(line: string, folder: string, { fs, cwd }: ProgramContext): Promise<string> {
  const [, kind, links, rest] = /^([-dl])[rwx-]{9}( +\d+) user user (.*)$/.exec(line) ?? [];
  if (kind === undefined || fs === undefined) return line;
  const name = /^ *\d+ +\S+ +\S+ +\S+ (.+?)(?: -> .*)?$/.exec(rest ?? "")?.[1] ?? "";
  const [path] = await existing(fs, [fs.resolvePath(fs.resolvePath(cwd, folder), name), fs.resolvePath(cwd, name)]);
  const mode = path === undefined ? 0o644 : (await fs.stat(path)).mode;
  const bits = Array.from("rwxrwxrwx", (letter, at) => ((mode >> (8 - at)) & 1 ? letter : "-")).join("");
  return `${kind}${bits}${links} student student ${rest}`;
}

async function existing(fs: NonNullable<ProgramContext["fs"]>, paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => fs.exists(path)));
  return paths.filter((_, index) => found[index]);
}
