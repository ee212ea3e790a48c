import type { ProgramResult } from "./programs.ts";
import { elsewhere } from "./routes.ts";
import type { Destination, Routes } from "./routes.ts";
import type { Shell } from "./shell.ts";

/** Text on its way: out at once where its place is the shell's own output, else kept for the interpreter to carry. */
class Writer {
  text = "";
  private readonly shell: Shell;
  private readonly to: Destination;

  constructor(shell: Shell, to: Destination) {
    this.shell = shell;
    this.to = to;
  }

  readonly write = (text: string): void => {
    if (this.to.stream === undefined) this.text += text;
    else this.shell.emit(this.to.stream, text);
  };
}

/** A running program's standard output and error; where both go to one place, their order is kept. */
export interface ProgramOutput {
  readonly routes: Routes;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** What the interpreter is to carry on. */
  readonly result: (exitCode: number) => ProgramResult;
}

export function openOutput(shell: Shell, program: string): ProgramOutput {
  const own = shell.takeLaunch(program);
  const routes = own ? shell.currentRoutes : { out: elsewhere(), err: elsewhere(), ownInput: false };
  const out = new Writer(shell, routes.out);
  const err = routes.err === routes.out ? out : new Writer(shell, routes.err);
  return {
    routes,
    out: out.write,
    err: err.write,
    result: (exitCode) => ({ stdout: out.text, stderr: err === out ? "" : err.text, exitCode }),
  };
}
