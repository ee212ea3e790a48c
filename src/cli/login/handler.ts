import { messageOf } from "../failure.ts";
import type { VaultClient } from "../client/client.ts";
import type { ProgramIo } from "../types.ts";
import type { Secret } from "../wire/secret.ts";

/** How one kind of auth method is logged in to. */
export interface LoginHandler {
  /** What `vault auth help TYPE` says. */
  readonly help: string;
  /** Answers a secret with `auth`, or a wrapped one. `settings` holds the words of the line, and `mount`. */
  login(io: ProgramIo, client: VaultClient, settings: ReadonlyMap<string, string>): Promise<Secret | undefined>;
}

/** Asks for a token, and says what usually keeps one from being asked. */
export async function askForToken(io: ProgramIo, prompt: string): Promise<string> {
  try {
    return await askHidden(io, prompt);
  } catch (error) {
    throw new Error(
      `An error occurred attempting to ask for a token. The raw error message is shown below, but usually this is because you attempted to pipe a value into the command or you are executing outside of a terminal (tty). If you want to pipe the value, pass "-" as the argument to read from stdin. The raw error was: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/** Asks for a secret on the terminal. Throws an Error in Go's words where nobody is there to ask. */
export async function askHidden(
  io: ProgramIo,
  prompt: string,
  say = (line: string): void => io.stderr(line),
): Promise<string> {
  const typed = io.stdinIsTerminal ? await io.ask(prompt, { hidden: true }) : undefined;
  if (typed !== undefined) return typed;
  say(`${prompt}\n`);
  throw new Error("file descriptor 0 is not a terminal");
}
