import { Bash } from "just-bash/browser";
import { withAstralQuotes } from "./ansi-quotes.ts";
import type { CommandName, InMemoryFs } from "just-bash/browser";
import { InterruptSignal } from "./interrupt.ts";
import type { InterruptSource } from "./interrupt.ts";
import { ALL_ARGUMENTS, holdCommand, shareExports, startInterpreter } from "./interpreter.ts";
import type { CommandNode, ExecResult, Hold, Interpreter, InterpreterState, PipelineNode } from "./interpreter.ts";
import { elsewhere, redirect, SHELL_ROUTES } from "./routes.ts";
import type { Destination, Routes } from "./routes.ts";
import { copyState, endLine, putState } from "./shell-state.ts";
import type { ShellState } from "./shell-state.ts";
import { STOPS_WITHIN_MS, StraightPrograms } from "./straight.ts";
import { decodeLatin1 } from "./terminal-fs.ts";

type CustomCommands = NonNullable<NonNullable<ConstructorParameters<typeof Bash>[0]>["customCommands"]>;

export interface ShellConfig {
  readonly fs: InMemoryFs;
  readonly commands: readonly CommandName[];
  readonly programs: CustomCommands;
  readonly env: Readonly<Record<string, string>>;
  readonly directory: string;
  /** What `$$` says. */
  readonly pid: number;
  readonly interrupts: InterruptSource;
  /** Text on its way out of the shell, as it is written. */
  readonly output: (stream: "stdout" | "stderr", text: string) => void;
  /** Called before every statement; what it answers is waited for. */
  readonly breathe: () => Promise<void> | undefined;
  /** A line of input for `read` where standard input is the shell's own; undefined at its end. */
  readonly readLine: (prompt: string, hidden: boolean) => Promise<string | undefined>;
}

/** How a line ended. */
export interface LineOutcome {
  readonly exitCode: number;
  /** The line ran `exit`: the shell is a fresh one now. */
  readonly left: boolean;
  readonly interrupted: boolean;
}

/** Of the terminal that all shells were started from. */
const PARENT_PID = 4241;
const INTERRUPTED = 130;
/** The first command in the background has the shell's number, and so much more. */
const FIRST_BACKGROUND = 100;
/** No limit of the library's: what runs too long is stopped with Ctrl-C. Some limits must be safe integers. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;
const LIMITS = {
  maxCommandCount: NO_LIMIT,
  maxWorkUnits: NO_LIMIT,
  maxExecutionTimeMs: Infinity,
  maxLoopIterations: NO_LIMIT,
  maxOutputSize: NO_LIMIT,
  maxInputBytes: NO_LIMIT,
  maxLiveBytes: NO_LIMIT,
  maxAwkIterations: NO_LIMIT,
  maxSedIterations: NO_LIMIT,
  maxJqIterations: NO_LIMIT,
  maxQueryTokens: NO_LIMIT,
  maxQueryElements: NO_LIMIT,
  maxTraversalEntries: NO_LIMIT,
  maxTraversalWork: NO_LIMIT,
  maxGlobOperations: NO_LIMIT,
  maxBraceExpansionResults: 1_000_000,
  maxArrayElements: 10_000_000,
  maxCallDepth: 500,
  maxExtensionCleanupTimeMs: STOPS_WITHIN_MS,
};

/** A shell that lasts: lines run one after the other in it, and what they leave is there for the next. */
export class Shell {
  readonly signal: InterruptSignal;
  private readonly config: ShellConfig;
  private readonly straight: StraightPrograms;
  private interpreter: Interpreter;
  private hold: Hold;
  private readonly fresh: ShellState;
  private routes: Routes = SHELL_ROUTES;
  /** Set while `eval` or `source` reads its script: what that prints goes where the command's own output goes. */
  private transparent = false;
  /** The statement that runs ends in `&`. There are no jobs: it runs like any other, and what goes on running does not hold up the shell. */
  private background = false;
  /** How commands ended that were run with `&`, by the number that `$!` gave. */
  private readonly ended = new Map<number, number>();
  /** The command that the shell itself started last; a shell within a command (`bash -c`, `xargs`) starts its own unseen. */
  private launched = "";
  /** Commands of a pipeline that is running, with the routes that the pipe gives them. */
  private readonly piped = new Map<CommandNode, Partial<Routes>>();

  constructor(config: ShellConfig) {
    this.config = config;
    this.signal = new InterruptSignal(config.interrupts);
    this.straight = new StraightPrograms(config.programs, this.signal, config.fs);
    [this.interpreter, this.hold] = this.start();
    this.state.env.set("EUID", "1000");
    this.state.shoptOptions["expand_aliases"] = true;
    this.state.shoptOptions["lastpipe"] = false;
    this.fresh = copyState(this.state);
  }

  get state(): InterpreterState {
    return this.interpreter.ctx.state;
  }

  /** Where the command that runs now sends its output. */
  get currentRoutes(): Routes {
    if (!this.state.fileDescriptors?.size) return this.routes;
    const moved = (fd: number, route: Destination) => (this.state.fileDescriptors?.has(fd) ? elsewhere() : route);
    return { ...this.routes, out: moved(1, this.routes.out), err: moved(2, this.routes.err) };
  }

  get pid(): number {
    return this.config.pid;
  }

  isParent(pid: number): boolean {
    return pid === PARENT_PID;
  }

  get inBackground(): boolean {
    return this.background;
  }

  /** Whether the program `name` was started by this shell and not by a shell within another command. Answers once. */
  takeLaunch(name: string): boolean {
    const own = this.launched === name || this.launched.endsWith(`/${name}`);
    this.launched = "";
    return own;
  }

  /** Text that goes out at once. After an interrupt nothing does. */
  emit(stream: "stdout" | "stderr", text: string): void {
    if (!this.signal.stopped && text !== "") this.config.output(stream, text);
  }

  /** Names that can stand first on a line: programs, functions and aliases are added by the caller. */
  commandNames(): string[] {
    return [...this.interpreter.ctx.commands.keys()].filter((name) => !name.startsWith("__"));
  }

  snapshot(): ShellState {
    return copyState(this.state);
  }

  restore(state: ShellState): void {
    putState(this.state, state);
  }

  /** Forgets all that its lines left in it. */
  begin(): void {
    putState(this.state, this.fresh);
  }

  /** Lets the held session go. */
  dispose(): void {
    this.hold.release();
  }

  async run(line: string): Promise<LineOutcome> {
    // The session's own questions must not count among the line's.
    await this.hold.begun;
    this.signal.arm();
    this.routes = SHELL_ROUTES;
    this.transparent = true;
    let outcome: LineOutcome;
    try {
      const result = await this.interpreter.runCommand("eval", ["--", withAstralQuotes(line)], [], "");
      // A script that does not parse is never begun.
      if (this.transparent && result.exitCode !== 0) {
        outcome = this.syntaxError(result.stderr.replace("bash: eval: ", "").trimEnd());
      } else {
        this.send(result, SHELL_ROUTES);
        outcome = { exitCode: result.exitCode, left: false, interrupted: false };
      }
    } catch (error) {
      outcome = this.afterThrow(error);
    }
    const { stopped } = this.signal;
    this.signal.disarm();
    this.piped.clear();
    this.routes = SHELL_ROUTES;
    if (stopped) {
      outcome = { exitCode: INTERRUPTED, left: false, interrupted: true };
      this.restart();
    }
    endLine(this.state);
    this.state.lastExitCode = outcome.exitCode;
    this.state.env.set("?", String(outcome.exitCode));
    return outcome;
  }

  /** What the interpreter throws ends the line, never the shell; `exit` leaves it for a fresh one. */
  private afterThrow(error: unknown): LineOutcome {
    if (this.signal.stopped) return { exitCode: INTERRUPTED, left: false, interrupted: true };
    const thrown = readThrown(error);
    if (thrown.name === "ParseException" || thrown.name === "LexerError") return this.syntaxError(thrown.message);
    if (thrown.isResult) {
      const stderr = thrown.stderr.replace(
        /maximum recursion depth \((\d+)\) exceeded, increase \S+/,
        "maximum function nesting level exceeded ($1)",
      );
      this.send({ stdout: thrown.stdout, stderr, exitCode: thrown.exitCode }, SHELL_ROUTES);
      const isExit = thrown.name === "ExitError";
      if (isExit) this.begin();
      return { exitCode: thrown.exitCode, left: isExit, interrupted: false };
    }
    this.emit("stderr", `bash: ${thrown.message}\n`);
    return { exitCode: 1, left: false, interrupted: false };
  }

  private syntaxError(message: string): LineOutcome {
    const [, missing] = /unexpected token `(select|coproc)'/.exec(message) ?? [];
    const said = missing === undefined ? syntaxMessage(message) : `${missing}: not simulated here`;
    this.emit("stderr", `bash: ${said}\n`);
    return { exitCode: 2, left: false, interrupted: false };
  }

  /** A stopped session takes no more commands: the next one goes on with all that this one had. */
  private restart(): void {
    const { state } = this;
    this.hold.release();
    [this.interpreter, this.hold] = this.start();
    putState(this.state, copyState(state));
  }

  private start(): [Interpreter, Hold] {
    const { fs, commands, programs, env, directory, pid } = this.config;
    const hold = holdCommand();
    const bash = new Bash({
      fs,
      commands: [...commands],
      customCommands: [...programs, { name: hold.name, execute: hold.execute }],
      env: { ...env },
      cwd: directory,
      defenseInDepth: false,
      executionLimits: LIMITS,
      processInfo: { pid, ppid: PARENT_PID, uid: 1000, gid: 1000 },
    });
    const interpreter = startInterpreter(bash, this.signal);
    shareExports(bash, interpreter);
    this.tap(interpreter);
    return [interpreter, hold];
  }

  /** Puts this shell's eyes on the interpreter: where output passes, it is sent on its way. */
  private tap(interpreter: Interpreter): void {
    const { ctx } = interpreter;
    const executeStatement = interpreter.executeStatement.bind(interpreter);
    const executePipeline = interpreter.executePipeline.bind(interpreter);
    const executeCommand = interpreter.executeCommand.bind(interpreter);
    const runCommand = interpreter.runCommand.bind(interpreter);
    const executeScript = ctx.executeScript;

    interpreter.executeStatement = ctx.executeStatement = async (statement) => {
      const wait = this.config.breathe();
      if (wait) await wait;
      const before = this.background;
      this.background = before || statement.background;
      try {
        const result = await executeStatement(statement);
        if (statement.background) this.noteBackground(result.exitCode);
        return result;
      } finally {
        this.background = before;
      }
    };
    interpreter.executePipeline = async (pipeline) => {
      const commands = this.layPipes(pipeline);
      try {
        return await executePipeline(pipeline);
      } finally {
        for (const command of commands) this.piped.delete(command);
      }
    };
    interpreter.executeCommand = ctx.executeCommand = async (command, stdin, owned) => {
      const before = this.routes;
      const outer = { ...before, ...this.piped.get(command) };
      this.routes = command.redirections?.length ? redirect(outer, command.redirections) : outer;
      try {
        // The library splits at blanks what `for name; do` is to take as it is.
        const whole =
          command.type === "For" && command.words === null ? { ...command, words: [ALL_ARGUMENTS] } : command;
        return this.send(await executeCommand(whole, stdin, owned), outer);
      } catch (error) {
        const missing = this.missingTarget(error);
        if (missing === undefined) throw error;
        return this.send({ stdout: "", stderr: `bash: ${missing}: No such file or directory\n`, exitCode: 1 }, outer);
      } finally {
        this.routes = before;
      }
    };
    ctx.executeScript = async (script) => {
      const { transparent, routes } = this;
      this.transparent = false;
      if (!transparent) this.routes = { ...routes, out: elsewhere() };
      try {
        return await executeScript(script);
      } finally {
        this.routes = routes;
      }
    };
    interpreter.runCommand = async (name, args, quoted, stdin, ...rest) => {
      this.launched = name;
      this.transparent = name === "eval" || name === "source" || name === ".";
      if ((name === "declare" || name === "typeset") && /^-[fF]$/.test(args[0] ?? "")) {
        return this.printFunctions(args[0] === "-F", args.slice(1), runCommand);
      }
      if (name === "wait") return this.wait(args);
      const program = await this.straight.find(interpreter, name, rest);
      if (program !== undefined) return this.straight.run(interpreter, program, args, stdin);
      const given = name === "read" ? await this.input(args, stdin, rest) : stdin;
      return inBashsWords(name, await runCommand(name, args, quoted, given, ...rest));
    };
  }

  /** The path that a redirection could not open, as it was typed where it was under the directory. */
  private missingTarget(error: unknown): string | undefined {
    const { message } = readThrown(error);
    const path = /^ENOENT: no such file or directory, open '(.*)'$/.exec(message)?.[1];
    const here = `${this.state.cwd}/`;
    return path?.startsWith(here) ? path.slice(here.length) : path;
  }

  private layPipes(pipeline: PipelineNode): readonly CommandNode[] {
    const { commands } = pipeline;
    if (commands.length < 2) return [];
    commands.forEach((command, index) => {
      const laid: { -readonly [K in keyof Routes]?: Routes[K] } = {};
      if (index > 0) laid.ownInput = false;
      if (index < commands.length - 1) {
        laid.out = elsewhere();
        if (pipeline.pipeStderr?.[index]) laid.err = laid.out;
      }
      this.piped.set(command, laid);
    });
    return commands;
  }

  /** Sends what a command printed to where it shows at once; the rest goes on with the result. */
  private send(result: ExecResult, routes: Routes): ExecResult {
    if (result.stdout === "" && result.stderr === "") return result;
    const { out, err } = routes;
    let { stdout, stderr } = result;
    const trace = this.state.options["xtrace"] === true ? (/^(?:\++ [^\n]*\n)+/.exec(stderr)?.[0] ?? "") : "";
    if (trace !== "" && err.stream !== undefined) {
      this.emit(err.stream, trace);
      stderr = stderr.slice(trace.length);
    }
    const binary =
      result.stdoutKind === "bytes" || (result.stdoutKind === undefined && result.stdoutEncoding === "binary");
    if (out.stream !== undefined && stdout !== "") {
      this.emit(out.stream, binary ? decodeLatin1(stdout) : stdout);
      stdout = "";
    }
    if (stderr !== "" && err.stream !== undefined) {
      this.emit(err.stream, stderr);
      stderr = "";
    } else if (stderr !== "" && err === out && !binary) {
      stdout += stderr;
      stderr = "";
    }
    if (stdout === result.stdout && stderr === result.stderr) return result;
    const { internalOutputAccounting: _dropped, ...rest } = result as ExecResult & {
      internalOutputAccounting?: unknown;
    };
    return { ...rest, stdout, stderr };
  }

  /** A command that ended in `&` has run to its end: it has a number, and an exit code that can be waited for. */
  private noteBackground(exitCode: number): void {
    const { state } = this;
    state.lastBackgroundPid = Math.max(state.lastBackgroundPid, this.config.pid + FIRST_BACKGROUND) + 1;
    this.ended.set(state.lastBackgroundPid, exitCode);
  }

  private wait(args: readonly string[]): ExecResult {
    let exitCode = 0;
    let stderr = "";
    for (const whom of args) {
      if (whom.startsWith("-")) continue;
      const known = /^\d+$/.test(whom) ? this.ended.get(Number(whom)) : undefined;
      exitCode = known ?? 127;
      if (known !== undefined) continue;
      if (whom.startsWith("%")) stderr += `bash: wait: ${whom}: no such job\n`;
      else if (/^\d+$/.test(whom)) stderr += `bash: wait: pid ${whom} is not a child of this shell\n`;
      else {
        stderr += `bash: wait: \`${whom}': not a pid or valid job spec\n`;
        exitCode = 1;
      }
    }
    return { stdout: "", stderr, exitCode };
  }

  /** `declare -f` and `-F`: functions as they are defined, or their names alone. */
  private async printFunctions(
    namesOnly: boolean,
    names: readonly string[],
    runCommand: Interpreter["runCommand"],
  ): Promise<ExecResult> {
    let stdout = "";
    let exitCode = 0;
    for (const name of names.length > 0 ? names : [...this.state.functions.keys()].sort()) {
      if (!this.state.functions.has(name)) exitCode = 1;
      else if (namesOnly) stdout += names.length > 0 ? `${name}\n` : `declare -f ${name}\n`;
      else stdout += (await runCommand("type", [name], [], "")).stdout.replace(/^.*\n/, "");
    }
    return { stdout, stderr: "", exitCode };
  }

  /** `read` from the shell's own input asks for a line. */
  private async input(args: readonly string[], stdin: string, rest: readonly unknown[]): Promise<string> {
    const owned = rest[3] === true || (typeof rest[2] === "number" && rest[2] >= 0);
    if (stdin !== "" || owned || !this.routes.ownInput || this.state.groupStdin !== undefined) return stdin;
    if (args.some((arg) => /^-[a-z]*u/.test(arg))) return stdin;
    const at = args.findIndex((arg) => /^-[a-z]*p$/.test(arg));
    const prompt = at >= 0 ? (args[at + 1] ?? "") : "";
    const line = await this.config.readLine(
      prompt,
      args.some((arg) => /^-[a-z]*s/.test(arg)),
    );
    return line === undefined ? "" : `${line}\n`;
  }
}

/** Built-in commands name the shell before themselves. */
function inBashsWords(name: string, result: ExecResult): ExecResult {
  if (result.stderr === "") return result;
  if (name === "[" || name === "test")
    return { ...result, stderr: result.stderr.replace(/^(?:bash: )?(?:test|\[): /, `bash: ${name}: `) };
  if (name !== "printf") return result;
  const stderr = result.stderr
    .replaceAll(/^printf: (?!usage)/gm, "bash: printf: ")
    .replace("usage: printf format", "usage: printf [-v var] format");
  return { ...result, stderr };
}

interface Thrown extends ExecResult {
  readonly name: string;
  readonly message: string;
  /** It carries what a command prints and ends with, as the interpreter's own errors do. */
  readonly isResult: boolean;
}

function readThrown(error: unknown): Thrown {
  const read = (name: string): unknown =>
    typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
  const text = (name: string): string => {
    const value = read(name);
    return typeof value === "string" ? value : "";
  };
  const exitCode = read("exitCode");
  return {
    name: text("name"),
    message: text("message") || String(error),
    stdout: text("stdout"),
    stderr: text("stderr"),
    exitCode: typeof exitCode === "number" ? exitCode : 1,
    isResult: typeof exitCode === "number" || typeof read("stderr") === "string",
  };
}

function syntaxMessage(message: string): string {
  const plain = message.replace(/^(?:Parse error at |Lexer error at )?(?:line )?\d+(?::\d+)?: /, "");
  return /^(?:syntax error|unexpected EOF)/.test(plain) ? plain : `syntax error: ${plain}`;
}
