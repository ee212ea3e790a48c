import { MissingWithData } from "../client/client.ts";
import { Failure, messageOf, Stop } from "../failure.ts";
import type { Ui } from "../ui.ts";
import type { Secret } from "../wire/secret.ts";
import { printSecret } from "./print.ts";

/** Sends a change; where it is refused, says so with exit code 2, and shows what came with the refusal. */
export async function sendChange(
  ui: Ui,
  prefix: string,
  send: () => Promise<Secret | undefined>,
): Promise<Secret | undefined> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof MissingWithData)) {
      if (error instanceof Failure) throw error;
      throw new Failure(`${prefix}: ${messageOf(error)}`, 2);
    }
    ui.error(`${prefix}: ${error.message}`);
    printSecret(ui, error.secret);
    throw new Stop(2);
  }
}
