import { runVault } from "../cli/index.ts";
import type { ProgramFiles, ProgramIo, ProgramNote } from "../cli/index.ts";
import type { ProgramContext, ProgramResult } from "./programs.ts";
import type { Shell } from "./shell.ts";
import type { StraightProgram } from "./straight.ts";
import { decodeLatin1 } from "./terminal-fs.ts";
import { openOutput } from "./writer.ts";

/** What became of one run of `vault`, in order. */
export type RunEvent = { readonly kind: "began" } | { readonly kind: "ended"; readonly exitCode: number } | ProgramNote;

/** What `vault` needs of the machine beside its arguments. */
export interface ProgramWorld extends Pick<
  ProgramIo,
  "homeDirectory" | "transport" | "nowNs" | "sleep" | "files" | "startServer"
> {
  readonly shell: () => Shell;
  readonly attached: () => boolean;
  readonly onRun: ((event: RunEvent) => void) | undefined;
  readonly columns: () => number;
  /** A line from the terminal; undefined at its end. Rejects where the line is interrupted. */
  readonly ask: (prompt: string, hidden: boolean) => Promise<string | undefined>;
}

/** The `vault` program, as the shell runs it. */
export function vaultProgram(world: ProgramWorld): StraightProgram {
  return { name: "vault", straight: true, execute: (args, context) => run(world, args, context) };
}

async function run(
  world: ProgramWorld,
  args: readonly string[],
  context: Pick<ProgramContext, "cwd" | "exportedEnv" | "stdin">,
): Promise<ProgramResult> {
  const shell = world.shell();
  const output = openOutput(shell, "vault");
  const { routes } = output;
  const stdin = typeof context.stdin === "string" ? decodeLatin1(context.stdin) : "";
  const attached = world.attached();
  const asksTerminal = attached && routes.ownInput && stdin === "" && shell.state.groupStdin === undefined;
  const io = {
    ...programIo(world, args, context),
    note: (note: ProgramNote) => world.onRun?.(note),
    stdoutIsTerminal: attached && routes.out.stream !== undefined,
    stdinIsTerminal: asksTerminal,
    stdout: output.out,
    stderr: output.err,
    readStdin: () => (asksTerminal ? typedInput(world) : Promise.resolve(stdin)),
    ask: (prompt: string, { hidden }: { readonly hidden: boolean }) =>
      asksTerminal ? world.ask(prompt, hidden) : Promise.resolve(undefined),
  };
  world.onRun?.({ kind: "began" });
  const exitCode = await runVault(io);
  world.onRun?.({ kind: "ended", exitCode });
  return output.result(exitCode);
}

/** What `vault` sees of the machine where nobody is there to ask and nothing is printed. */
export function programIo(
  world: ProgramWorld,
  args: readonly string[],
  context: Pick<ProgramContext, "cwd" | "exportedEnv">,
): ProgramIo {
  return {
    args,
    env: context.exportedEnv ?? {},
    homeDirectory: context.exportedEnv?.["HOME"] ?? world.homeDirectory,
    workingDirectory: context.cwd,
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    columns: world.columns(),
    stdout: () => undefined,
    stderr: () => undefined,
    readStdin: () => Promise.resolve(""),
    ask: () => Promise.resolve(undefined),
    files: world.files,
    transport: world.transport,
    nowNs: world.nowNs,
    sleep: world.sleep,
    signal: world.shell().signal,
    ...(world.startServer === undefined ? {} : { startServer: world.startServer }),
  };
}

async function typedInput(world: ProgramWorld): Promise<string> {
  let text = "";
  for (;;) {
    const line = await world.ask("", false);
    if (line === undefined) return text;
    text += `${line}\n`;
  }
}

interface DiskLike {
  exists(path: string): Promise<boolean>;
  stat(path: string): Promise<{ readonly isDirectory: boolean }>;
  readFile(path: string): Promise<string>;
  writeFile(path: string, text: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  rm(path: string, options: { force: boolean }): Promise<void>;
}

/** The disk as the program sees it, with the system's words for what goes wrong. */
export function programFiles(disk: DiskLike): ProgramFiles {
  const refuseDirectory = async (path: string) => {
    if ((await disk.exists(path)) && (await disk.stat(path)).isDirectory) throw new Error("is a directory");
  };
  return {
    async read(path) {
      if (!(await disk.exists(path))) return undefined;
      await refuseDirectory(path);
      return disk.readFile(path);
    },
    async write(path, text, mode) {
      await refuseDirectory(path);
      const parent = path.slice(0, path.lastIndexOf("/")) || "/";
      if (!(await disk.exists(parent))) throw new Error("no such file or directory");
      await disk.writeFile(path, text);
      await disk.chmod(path, mode);
    },
    async remove(path) {
      await disk.rm(path, { force: true });
    },
  };
}
