/** What a run did that its output may not show, for whoever looks over the student's shoulder. */
export type ProgramNote =
  /** The answer's warnings were printed. */
  | { readonly kind: "warnings-shown"; readonly requestId: string }
  /** The parameters that are sent are those that were typed. */
  | { readonly kind: "data-typed" }
  /** It was typed, and not what the program sends by itself. */
  | { readonly kind: "flag-typed"; readonly flag: "-type" }
  /** A flag was typed, and the program sends nothing of it. */
  | { readonly kind: "flag-ignored"; readonly flag: string; readonly because: "batch" };

/** The `vault` program's whole world: everything it reads, writes and asks comes through here. */
import type { Transport } from "../lib/index.ts";

export interface ProgramIo {
  /** Arguments after the program's name: `["token", "lookup"]`. */
  readonly args: readonly string[];
  /** Exported variables only. */
  readonly env: Readonly<Record<string, string>>;
  readonly homeDirectory: string;
  readonly workingDirectory: string;
  readonly stdoutIsTerminal: boolean;
  readonly stdinIsTerminal: boolean;
  readonly columns: number;
  stdout(text: string): void;
  stderr(text: string): void;
  /** All of standard input, to its end. */
  readStdin(): Promise<string>;
  /** Puts a question on the terminal and answers what was typed; hidden shows nothing of it. Undefined where no terminal is there to ask. */
  ask(prompt: string, options: { readonly hidden: boolean }): Promise<string | undefined>;
  readonly files: ProgramFiles;
  readonly transport: Transport;
  /** The virtual clock, for what the program prints of time. Unix nanoseconds. */
  nowNs(): bigint;
  /** Waits on the virtual clock. */
  sleep(seconds: number): Promise<void>;
  readonly signal: { readonly aborted: boolean };
  note?(note: ProgramNote): void;
  /** Starts a dev server on this machine, in the place of the one that runs. Absent where none can be started. */
  readonly startServer?: (wanted: WantedServer) => StartedServer | "bad-root-token-id";
}

/** A dev server as it is asked for. */
export interface WantedServer {
  /** "" is every address of the machine. */
  readonly host: string;
  readonly port: number;
  /** Drawn by lot where it is not given. */
  readonly rootTokenId: string | undefined;
  readonly kvVersion: "1" | "2";
  readonly leasedKv: boolean;
  readonly storageType: string;
}

export interface StartedServer {
  readonly rootToken: string;
  /** Base64. */
  readonly unsealKey: string;
  /** Waits for Ctrl-C, which then ends nothing but this wait. False, at once, where the program is not to wait. */
  untilInterrupted(): Promise<boolean>;
}

/** Paths are absolute. A missing file is undefined; any other trouble rejects with an Error whose message is the system's. */
export interface ProgramFiles {
  read(path: string): Promise<string | undefined>;
  write(path: string, text: string, mode: number): Promise<void>;
  remove(path: string): Promise<void>;
}

/** One candidate for Tab. */
export interface CliCandidate {
  readonly text: string;
  readonly description?: string;
}
