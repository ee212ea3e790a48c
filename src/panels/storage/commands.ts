/** What each line did to storage. */
import type { LineStorage, LineStorageHead } from "../world.ts";

/** The lines that asked anything of the server, the newest first. */
export function selectCommands(lines: readonly LineStorageHead[]): readonly LineStorageHead[] {
  return lines.filter(({ requests }) => requests > 0).toReversed();
}

export interface OperationShown {
  readonly kind: LineStorage["operations"][number]["kind"];
  readonly key: string;
  readonly times: number;
}

/** The operations in the order of their first time, each once. */
export function selectOperations({ operations }: Pick<LineStorage, "operations">): readonly OperationShown[] {
  const shown = new Map<string, { kind: OperationShown["kind"]; key: string; times: number }>();
  for (const { kind, key } of operations) {
    const known = shown.get(`${kind} ${key}`);
    if (known) known.times++;
    else shown.set(`${kind} ${key}`, { kind, key, times: 1 });
  }
  return [...shown.values()];
}

/** Keys that the operations wrote and left there. */
export function keysLeft({ operations }: Pick<LineStorage, "operations">): readonly string[] {
  const left = new Set<string>();
  for (const { kind, key } of operations) {
    if (kind === "put") left.add(key);
    else if (kind === "delete") left.delete(key);
  }
  return [...left];
}
