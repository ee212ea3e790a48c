import type { StartedServer, WantedServer } from "../cli/index.ts";
import type { Transport } from "../lib/index.ts";
import { completeLine } from "./complete.ts";
import type { WordCompletion } from "./complete.ts";
import { curlProgram } from "./curl-program.ts";
import type { InterruptSource } from "./interrupt.ts";
import { mendedCommands } from "./library-mends.ts";
import { listenerAt, reach, Unreachable } from "./network.ts";
import type { Listener } from "./network.ts";
import { LIBRARY_COMMANDS, smallPrograms } from "./programs.ts";
import type { Program, SmallProgramsConfig } from "./programs.ts";
import { Shell } from "./shell.ts";
import { exportedBy } from "./shell-state.ts";
import { FIRST_TERMINAL, Shells } from "./shells.ts";
import type { ShellStates } from "./shells.ts";
import type { LineOutcome } from "./shell.ts";
import { TerminalFs } from "./terminal-fs.ts";
import type { FilesSnapshot } from "./terminal-fs.ts";
import { jobPrograms } from "./job-programs.ts";
import { systemPrograms } from "./system-programs.ts";
import { waitingPrograms } from "./waiting-programs.ts";
import { xxdProgram } from "./xxd-program.ts";
import { timePrograms } from "./time-programs.ts";
import type { TimeTravel } from "./time-programs.ts";
import { programFiles, vaultProgram } from "./vault-program.ts";
import type { ProgramWorld, RunEvent } from "./vault-program.ts";

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
  /** Told of each run of `vault`: its beginning, its end, and what it does not print. */
  onRun?(event: RunEvent): void;
  /** Puts a fresh server in the place of the one on the network. Absent where that is not ours. */
  readonly startServer?: (wanted: WantedServer) => NewServer | "bad-root-token-id";
  /** Waits for Ctrl-C, which then ends nothing but this wait. False, at once, where nobody is there to press it. */
  readonly untilInterrupt?: () => Promise<boolean>;
  /** Time travel for those who type it; without it `undo` says that there is none here. */
  readonly timeTravel?: TimeTravel;
}

export type NewServer = Pick<StartedServer, "rootToken" | "unsealKey">;

export interface WorkstationOptions {
  readonly rootToken: string;
  readonly address?: string;
}

/** Everything that a line can change on the workstation. Opaque. */
export interface WorkstationSnapshot {
  readonly shells: ShellStates;
  /** The terminal that ran a line last. */
  readonly terminal: number;
  readonly files: FilesSnapshot;
  readonly listener: Listener;
  /** The lines typed so far: the first `lineCount` of an array that only grows. */
  readonly history: readonly TypedLine[];
  readonly lineCount: number;
}

interface TypedLine {
  readonly text: string;
  /** `GONE` where another shell is there by now. */
  readonly terminal: number;
}

export const HOME = "/home/student";
const TOKEN_HELPER = `${HOME}/.vault-token`;
const HISTORY_FILE = `${HOME}/.bash_history`;
const SUCCEEDED_FILE = `${HOME}/.bash_succeeded`;
const GONE = 0;
/** What `$$` says in the first terminal; the others count on from it. */
const FIRST_PID = 4242;
const VAULT_ADDRESS = "http://127.0.0.1:8200";

/** The student's machine: a shell for each terminal, files, and programs that speak to the servers on its network. */
export class Workstation {
  private readonly host: WorkstationHost;
  /** Where the one server on the network listens. */
  private listener: Listener;
  private readonly files: TerminalFs;
  private readonly shells: Shells;
  private readonly world: ProgramWorld;
  private lines: TypedLine[] = [];
  private runningLine = "";
  private onAbort: (() => void) | undefined;

  constructor(host: WorkstationHost, options: WorkstationOptions) {
    this.host = host;
    this.files = new TerminalFs((text) => this.shell.emit("stdout", text));
    const address = options.address ?? VAULT_ADDRESS;
    this.listener = listenerAt(address);
    this.world = this.makeWorld();
    const programs = this.programs();
    const env = {
      HOME,
      USER: "student",
      LOGNAME: "student",
      SHELL: "/bin/bash",
      TERM: "xterm-256color",
      LANG: "C.UTF-8",
      PATH: "/usr/local/bin:/usr/bin:/bin",
      VAULT_ADDR: address,
      ROOT_TOKEN: options.rootToken,
    };
    this.shells = new Shells(
      (terminal) =>
        new Shell({
          fs: this.files,
          commands: LIBRARY_COMMANDS,
          programs,
          env,
          directory: HOME,
          pid: FIRST_PID + terminal - FIRST_TERMINAL,
          interrupts: host.interrupts,
          output: (stream, text) => host.output(stream, text),
          breathe: () => host.breathe(),
          readLine: (prompt, hidden) => (host.attached ? this.ask(prompt, hidden) : Promise.resolve(undefined)),
        }),
    );
    for (const folder of ["/tmp", "/usr/local/bin"]) this.files.mkdirSync(folder, { recursive: true });
    this.files.writeFileSync(TOKEN_HELPER, options.rootToken, undefined, { mode: 0o600 });
  }

  /** Runs one line (or several, as a paste or a here-document makes them) in a terminal's shell, to its end. */
  async run(line: string, terminal = this.shells.terminal): Promise<LineOutcome> {
    this.shells.use(terminal);
    this.runningLine = line;
    if (isRemembered(line)) this.lines.push({ text: line, terminal });
    return this.shell.run(line);
  }

  /** A terminal has a fresh shell from here on. */
  begin(terminal: number): void {
    this.shells.begin(terminal);
    // What was typed in the one before is in the history's file alone.
    if (this.lines.some((line) => line.terminal === terminal)) {
      this.lines = this.lines.map((line) => (line.terminal === terminal ? { ...line, terminal: GONE } : line));
    }
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

  directory(terminal = this.shells.terminal): string {
    return this.shells.at(terminal).state.cwd;
  }

  /** How a terminal's last line ended. */
  exitCode(terminal: number): number {
    return this.shells.at(terminal).state.lastExitCode;
  }

  /** Every variable of a shell with a value, exported or not; of an array each element, by the array's name. */
  variables(terminal = this.shells.terminal): [name: string, value: string][] {
    const { env, arrays } = this.shells.at(terminal).state;
    const named = [...env].filter(([name]) => /^[A-Za-z_]/.test(name));
    const inArrays = [...(arrays ?? [])].flatMap(([name, { elements }]) =>
      Array.from(elements, ([key, value]): [string, string] => [`${name}[${key}]`, value]),
    );
    return [...named, ...inArrays];
  }

  /** What a program started now would find in its environment. */
  exported(terminal = this.shells.terminal): Record<string, string> {
    return exportedBy(this.shells.at(terminal).state);
  }

  /** What the token helper's file holds; undefined without one. */
  async storedToken(): Promise<string | undefined> {
    const text = await this.world.files.read(TOKEN_HELPER);
    return text === undefined ? undefined : text.trim() || undefined;
  }

  snapshot(): WorkstationSnapshot {
    return {
      shells: this.shells.snapshot(),
      terminal: this.shells.terminal,
      files: this.files.snapshot(),
      listener: this.listener,
      history: this.lines,
      lineCount: this.lines.length,
    };
  }

  restore(snapshot: WorkstationSnapshot): void {
    this.putBack(snapshot);
    this.shells.use(snapshot.terminal);
    this.lines = snapshot.history.slice(0, snapshot.lineCount);
  }

  /** Makes the machine what it was, and leaves the history of typed lines as it is. */
  putBack(snapshot: WorkstationSnapshot): void {
    this.files.restore(snapshot.files);
    this.listener = snapshot.listener;
    this.shells.restore(snapshot.shells);
  }

  /** What the word under the cursor could become. */
  async complete(text: string, cursor: number, terminal = this.shells.terminal): Promise<WordCompletion> {
    const { files, world } = this;
    const { timeTravel } = this.host;
    const before = this.shells.use(terminal);
    try {
      return await completeLine(text, cursor, {
        shell: this.shell,
        files,
        world,
        exported: this.exported(),
        timeTravel,
      });
    } finally {
      this.shells.use(before);
    }
  }

  /** Writes lines that were typed, and those of them that ended well, where a script can read them. */
  writeHistoryFiles(typed: readonly string[], succeeded: readonly string[]): void {
    for (const [file, texts] of [
      [HISTORY_FILE, typed],
      [SUCCEEDED_FILE, succeeded],
    ] as const) {
      const lines = texts.filter(isRemembered).map((text) => `${text}\n`);
      this.files.writeFileSync(file, lines.join(""), undefined, { mode: 0o600 });
    }
  }

  /** Adds to a file, as a server does that runs on this machine in the student's home; false where it cannot be written. */
  appendFromServer(path: string, text: string): boolean {
    return this.files.grow(this.files.resolvePath(HOME, path), text);
  }

  setVariable(name: string, value: string): void {
    this.shell.state.env.set(name, value);
  }

  dispose(): void {
    this.shells.dispose();
  }

  /** The shell whose turn it is. */
  private get shell(): Shell {
    return this.shells.current;
  }

  private typedHere(): readonly TypedLine[] {
    return this.lines.filter(({ terminal }) => terminal === this.shells.terminal);
  }

  private programs(): Program[] {
    const config: SmallProgramsConfig = {
      shell: () => this.shell,
      history: () => this.typedHere().map(({ text }) => text),
      clearHistory: () => {
        const here = new Set(this.typedHere());
        this.lines = this.lines.filter((line) => !here.has(line));
      },
      runningLine: () => this.runningLine,
      sleep: (seconds) => this.untilInterrupt(this.host.sleep(seconds)),
      pause: () => this.host.pause(),
      nowNs: () => this.host.nowNs(),
      attached: () => this.host.attached,
    };
    const curl = curlProgram({
      ...this.world,
      reach: (url) => reach(this.listener, url),
      files: this.files,
    });
    const small = [
      ...smallPrograms(config),
      ...waitingPrograms(config),
      ...jobPrograms(config.shell),
      ...systemPrograms(),
      xxdProgram,
    ];
    return [...small, ...timePrograms(this.host.timeTravel), ...mendedCommands(), curl, vaultProgram(this.world)];
  }

  private makeWorld(): ProgramWorld {
    const { host } = this;
    const { startServer } = host;
    return {
      homeDirectory: HOME,
      files: programFiles(this.files),
      transport: (request) => {
        if (this.shell.signal.stopped) return Promise.reject(new Error("interrupted"));
        const met = reach(this.listener, new URL(request.url));
        return met === "server" ? host.transport(request) : Promise.reject(new Unreachable(met));
      },
      nowNs: () => host.nowNs(),
      sleep: (seconds) => this.untilInterrupt(host.sleep(seconds)),
      shell: () => this.shell,
      attached: () => host.attached,
      onRun: host.onRun && ((event) => host.onRun?.(event)),
      columns: () => host.columns(),
      ask: (prompt, hidden) => this.ask(prompt, hidden),
      ...(startServer && { startServer: (wanted) => this.moveTo(wanted, startServer(wanted)) }),
    };
  }

  /** The network's server is another one now, where it could be started. */
  private moveTo(wanted: WantedServer, server: NewServer | "bad-root-token-id"): StartedServer | "bad-root-token-id" {
    if (server === "bad-root-token-id") return server;
    this.listener = { host: wanted.host, port: wanted.port, tls: false };
    const { inBackground } = this.shell;
    const wait = async () => !inBackground && ((await this.host.untilInterrupt?.()) ?? false);
    return { ...server, untilInterrupted: wait };
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

/** Lines that begin with a blank are not kept, as where HISTCONTROL says so. */
function isRemembered(line: string): boolean {
  return line.trim() !== "" && !line.startsWith(" ");
}

/** The VAULT_TOKEN of a terminal's shell at a moment; undefined where the shell was not there, or exported none. */
export function tokenIn({ shells }: WorkstationSnapshot, terminal: number): string | undefined {
  const state = shells.get(terminal);
  return state && exportedBy(state)["VAULT_TOKEN"];
}
