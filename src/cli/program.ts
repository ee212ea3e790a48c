import type { Command, Invocation } from "./command.ts";
import type { CommandTree } from "./command-tree.ts";
import { VaultClient } from "./client/client.ts";
import { curlCommand, policyFor } from "./client/curl.ts";
import { readSettings } from "./client/settings.ts";
import { Failure, messageOf, Stop } from "./failure.ts";
import { parseFlags, trailingFlagWarning } from "./flags/parse.ts";
import { readGlobals, type Globals } from "./globals.ts";
import { commandHelp, groupHelp, programHelp } from "./help.ts";
import { isFormat } from "./output/print.ts";
import { readWords } from "./words.ts";
import { TokenHelper } from "./token-helper.ts";
import type { ProgramIo } from "./types.ts";
import { Ui } from "./ui.ts";

const usageError = 127;

/** Runs the program once, with the commands of `tree`. Answers the exit code. */
export async function runProgram(io: ProgramIo, tree: CommandTree): Promise<number> {
  const globals = readGlobals(io.args, io.env);
  const ui = new Ui(io, { ...globals, holdErrors: globals.outputCurlString || globals.outputPolicy });
  if (!isFormat(globals.format)) {
    ui.error(`Invalid output format: ${globals.format}`);
    return 1;
  }
  const run = await dispatch(io, tree, globals.args, ui);
  return globals.outputCurlString || globals.outputPolicy ? showRequest(io, globals, ui, run) : run.exitCode;
}

interface Run {
  readonly exitCode: number;
  readonly client?: VaultClient | undefined;
}

async function dispatch(io: ProgramIo, tree: CommandTree, args: readonly string[], ui: Ui): Promise<Run> {
  const words = readWords(args, tree);
  if (words.asksHelp && words.command === "") {
    io.stdout(programHelp(tree));
    return { exitCode: 0 };
  }
  const command = tree.get(words.command);
  if (command === undefined) {
    const at = words.command.lastIndexOf(" ");
    io.stderr(groupHelp(tree, at < 0 ? "" : words.command.slice(0, at)));
    return { exitCode: usageError };
  }
  if (words.asksHelp) {
    io.stdout(commandHelp(command, tree));
    return { exitCode: 0 };
  }
  if (words.leadingFlags) {
    io.stderr(
      "Invalid flags before the subcommand. If these flags are for\nthe subcommand, please put them after the subcommand.\n\n",
    );
    io.stderr(commandHelp(command, tree));
    return { exitCode: 1 };
  }
  if (command.run === undefined) {
    io.stderr(commandHelp(command, tree));
    return { exitCode: 1 };
  }
  return runCommand(io, ui, command, command.run, words.rest);
}

async function runCommand(
  io: ProgramIo,
  programUi: Ui,
  command: Command,
  run: NonNullable<Command["run"]>,
  rest: readonly string[],
): Promise<Run> {
  const ui = command.errsOnOutput === true ? programUi.onOutput() : programUi;
  const flags = parseFlags(command.flags, command.ignoresFlags === true ? [] : rest, io.env);
  let client: VaultClient | undefined;
  const call: Invocation = {
    io,
    ui,
    flags,
    arguments: command.ignoresFlags === true ? rest : flags.arguments,
    client: async () => (client ??= await makeClient(io, flags)),
  };
  try {
    if (command.ignoresFlags !== true) checkFlags(call, command);
    return { exitCode: await run(call), client };
  } catch (error) {
    if (error instanceof Stop) return { exitCode: error.exitCode, client };
    if (!(error instanceof Failure)) throw error;
    ui.error(error.message);
    return { exitCode: error.exitCode, client };
  }
}

function checkFlags(call: Invocation, command: Command): void {
  const warning = call.ui.format === "table" ? trailingFlagWarning(call.arguments) : undefined;
  if (warning !== undefined) call.ui.warn(warning);
  if (call.flags.trouble !== undefined) throw new Failure(call.flags.trouble, 1);
  if (call.ui.format === "raw" && command.printsRaw !== true) {
    throw new Failure("This command does not support the -format=raw option.", 1);
  }
}

async function makeClient(io: ProgramIo, flags: Parameters<typeof readSettings>[1]): Promise<VaultClient> {
  const settings = await readSettings(io, flags);
  const given = io.env["VAULT_TOKEN"] ?? "";
  if (given !== "") return new VaultClient(settings, io.transport, given);
  try {
    return new VaultClient(settings, io.transport, await new TokenHelper(io).get());
  } catch (error) {
    throw new Failure(`failed to get token from token helper: ${messageOf(error)}`, 2);
  }
}

/** Ends a run whose request was to be shown and not sent. */
function showRequest(io: ProgramIo, globals: Globals, ui: Ui, run: Run): number {
  const what = globals.outputCurlString ? "cURL command" : "policy";
  if (run.exitCode === 0) {
    io.stderr(`Could not generate ${what}`);
    return 1;
  }
  if (run.client?.shown === undefined) {
    if (run.exitCode === usageError) return run.exitCode;
    io.stderr(`${ui.held}Unable to generate ${globals.outputCurlString ? "cURL string" : "policy"} from command\n`);
    return run.exitCode;
  }
  io.stdout(`${globals.outputCurlString ? curlCommand(run.client.shown) : policyFor(run.client.shown)}\n`);
  return 0;
}
