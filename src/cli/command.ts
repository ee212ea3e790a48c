import type { FlagSection } from "./flags/spec.ts";
import type { ParsedFlags } from "./flags/parse.ts";
import type { ProgramIo } from "./types.ts";
import type { Ui } from "./ui.ts";
import type { VaultClient } from "./client/client.ts";
import { Failure } from "./failure.ts";

/** What the arguments of a command are, for completion. */
export type ArgumentKind =
  | "path"
  | "folder"
  | "kv-path"
  | "policy"
  | "accessor"
  | "secret-mount"
  | "auth-mount"
  | "secret-type"
  | "auth-type"
  | "audit-type"
  | "audit-device"
  | "file"
  | "nothing";

/** One command of the program, declared as data. */
export interface Command {
  /** As typed after `vault`: `token create`. */
  readonly name: string;
  /** One line, for lists of commands. */
  readonly synopsis: string;
  /** The first line of its help, after `Usage: `. */
  readonly usage: string;
  /** What its help says below the usage line. */
  readonly about: string;
  readonly flags: readonly FlagSection[];
  /** What each argument is; the last holds for all that follow. */
  readonly arguments?: readonly ArgumentKind[];
  /** Whether `-format=raw` may be asked of it. */
  readonly printsRaw?: boolean;
  /** What goes wrong is said on standard output, as by the programs that go on running. */
  readonly errsOnOutput?: boolean;
  /** Takes its words as they are, and reads no flags. */
  readonly ignoresFlags?: boolean;
  /** A command that only groups others: run by itself, it prints its help. */
  readonly run?: (call: Invocation) => Promise<number>;
}

/** One run of a command. */
export interface Invocation {
  readonly io: ProgramIo;
  readonly ui: Ui;
  readonly flags: ParsedFlags;
  readonly arguments: readonly string[];
  /** The client, made on first use: what is wrong with the settings is said only then. */
  client(): Promise<VaultClient>;
}

/** Checks how many arguments were typed; one expectation, in Vault's words. */
export function expectArguments(
  call: Invocation,
  least: number,
  most: number,
  expected = String(most),
): readonly string[] {
  const count = call.arguments.length;
  if (count < least) throw new Failure(`Not enough arguments (expected ${expected}, got ${count})`, 1);
  if (count > most) throw new Failure(`Too many arguments (expected ${expected}, got ${count})`, 1);
  return call.arguments;
}

/** The one argument there must be. */
export function oneArgument(call: Invocation): string {
  return expectArguments(call, 1, 1)[0] ?? "";
}
