import { Failure } from "../failure.ts";
import type { Ui } from "../ui.ts";
import type { Secret } from "../wire/secret.ts";
import { keysOf, printList, printSecret, printValue } from "./print.ts";

/** Prints the answer to a list request, or says that there is nothing. */
export function printListAnswer(ui: Ui, secret: Secret | undefined, path: string): number {
  if (secret?.wrapInfo !== undefined && secret.wrapInfo.ttlSeconds !== 0) return printSecret(ui, secret);
  const keys = keysOf(secret);
  if (ui.format !== "table" && keys === undefined) {
    return printNothing(ui);
  }
  if (secret === undefined) throw new Failure(`No value found at ${path}`, 2);
  if (secret.data === undefined) return printSecret(ui, secret);
  if (keys === undefined) throw new Failure(`No entries found at ${path}`, 2);
  return printList(ui, secret);
}

/** An empty map, where the format can show one; either way there is nothing. */
function printNothing(ui: Ui): number {
  try {
    printValue(ui, {});
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    ui.error(error.message);
  }
  return 2;
}
