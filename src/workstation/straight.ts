/**
 * Programs that are run without the library's context. Around every command the library lays one with getters of its own, and V8 keeps
 * such an object's shape, with all that its getters close over, until it next collects everything: each command of a loop left some 10 KB
 * behind. A program that needs no more than is here is called straight, from where the shell has found it before; in all else this does
 * what the library does.
 */
import type { ExecResult, Interpreter } from "./interpreter.ts";
import type { InterruptSignal } from "./interrupt.ts";
import { fail, OK, type ProgramContext, type ProgramResult } from "./programs.ts";

/** Marks a program that reads no more of its context than this. */
export interface StraightProgram {
  readonly name: string;
  readonly straight: true;
  readonly execute: (
    args: string[],
    context: Pick<ProgramContext, "cwd" | "stdin" | "exportedEnv">,
  ) => Promise<ProgramResult>;
}

interface Files {
  stat(path: string): Promise<{ readonly isDirectory: boolean }>;
}

/** A stopped program is waited for so long, in ms. */
export const STOPS_WITHIN_MS = 250;

export class StraightPrograms {
  private readonly programs: ReadonlyMap<string, StraightProgram>;
  private readonly signal: InterruptSignal;
  private readonly files: Files;

  constructor(programs: readonly object[], signal: InterruptSignal, files: Files) {
    this.programs = new Map(programs.filter(isStraight).map((program) => [program.name, program]));
    this.signal = signal;
    this.files = files;
  }

  /** The program that the library would run; undefined where it is another's, or where the library is to look for it. */
  async find(
    { ctx: { state } }: Interpreter,
    name: string,
    [passesFunctions, asksDefaultPath]: readonly unknown[],
  ): Promise<StraightProgram | undefined> {
    const program = this.programs.get(name);
    const path = state.hashTable?.get(name);
    if (program === undefined || (path !== `/usr/bin/${name}` && path !== `/bin/${name}`)) return undefined;
    if (asksDefaultPath === true || (passesFunctions !== true && state.functions.has(name))) return undefined;
    const { isDirectory } = await this.files.stat(path).catch(() => ({ isDirectory: true }));
    return isDirectory ? undefined : program;
  }

  /** Runs it until it ends, or until the line is stopped. */
  async run(interpreter: Interpreter, program: StraightProgram, args: string[], piped: string): Promise<ExecResult> {
    const { ctx } = interpreter;
    const stdin = piped || ctx.state.groupStdin || "";
    const context = { cwd: ctx.state.cwd, stdin, exportedEnv: interpreter.buildExportedEnv() };
    let stop = (): void => undefined;
    const stopped = new Promise<undefined>((resolve) => (stop = () => resolve(undefined)));
    this.signal.addEventListener("abort", stop);
    try {
      // To ask counts among the line's questions, and comes before the program's own.
      if (this.signal.aborted) stop();
      const running = start(program, args, context);
      const result = await Promise.race([running, stopped]);
      if (result === undefined) {
        await Promise.race([running, new Promise((resolve) => setTimeout(resolve, STOPS_WITHIN_MS))]);
        ctx.executionScope.throwIfAborted();
      }
      return { ...(result ?? OK), internalStdinConsumed: piped.length, internalProducerCommand: program.name };
    } finally {
      this.signal.removeEventListener("abort", stop);
    }
  }
}

async function start(
  program: StraightProgram,
  args: string[],
  context: Parameters<StraightProgram["execute"]>[1],
): Promise<ProgramResult> {
  // Not before whoever waits for it does.
  await Promise.resolve();
  try {
    return await program.execute(args, context);
  } catch (error) {
    return fail(`${program.name}: ${error instanceof Error ? error.message : String(error)}\n`, 1);
  }
}

function isStraight(program: object): program is StraightProgram {
  return "straight" in program;
}
