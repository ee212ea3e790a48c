/** Saves that are old, cut or broken: what can be opened is, what cannot is said, and nothing is written over. */
import { expect, test, type Page } from "@playwright/test";
import { readKept, untilKept, untilNoDraft, writeKept, type Kept } from "./kept.ts";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

type Store = "sessions" | "entries" | "screens" | "drafts" | "history";

/** One change of a store. Entries are named by their place from the end. */
interface Change {
  readonly store: Store;
  readonly place?: number;
  /** Undefined: it is deleted. */
  readonly value?: unknown;
  /** Laid over what is there; a field that is null is deleted. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Makes a session of three lines, leaves the page, and answers what the browser keeps of it. */
async function made(page: Page): Promise<Kept> {
  const terminal = await Terminal.open(page);
  for (const line of ["ONE=1", "vault kv put secret/app name=glass", "THREE=3"]) await terminal.run(line);
  await untilKept(page, "THREE=3");
  await untilNoDraft(page);
  await leave(page);
  return readKept(page);
}

/** Goes to a page of the same origin that is not the app. */
async function leave(page: Page): Promise<void> {
  await page.goto("./icon.svg");
}

/** Makes a session of three lines, breaks what is kept of it while no page is open, and opens it again. */
async function broken(page: Page, change: Change): Promise<Terminal> {
  await writeKept(page, altered(await made(page), change));
  return Terminal.open(page);
}

/** `kept` with one change. */
function altered({ stores, settings }: Kept, { store, place = -1, value, fields }: Change): Kept {
  const id = Object.fromEntries(settings)["glassvault.session"] ?? "";
  const old = stores[store] ?? [];
  const keys = old.map(([key]) => key);
  const key = store === "entries" || store === "history" ? keys.at(place) : id;
  if (key === undefined) throw new Error("nothing to break");
  const before = old.find(([other]) => other === key)?.[1];
  const merged = { ...(typeof before === "object" ? before : {}), ...fields };
  const next =
    fields === undefined ? value : Object.fromEntries(Object.entries(merged).filter(([, field]) => field !== null));
  const others = old.filter(([other]) => other !== key);
  return { settings, stores: { ...stores, [store]: next === undefined ? others : [...others, [key, next]] } };
}

const whole = async (terminal: Terminal) => {
  expect(await terminal.run("echo $ONE$THREE; vault kv get -field=name secret/app")).toBe("13\nglass");
};

interface Case {
  readonly title: string;
  readonly change: Change;
  readonly says?: string;
  /** What `$ONE` and `$THREE` are then. */
  readonly holds: string;
}

const CASES: readonly Case[] = [
  {
    title: "a journal that is cut short",
    change: { store: "entries", place: -1 },
    says: "so it is not part of the session: THREE=3",
    holds: "1",
  },
  { title: "a journal with a hole", change: { store: "entries", place: -3 }, says: "is missing", holds: "1" },
  {
    title: "an entry of a kind that is not known",
    change: { store: "entries", place: -2, value: { kind: "teleport", atMs: 1 } },
    says: "“teleport”, which this version of Glassvault does not know",
    holds: "1",
  },
  {
    title: "an entry of the wrong type",
    change: { store: "entries", place: -2, value: 7 },
    says: "is no object",
    holds: "1",
  },
  {
    title: "a record whose seed is gone",
    change: { store: "sessions", fields: { seed: null } },
    says: "Its seed is missing, so a new one was made",
    holds: "13",
  },
  {
    title: "a record of wrong types",
    change: {
      store: "sessions",
      fields: { name: 7, startMs: "early", lines: {}, bytes: "many", changedMs: [], madeMs: false, lastLine: 1 },
    },
    holds: "13",
  },
  {
    title: "a terminal's text that is no text",
    change: { store: "screens", value: { text: 5 } },
    says: "The terminal's text could not be read; it was printed anew",
    holds: "13",
  },
  {
    title: "a terminal's text from a longer journal",
    change: { store: "screens", value: { text: "x", entries: 999 } },
    says: "it was printed anew",
    holds: "13",
  },
  { title: "a draft that is no text", change: { store: "drafts", value: { a: 1 } }, holds: "13" },
  { title: "a history that is no text", change: { store: "history", place: 1, value: { a: 1 } }, holds: "13" },
  { title: "a record that is no record", change: { store: "sessions", value: "x" }, holds: "" },
];

async function expectHeld(page: Page, { change, says, holds }: Case): Promise<void> {
  const terminal = await Terminal.open(page);
  if (says !== undefined) {
    await expect.poll(async () => (await terminal.screen()).join(" ").replaceAll(/\s+/g, " ")).toContain(says);
  }
  expect(await terminal.run("echo [$ONE$THREE]")).toBe(`[${holds}]`);
  // What is drafted or drawn is no part of the journal.
  if (change.store !== "entries" && change.store !== "sessions") return;
  await terminal.run("AFTER=4");
  await terminal.reload();
  expect(await terminal.run("echo [$ONE$THREE$AFTER]"), "and goes on from there").toBe(`[${holds}4]`);
}

// Made once for all: each case begins with the same bytes in the browser.
for (const half of [0, 1]) {
  const cases = CASES.filter((_, index) => index % 2 === half);
  test(`${cases.map(({ title }) => title).join("; ")}: each opens as far as it can, and says what could not`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    const kept = await made(page);
    for (const one of cases) {
      await test.step(one.title, async () => {
        await leave(page);
        await writeKept(page, altered(kept, one.change));
        await expectHeld(page, one);
      });
    }
  });
}

test("a session that could not be read whole is still there as it was", async ({ page }) => {
  await broken(page, { store: "entries", place: -2, value: { kind: "teleport", atMs: 1 } });
  await page.getByRole("button", { name: /^Sessions\. This one is called Session \(part\)/ }).click();
  await expect(page.getByRole("button", { name: "Open Session", exact: true })).toBeVisible();
});

test("a session that broke its tab twice is not opened unasked, and is still there", async ({ page }) => {
  const terminal = await broken(page, { store: "sessions", fields: { failedOpenings: 2 } });
  await expect.poll(() => terminal.text()).toContain("“Session” did not open 2 times in a row");
  await page.getByRole("button", { name: /^Sessions\. This one/ }).click();
  await page.getByRole("button", { name: "Open Session", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sessions. This one is called Session", exact: true })).toBeVisible();
  await terminal.atPrompt();
  await whole(terminal);
});

test("the one session of the database's first version is taken over with its text, its world and the guide's progress", async ({
  page,
}) => {
  await page.goto("./icon.svg");
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const open = indexedDB.open("glassvault", 1);
      open.addEventListener("upgradeneeded", () => {
        open.result.createObjectStore("session");
        open.result.createObjectStore("journal", { autoIncrement: true });
        open.result.createObjectStore("history", { autoIncrement: true });
      });
      open.addEventListener("success", () => resolve(open.result));
    });
    const change = database.transaction(["session", "journal", "history"], "readwrite");
    change.objectStore("session").put("0123abcd", "seed");
    change.objectStore("session").put(1_700_000_000_000, "startMs");
    change.objectStore("session").put("$ OLD=kept\r\nold text", "scrollback");
    for (const entry of [
      { atMs: 1_700_000_000_001, kind: "line", text: "OLD=kept" },
      { atMs: 1_700_000_000_001, kind: "end" },
    ]) {
      change.objectStore("journal").add(entry);
    }
    change.objectStore("history").add("echo an old line");
    await new Promise((resolve) => change.addEventListener("complete", resolve));
    database.close();
    localStorage.setItem(
      "glassvault.lab.batch-tokens",
      JSON.stringify({ session: "0123abcd", passed: { inspect: 0 }, answers: {} }),
    );
  });
  const terminal = await Terminal.open(page);
  await expect.poll(() => terminal.text()).toContain("old text");
  expect(await terminal.run("echo $OLD")).toBe("kept");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => terminal.typed()).toBe("echo an old line");
  await expect(page.getByRole("button", { name: /^Sessions\. This one is called First session/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /Inspect the root token.*done$/ })).toBeVisible();
});
