import { isolatedResponse } from "./isolated-response.ts";

/**
 * Keeps the whole page for offline use, and adds the headers of cross-origin isolation, which file hosts do not send.
 * The build puts the list of files and its version in place of the two names below.
 */
declare const __PRECACHE_FILES__: readonly string[];
declare const __PRECACHE_VERSION__: string;

/** The part of a service worker's world that is used here; the page's own types know none of it. */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface ServiceWorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}
// The page's types call the global scope a window; this file is only ever run as a service worker.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const scope = globalThis as unknown as ServiceWorkerScope;

const PREFIX = "glassvault-";
const CACHE = `${PREFIX}${__PRECACHE_VERSION__}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(__PRECACHE_FILES__.map((file) => new URL(file, scope.registration.scope).href)))
      .then(() => scope.skipWaiting()),
  );
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(dropOldCaches().then(() => scope.clients.claim()));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope.registration.scope)) return;
  event.respondWith(answer(request));
});

async function dropOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

/** The page itself from its host while there is one, so that a new version is seen; all else, named by its content, from here. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  if (request.mode === "navigate") {
    try {
      return isolatedResponse(await fetch(request));
    } catch {
      const kept = await cache.match(new URL("index.html", scope.registration.scope).href);
      return kept === undefined ? Response.error() : isolatedResponse(kept);
    }
  }
  const kept = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  return isolatedResponse(kept ?? (await fetch(request)));
}
