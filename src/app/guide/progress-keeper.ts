import type { ProgressKeeper } from "./controller.ts";

const PREFIX = "glassvault.lab.";

function keyOf(labId: string, session: string): string {
  return `${PREFIX}${labId}.${session}`;
}

/** Whether a key of the local storage holds the progress of a session, in any lab. */
export function isProgressOf(key: string, session: string): boolean {
  return key.startsWith(PREFIX) && key.endsWith(`.${session}`);
}

/** Progress in the browser's local storage, for each session its own; where there is no storage it lasts as long as the page. */
export function localProgress(storage: Pick<Storage, "getItem" | "setItem">): ProgressKeeper {
  return {
    read(labId, session) {
      try {
        const saved: unknown = JSON.parse(storage.getItem(keyOf(labId, session)) ?? "null");
        return saved ?? takeOver(storage, labId, session);
      } catch {
        return undefined;
      }
    },
    write(labId, session, progress) {
      try {
        storage.setItem(keyOf(labId, session), JSON.stringify(progress));
      } catch {
        // A browser that keeps nothing still shows everything.
      }
    },
  };
}

/** Takes a session's progress over to another that goes on from it. */
export function copyProgress(storage: Storage, from: string, to: string): void {
  changeProgress(storage, from, (key, value) => storage.setItem(`${key.slice(0, -from.length)}${to}`, value));
}

export function forgetProgress(storage: Storage, session: string): void {
  changeProgress(storage, session, (key) => storage.removeItem(key));
}

function changeProgress(storage: Storage, session: string, change: (key: string, value: string) => void): void {
  try {
    for (const key of Object.keys(storage)) if (isProgressOf(key, session)) change(key, storage.getItem(key) ?? "");
  } catch {
    // Where nothing is kept there is nothing to change.
  }
}

/** Progress was once kept for the last session alone, with that session's name in it. */
function takeOver(storage: Pick<Storage, "getItem">, labId: string, session: string): unknown {
  const saved: unknown = JSON.parse(storage.getItem(`${PREFIX}${labId}`) ?? "null");
  if (typeof saved !== "object" || saved === null || Reflect.get(saved, "session") !== session) return undefined;
  return saved;
}
