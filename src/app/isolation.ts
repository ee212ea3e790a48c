import { registerServiceWorker } from "./own-scripts.ts";

/** Set for a tab that was reloaded once to become isolated, so that it never is twice. */
const RELOADED = "glassvault.isolated-by-reload";

/**
 * Registers the service worker: it keeps the page for offline use, and gives it the headers of cross-origin isolation where
 * its host does not. They hold from the next load on, so a first visit where nothing was typed yet is loaded again, once.
 * Without isolation Ctrl-C still works: what does not stop by a message is ended with its Worker.
 */
export function becomeIsolated(mayReload: () => boolean): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  void register(mayReload);
}

async function register(mayReload: () => boolean): Promise<void> {
  try {
    await registerServiceWorker("./sw.js", { updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    if (!crossOriginIsolated && mayReload() && isFirstTime()) location.reload();
  } catch {
    // A browser or a host that takes no service worker shows the page all the same.
  }
}

function isFirstTime(): boolean {
  try {
    if (sessionStorage.getItem(RELOADED) !== null) return false;
    sessionStorage.setItem(RELOADED, "yes");
    return true;
  } catch {
    return false;
  }
}
