import { commandTree } from "./commands/registry.ts";
import { runProgram } from "./program.ts";
import type { CliCandidate, ProgramIo } from "./types.ts";

export type { CliCandidate, ProgramFiles, ProgramIo } from "./types.ts";

/** Runs `vault` once with `io.args`. Answers its exit code; rejects only where the program itself is broken. */
export function runVault(io: ProgramIo): Promise<number> {
  return runProgram(io, commandTree);
}

/** What the word under the cursor could become. `words[0]` is `vault`. */
export function completeVault(words: readonly string[], cursorWord: number, io: ProgramIo): Promise<CliCandidate[]> {
  void [words, cursorWord, io];
  return Promise.resolve([]);
}
