import { commandTree } from "./commands/registry.ts";
import { complete } from "./completion/complete.ts";
import { runProgram } from "./program.ts";
import type { CliCandidate, ProgramIo } from "./types.ts";

export { declaredProgram } from "./declared-program.ts";
export type { DeclaredCommand, DeclaredProgram } from "./declared-program.ts";
export type { CliCandidate, ProgramFiles, ProgramIo, ProgramNote, StartedServer, WantedServer } from "./types.ts";

/** Runs `vault` once with `io.args`. Answers its exit code; rejects only where the program itself is broken. */
export function runVault(io: ProgramIo): Promise<number> {
  return runProgram(io, commandTree);
}

/**
 * What the word under the cursor could become. `words[0]` is `vault`. A flag that takes a value comes with its `=`, a
 * path that goes on with its `/`: after either, no space belongs.
 */
export function completeVault(words: readonly string[], cursorWord: number, io: ProgramIo): Promise<CliCandidate[]> {
  return complete(commandTree, words, cursorWord, io);
}
