import type { Transport } from "../lib/index.ts";
import { completeLine } from "./complete.ts";
import type { WordCompletion } from "./complete.ts";
import { curl } from "./curl-program.ts";
import type { InterruptSource } from "./interrupt.ts";
import { mendedCommands } from "./library-mends.ts";
import { missOf, Unreachable } from "./network.ts";
import { LIBRARY_COMMANDS, smallPrograms } from "./programs.ts";
import type { Program } from "./programs.ts";
import type { ShellState } from "./shell-state.ts";
import { Shell } from "./shell.ts";
import type { LineOutcome } from "./shell.ts";
import { TerminalFs } from "./terminal-fs.ts";
import type { FilesSnapshot } from "./terminal-fs.ts";
import { programFiles, vaultProgram } from "./vault-program.ts";
import type { ProgramWorld } from "./vault-program.ts";

/** What a workstation stands on. */
export interface WorkstationHost {
  /** Text as it is printed. `stdout` and `stderr` are apart; their order is the order of the calls. */
  output(stream: "stdout" | "stderr", text: string): void;
  /** Asks whoever sits at the terminal for a line, the prompt having been printed; undefined is the end of input. */
  ask(hidden: boolean): Promise<string | undefined>;
  /** Waits on the virtual clock. May be left waiting for ever: an interrupt does not wait for it. */
  sleep(seconds: number): Promise<void>;
  nowNs(): bigint;
  readonly transport: Transport;
  readonly interrupts: InterruptSource;
  /** Called before every statement; what it answers is waited for. */
  breathe(): Promise<void> | undefined;
  /** Lets other work of the thread in, for a program that never ends. */
  pause(): Promise<void>;
  /** Standard input, output and error are a terminal; else files, and input is empty. */
  readonly attached: boolean;
  columns(): number;
}

export interface WorkstationOptions {
  readonly rootToken: string;
  readonly address?: string;
}

/** Everything that a line can change on the workstation. Opaque. */
export interface WorkstationSnapshot {
  readonly shell: ShellState;
  readonly files: FilesSnapshot;
  /** The lines typed so far: the first `lineCount` of an array that only grows. */
  readonly history: readonly string[];
  readonly lineCount: number;
}

export const HOME = "/home/student";
const TOKEN_HELPER = `${HOME}/.vault-token`;
const HISTORY_FILE = `${HOME}/.bash_history`;
const VAULT_ADDRESS = "http://127.0.0.1:8200";

/** The student's machine: a shell, files, and programs that speak to the servers on its network. */
export class Workstation {
  private readonly host: WorkstationHost;
  /** The one server on the network. */
  private readonly server: URL;
  private readonly files: TerminalFs;
  private readonly shell: Shell;
  private readonly world: ProgramWorld;
  private lines: string[] = [];
  private runningLine = "";
  private onAbort: (() => void) | undefined;

  constructor(host: WorkstationHost, options: WorkstationOptions) {
    this.host = host;
    this.files = new TerminalFs((text) => this.shell.emit("stdout", text));
    const address = options.address ?? VAULT_ADDRESS;
    this.server = new URL(address);
    this.world = this.makeWorld();
    const { program: curlProgram, fetch } = curl(this.world.transport, (url) => missOf(url, this.server));
    this.shell = new Shell({
      fs: this.files,
      commands: LIBRARY_COMMANDS,
      programs: [...this.programs(), curlProgram],
      fetch: fetch,
      env: {
        HOME,
        USER: "student",
        LOGNAME: "student",
        SHELL: "/bin/bash",
        TERM: "xterm-256color",
        LANG: "C.UTF-8",
        PATH: "/usr/local/bin:/usr/bin:/bin",
        VAULT_ADDR: address,
        ROOT_TOKEN: options.rootToken,
      },
      directory: HOME,
      interrupts: host.interrupts,
      output: (stream, text) => host.output(stream, text),
      breathe: () => host.breathe(),
      readLine: (prompt, hidden) => (host.attached ? this.ask(prompt, hidden) : Promise.resolve(undefined)),
    });
    for (const folder of ["/tmp", "/usr/local/bin"]) this.files.mkdirSync(folder, { recursive: true });
    this.files.writeFileSync(TOKEN_HELPER, options.rootToken, undefined, { mode: 0o600 });
  }

  /** Runs one line (or several, as a paste or a here-document makes them) to its end. */
  async run(line: string): Promise<LineOutcome> {
    this.runningLine = line;
    if (line.trim() !== "" && !line.startsWith(" ")) this.lines.push(line);
    return this.shell.run(line);
  }

  /** Stops the running line where it waits. */
  interrupt(): void {
    this.shell.signal.abort();
    this.onAbort?.();
  }

  /** How often the running line has asked whether to stop. */
  get questions(): number {
    return this.shell.signal.reads;
  }

  get directory(): string {
    return this.shell.state.cwd;
  }

  /** Every variable of the shell with a value, exported or not; of an array each element, by the array's name. */
  variables(): [name: string, value: string][] {
    const { env, arrays } = this.shell.state;
    const named = [...env].filter(([name]) => /^[A-Za-z_]/.test(name));
    const inArrays = [...(arrays ?? [])].flatMap(([name, { elements }]) =>
      Array.from(elements, ([key, value]): [string, string] => [`${name}[${key}]`, value]),
    );
    return [...named, ...inArrays];
  }

  /** What a program started now would find in its environment. */
  exported(): Record<string, string> {
    const { env, exportedVars } = this.shell.state;
    const entries = [...(exportedVars ?? [])].flatMap((name) => {
      const value = env.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(entries);
  }

  /** What the token helper's file holds; undefined without one. */
  async storedToken(): Promise<string | undefined> {
    const text = await this.world.files.read(TOKEN_HELPER);
    return text === undefined ? undefined : text.trim() || undefined;
  }

  snapshot(): WorkstationSnapshot {
    return {
      shell: this.shell.snapshot(),
      files: this.files.snapshot(),
      history: this.lines,
      lineCount: this.lines.length,
    };
  }

  restore(snapshot: WorkstationSnapshot): void {
    this.files.restore(snapshot.files);
    this.shell.restore(snapshot.shell);
    this.lines = snapshot.history.slice(0, snapshot.lineCount);
  }

  /** What the word under the cursor could become. */
  complete(text: string, cursor: number): Promise<WordCompletion> {
    const { shell, files, world } = this;
    return completeLine(text, cursor, { shell, files, world, exported: this.exported() });
  }

  /** Writes the history where a script can read it. */
  writeHistoryFile(): void {
    this.files.writeFileSync(HISTORY_FILE, this.lines.map((line) => `${line}\n`).join(""), undefined, { mode: 0o600 });
  }

  /** Adds to a file, as a server does that runs on this machine in the student's home; false where it cannot be written. */
  appendFromServer(path: string, text: string): boolean {
    return this.files.grow(this.files.resolvePath(HOME, path), text);
  }

  setVariable(name: string, value: string): void {
    this.shell.state.env.set(name, value);
  }

  dispose(): void {
    this.shell.dispose();
  }

  private programs(): Program[] {
    const small = smallPrograms({
      shell: () => this.shell,
      history: () => this.lines,
      clearHistory: () => {
        this.lines = [];
      },
      runningLine: () => this.runningLine,
      sleep: (seconds) => this.untilInterrupt(this.host.sleep(seconds)),
      pause: () => this.host.pause(),
    });
    return [...small, ...mendedCommands(), vaultProgram(this.world)];
  }

  private makeWorld(): ProgramWorld {
    const { host } = this;
    return {
      homeDirectory: HOME,
      files: programFiles(this.files),
      transport: (request) => {
        if (this.shell.signal.stopped) return Promise.reject(new Error("interrupted"));
        const miss = missOf(new URL(request.url), this.server);
        if (miss !== undefined) return Promise.reject(new Unreachable(miss));
        return host.transport(request);
      },
      nowNs: () => host.nowNs(),
      sleep: (seconds) => this.untilInterrupt(host.sleep(seconds)),
      shell: () => this.shell,
      attached: () => host.attached,
      columns: () => host.columns(),
      ask: (prompt, hidden) => this.ask(prompt, hidden),
    };
  }

  private ask(prompt: string, hidden: boolean): Promise<string | undefined> {
    this.shell.emit("stdout", prompt);
    return this.untilInterrupt(this.host.ask(hidden));
  }

  /** Waits for a thing or for the interrupt, which ends the wait with an error. */
  private async untilInterrupt<T>(thing: Promise<T>): Promise<T> {
    if (this.shell.signal.stopped) throw new Error("interrupted");
    const interrupted = new Promise<never>((_resolve, reject) => {
      this.onAbort = () => reject(new Error("interrupted"));
    });
    try {
      return await Promise.race([thing, interrupted]);
    } finally {
      this.onAbort = undefined;
    }
  }
}
