import type { Invocation } from "../command.ts";
import { Failure, messageOf } from "../failure.ts";
import { askHidden } from "../login/handler.ts";
import { wrapText } from "../output/wrap.ts";

/** A share of the unseal key, typed unseen. */
export async function askForKey(call: Invocation): Promise<string> {
  try {
    return await askHidden(call.io, "Unseal Key (will be hidden): ", (line) => call.io.stdout(line));
  } catch (error) {
    throw new Failure(
      wrapText(
        `An error occurred attempting to ask for the unseal key. The raw error message is shown below, but usually this is because you attempted to pipe a value into the command or you are executing outside of a terminal (tty). If you want to pipe the value, pass "-" as the argument to read from stdin. The raw error was: ${messageOf(error)}`,
      ),
      1,
    );
  }
}
