/**
 * The one way a command ends early: what to print on standard error and the exit code (1 for what was typed wrongly,
 * 2 for what the server or the wire said). Thrown inside a command and caught once, by the program.
 */
export class Failure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Ends a command that has already printed why. */
export class Stop extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super("stopped");
    this.exitCode = exitCode;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs a step; what goes wrong in it ends the command with exit code 2 and `prefix` before the reason. */
export async function attempt<T>(prefix: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Failure || error instanceof Stop) throw error;
    throw new Failure(`${prefix}: ${messageOf(error)}`, 2);
  }
}
