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

/** The library's files belong to a user called user; and it has words of its own for one that is not there. */
async function ls(args: string[], context: ProgramContext): Promise<ProgramResult> {
  const result = await original(args, context);
  const stderr = result.stderr.replace(/^ls: (?!cannot )(.+): No such/gm, "ls: cannot access '$1': No such");
  if (!args.some((arg) => /^-\w*l/.test(arg))) return { ...result, stderr };
  return { ...result, stderr, stdout: result.stdout.replace(/^(\S{10} +\d+) user user /gm, "$1 student student ") };
}
