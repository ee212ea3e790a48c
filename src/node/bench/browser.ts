/** What a person feels, in a real Chromium against the built app: time to a prompt, keystroke to screen, a `vault` command. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "@playwright/test";
import { percentile, type Row } from "./measure.ts";
import { blankPage, launch, PAGE_URL, preview, readyPage } from "./page.ts";

const COLD_STARTS = 5;
const KEYSTROKES = 200;
/** Between two keys of someone who types faster than anyone does, in no step with the screen. Milliseconds. */
const TYPED_MS = [47, 83, 61, 97, 71];
/** Between two repeats of a key that is held. */
const HELD_MS = [23];
const COMMANDS = 60;

/** Cold: a new browser each time. The prompt takes typing when a typed letter is on the screen. */
async function coldStart(): Promise<{ promptMs: number; scriptBytes: number }> {
  const browser = await launch();
  try {
    const page = await blankPage(browser);
    await page.addInitScript(() => {
      const seen = () => {
        const rows = document.querySelector(".xterm-rows");
        if (rows?.textContent?.includes("$") && document.activeElement?.closest(".xterm")) performance.mark("prompt");
        else requestAnimationFrame(seen);
      };
      requestAnimationFrame(seen);
    });
    await page.goto(PAGE_URL);
    await page.waitForFunction(() => performance.getEntriesByName("prompt").length > 0, undefined, { polling: 20 });
    const promptMs = await page.evaluate(() => performance.getEntriesByName("prompt")[0]?.startTime ?? 0);
    const scripts = await page.evaluate((before) => {
      const loaded = performance.getEntriesByType("resource").filter((entry) => entry.startTime < before);
      return loaded.map((entry) => new URL(entry.name).pathname).filter((path) => path.endsWith(".js"));
    }, promptMs);
    let scriptBytes = 0;
    for (const path of new Set(scripts))
      if (!/worker/i.test(path)) scriptBytes += gzipSync(readFileSync(join("dist", path))).length;
    return { promptMs, scriptBytes };
  } finally {
    await browser.close();
  }
}

/** From a key's own time stamp to the first frame that shows its letter. */
async function keystrokes(browser: Browser, pausesMs: readonly number[]): Promise<number[]> {
  const page = await readyPage(browser);
  await page.evaluate(() => {
    const samples: number[] = [];
    Object.assign(globalThis, { samples });
    document.addEventListener(
      "keydown",
      (event) => {
        const rows = document.querySelector(".xterm-rows");
        if (!rows) return;
        const watch = new MutationObserver(() => {
          watch.disconnect();
          requestAnimationFrame(() => samples.push(performance.now() - event.timeStamp));
        });
        watch.observe(rows, { subtree: true, childList: true, characterData: true });
      },
      { capture: true },
    );
  });
  for (let index = 0; index < KEYSTROKES; index++) {
    await page.keyboard.press("abcdefghij"[index % 10] ?? "a");
    await page.waitForTimeout(pausesMs[index % pausesMs.length] ?? 0);
  }
  const samples = await sampled(page);
  await page.close();
  return samples;
}

/** From Enter to the output of a `vault token lookup` being on the screen, its following prompt included. */
async function commands(browser: Browser): Promise<number[]> {
  const page = await readyPage(browser);
  await page.evaluate(() => {
    const samples: number[] = [];
    Object.assign(globalThis, { samples });
    document.addEventListener(
      "keydown",
      (event) => {
        const rows = document.querySelector(".xterm-rows");
        if (event.key !== "Enter" || !rows) return;
        const element = rows.closest("[aria-busy]");
        const watch = new MutationObserver(() => {
          if (element?.ariaBusy !== "false" || !rows.textContent?.includes("auth/token/root")) return;
          watch.disconnect();
          samples.push(performance.now() - event.timeStamp);
        });
        watch.observe(rows, { subtree: true, childList: true, characterData: true });
        if (element) watch.observe(element, { attributeFilter: ["aria-busy"] });
      },
      { capture: true },
    );
  });
  for (let index = 0; index < COMMANDS; index++) {
    await page.keyboard.press("Control+l");
    await page.keyboard.type("vault token lookup");
    await page.waitForTimeout(50);
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      (count) => Array.from<number>(Reflect.get(globalThis, "samples")).length > count,
      index,
      { polling: 10 },
    );
  }
  const samples = await sampled(page);
  await page.close();
  return samples;
}

/** What a page's observers noted. */
async function sampled(page: Page): Promise<number[]> {
  const found: unknown = await page.evaluate(() => Reflect.get(globalThis, "samples"));
  return Array.isArray(found) ? found.filter((one: unknown) => typeof one === "number") : [];
}

function bundles(): Row[] {
  const assets = readdirSync("dist/assets").filter((name) => name.endsWith(".js"));
  const size = (name: string) => gzipSync(readFileSync(join("dist/assets", name))).length / 1000;
  return assets
    .map((name) => ({ name: `bundle ${name.replace(/-[\w-]{8}\.js$/, "")}`, value: size(name), unit: "kB gzip" }))
    .toSorted((a, b) => b.value - a.value);
}

export async function browserRows(): Promise<Row[]> {
  const stop = await preview();
  try {
    const starts = [];
    for (let index = 0; index < COLD_STARTS; index++) starts.push(await coldStart());
    const browser = await launch();
    const keys = await keystrokes(browser, TYPED_MS);
    const held = await keystrokes(browser, HELD_MS);
    const lines = await commands(browser);
    await browser.close();
    return [
      {
        name: "time to prompt, cold, median",
        value: percentile(
          starts.map((start) => start.promptMs),
          0.5,
        ),
        unit: "ms",
        promise: { atMost: 1000 },
      },
      {
        name: "script before the prompt",
        value: (starts[0]?.scriptBytes ?? 0) / 1000,
        unit: "kB gzip",
        promise: { atMost: 250 },
      },
      {
        name: "keystroke to screen, 95th percentile",
        value: percentile(keys, 0.95),
        unit: "ms",
        promise: { atMost: 16 },
      },
      { name: "keystroke to screen, median", value: percentile(keys, 0.5), unit: "ms" },
      { name: "a held key's repeats to screen, 95th percentile", value: percentile(held, 0.95), unit: "ms" },
      {
        name: "vault command on the page, 95th percentile",
        value: percentile(lines, 0.95),
        unit: "ms",
        promise: { atMost: 20 },
      },
      ...bundles(),
    ];
  } finally {
    stop();
  }
}
