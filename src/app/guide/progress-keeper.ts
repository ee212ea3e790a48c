import type { ProgressKeeper } from "./controller.ts";

/** Progress in the browser's local storage; where there is none it lasts as long as the page. */
export function localProgress(storage: Pick<Storage, "getItem" | "setItem">): ProgressKeeper {
  const key = (labId: string) => `glassvault.lab.${labId}`;
  return {
    read(labId, session) {
      try {
        const saved: unknown = JSON.parse(storage.getItem(key(labId)) ?? "null");
        if (typeof saved !== "object" || saved === null) return undefined;
        return Reflect.get(saved, "session") === session ? saved : undefined;
      } catch {
        return undefined;
      }
    },
    write(labId, session, progress) {
      try {
        storage.setItem(key(labId), JSON.stringify({ session, ...progress }));
      } catch {
        // A browser that keeps nothing still shows everything.
      }
    },
  };
}
