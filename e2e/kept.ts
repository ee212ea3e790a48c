/** What the browser keeps of the page, as it lies there: read, awaited, and put in its place. */
import { stripVTControlCharacters } from "node:util";
import { expect, type Page } from "@playwright/test";

export interface Kept {
  /** By the name of a store: its keys with their values. */
  readonly stores: Readonly<Record<string, readonly (readonly [key: unknown, value: unknown])[]>>;
  readonly settings: readonly (readonly [name: string, value: string])[];
}

export function readKept(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error ?? new Error("refused")));
      });
    const database = await answer(indexedDB.open("glassvault"));
    const names = [...database.objectStoreNames];
    const read = database.transaction(names);
    const stores = await Promise.all(
      names.map(async (name) => {
        const store = read.objectStore(name);
        const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer<unknown[]>(store.getAll())]);
        return [name, keys.map((key, at) => [key, values[at]] as const)] as const;
      }),
    );
    database.close();
    return { stores: Object.fromEntries(stores), settings: Object.entries(localStorage) };
  });
}

/** In the place of all that is kept. No page of the app may be open. */
export async function writeKept(page: Page, kept: Kept): Promise<void> {
  await page.evaluate(async ({ stores, settings }) => {
    localStorage.clear();
    for (const [name, value] of settings) localStorage.setItem(name, value);
    const opening = indexedDB.open("glassvault");
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.addEventListener("success", () => resolve(opening.result));
      opening.addEventListener("error", () => reject(opening.error ?? new Error("refused")));
    });
    const change = database.transaction([...database.objectStoreNames], "readwrite");
    for (const [name, entries] of Object.entries(stores)) {
      const store = change.objectStore(name);
      store.clear();
      // It was a key when it was read.
      for (const [key, value] of entries) store.put(value, key as IDBValidKey);
    }
    await new Promise((resolve, reject) => {
      change.addEventListener("complete", resolve);
      change.addEventListener("abort", () => reject(change.error ?? new Error("refused")));
    });
    database.close();
  }, kept);
}

/** Waits until the texts of the terminals, or what is half typed at their prompts, hold each of these. */
export async function untilKept(page: Page, ...texts: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      const { screens, drafts } = (await readKept(page)).stores;
      return texts.filter((text) => !isHeld([screens, drafts], text));
    })
    .toEqual([]);
}

/** Waits until nothing is kept as half typed: the line that ran last was, a moment before. */
export async function untilNoDraft(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const drafts = (await readKept(page)).stores.drafts ?? [];
      return drafts.flatMap(([, draft]) => (typeof draft === "object" ? Object.values(draft ?? {}) : [draft])).join("");
    })
    .toBe("");
}

/** Does a value, or one in it, hold the text? Whether that has a colour does not matter. */
function isHeld(value: unknown, text: string): boolean {
  if (typeof value === "string") return stripVTControlCharacters(value).includes(text);
  return typeof value === "object" && value !== null && Object.values(value).some((part) => isHeld(part, text));
}
