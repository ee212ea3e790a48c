/**
 * The one place that knows just-bash from the inside. Its public `exec` starts from nothing each time and hands its output
 * over at the end; a terminal needs one shell that lasts and output as it happens. So one `exec` is held open for a session,
 * and the interpreter inside it is taken hold of: its state is the shell's state, its methods are where output passes.
 * Written against the version that package.json pins; `shell.test.ts` fails when another one differs.
 */
import type { Bash } from "just-bash/browser";

export interface ExecResult {
  stdout: string;
  stderr: string;
  exitCode: number;
  stdoutKind?: "text" | "bytes";
  stdoutEncoding?: "binary";
  /** Characters of standard input that were read. */
  internalStdinConsumed?: number;
  /** The command that printed it. */
  internalProducerCommand?: string;
}

export interface WordNode {
  readonly type: string;
  readonly parts?: readonly WordPart[];
}

export interface WordPart {
  readonly type: string;
  readonly value?: string;
  readonly parameter?: string;
  readonly operation?: null;
  readonly parts?: readonly WordPart[];
}

/** `"$@"` */
export const ALL_ARGUMENTS: WordNode = {
  type: "Word",
  parts: [{ type: "DoubleQuoted", parts: [{ type: "ParameterExpansion", parameter: "@", operation: null }] }],
};

export interface RedirectionNode {
  readonly fd: number | null;
  readonly fdVariable?: string;
  readonly operator: string;
  readonly target: WordNode;
}

export interface CommandNode {
  readonly type: string;
  /** Of `for`: what it goes through; null where it names nothing. */
  readonly words?: readonly WordNode[] | null;
  readonly redirections?: readonly RedirectionNode[];
}

export interface PipelineNode {
  readonly commands: readonly CommandNode[];
  readonly pipeStderr?: readonly boolean[];
}

export interface StatementNode {
  /** It ends in `&`. */
  readonly background: boolean;
}

/** What a shell is at a moment. Only what this layer reads is named; the rest is copied as it is. */
export interface InterpreterState {
  env: Map<string, string>;
  arrays?: Map<string, { readonly kind: string; readonly elements: Map<string, string> }>;
  functions: Map<string, unknown>;
  exportedVars?: Set<string>;
  tempExportedVars?: Set<string>;
  readonlyVars?: Set<string>;
  fileDescriptors?: Map<number, string>;
  shoptOptions: Record<string, boolean>;
  options: Record<string, boolean>;
  cwd: string;
  lastExitCode: number;
  /** `$!` */
  lastBackgroundPid: number;
  groupStdin?: string | undefined;
  inCondition: boolean;
  loopDepth: number;
  callDepth: number;
  sourceDepth: number;
  signal?: unknown;
  /** Where programs were found, by name. */
  hashTable?: Map<string, string>;
}

export interface InterpreterContext {
  readonly state: InterpreterState;
  readonly commands: ReadonlyMap<string, unknown>;
  readonly executionScope: { throwIfAborted(): void };
  substitutionDepth?: number;
  executeScript: (script: unknown) => Promise<ExecResult>;
  executeStatement: (statement: StatementNode) => Promise<ExecResult>;
  executeCommand: (command: CommandNode, stdin: string, stdinOwned?: boolean) => Promise<ExecResult>;
}

export interface Interpreter {
  readonly ctx: InterpreterContext;
  executeScript(script: unknown): Promise<ExecResult>;
  executeStatement(statement: StatementNode): Promise<ExecResult>;
  executePipeline(pipeline: PipelineNode): Promise<ExecResult>;
  executeCommand(command: CommandNode, stdin: string, stdinOwned?: boolean): Promise<ExecResult>;
  /** `rest`: whether to pass over functions, whether to look in the default `PATH` alone, and more. */
  runCommand(name: string, args: string[], quoted: boolean[], stdin: string, ...rest: unknown[]): Promise<ExecResult>;
  buildExportedEnv(): Record<string, string>;
}

const HOLD = "__hold";

/** The command that keeps the session's `exec` open until `release` is called; `begun` resolves when it is at rest in it. */
export interface Hold {
  readonly name: string;
  readonly execute: () => Promise<ExecResult>;
  readonly begun: Promise<void>;
  readonly release: () => void;
}

export function holdCommand(): Hold {
  let release = (): void => undefined;
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const held = new Promise<ExecResult>((resolve) => {
    release = () => resolve({ stdout: "", stderr: "", exitCode: 0 });
  });
  const execute = () => {
    begin();
    return held;
  };
  return { name: HOLD, execute, begun, release };
}

/**
 * Starts the held `exec` and answers the interpreter that it made. The interpreter binds its methods in its constructor,
 * which runs before `exec` returns its promise: for that one synchronous call `bind` is watched.
 */
export function startInterpreter(bash: Bash, signal: AbortSignal): Interpreter {
  const bind = Object.getOwnPropertyDescriptor(Function.prototype, "bind");
  const original: unknown = bind?.value;
  if (bind === undefined || typeof original !== "function") throw new Error("Function.prototype.bind is missing");
  let found: Interpreter | undefined;
  const watch = function (this: unknown, self: unknown, ...rest: unknown[]): unknown {
    if (isInterpreter(self)) found ??= self;
    return Reflect.apply(original, this, [self, ...rest]);
  };
  Reflect.defineProperty(Function.prototype, "bind", { ...bind, value: watch });
  try {
    void bash.exec(HOLD, { signal });
  } finally {
    Reflect.defineProperty(Function.prototype, "bind", bind);
  }
  if (found === undefined) throw new Error("The shell's interpreter was not found");
  return found;
}

/** Variables that every shell has of its own, exported or not. */
const OWN_VARIABLES = ["IFS", "OSTYPE", "MACHTYPE", "HOSTTYPE", "HOSTNAME", "OPTIND", "SHELLOPTS", "BASHOPTS"];

/** What a shell within a command (`xargs`, `bash -c`) begins with: what the shell around it exports at that moment. */
class ExportedNow extends Map<string, string> {
  private readonly state: InterpreterState;

  constructor(state: InterpreterState) {
    super();
    this.state = state;
  }

  override *[Symbol.iterator](): MapIterator<[string, string]> {
    const { env, exportedVars, tempExportedVars } = this.state;
    for (const name of new Set([...OWN_VARIABLES, ...(exportedVars ?? []), ...(tempExportedVars ?? [])])) {
      const value = env.get(name);
      if (value !== undefined) yield [name, value];
    }
  }
}

/** Makes shells within commands begin with the session's exported variables; the library gives them those it was made with. */
export function shareExports(bash: Bash, interpreter: Interpreter): void {
  const base: unknown = Reflect.get(bash, "state");
  if (typeof base !== "object" || base === null) throw new Error("The library's shell is made otherwise");
  Reflect.set(base, "env", new ExportedNow(interpreter.ctx.state));
}

function isInterpreter(value: unknown): value is Interpreter {
  return typeof value === "object" && value !== null && "executePipeline" in value && "runCommand" in value;
}
