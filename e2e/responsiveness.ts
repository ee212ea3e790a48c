/** Is the page alive while something hostile runs, and how soon does Ctrl-C give a prompt? Measured in the page itself. */
import { expect, type Page } from "@playwright/test";
import type { Terminal } from "./terminal.ts";

interface Measure {
  /** The longest time between two turns of the main thread since the watch began. */
  longestGapMs: number;
  lastTurnMs: number;
  stoppedAtMs: number;
  promptAtMs: number;
}

interface MeasuredWindow extends Window {
  measure?: Measure;
}

/** A turn every few milliseconds, on a timer: frames are drawn as the machine can. */
const TURN_MS = 10;

/** Begins to watch the main thread; a second call begins anew. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate((turnMs) => {
    const own: MeasuredWindow = window;
    const isFirst = own.measure === undefined;
    const measure: Measure = { longestGapMs: 0, lastTurnMs: performance.now(), stoppedAtMs: 0, promptAtMs: 0 };
    own.measure = measure;
    if (!isFirst) return;
    setInterval(() => {
      const now = performance.now();
      const current = own.measure ?? measure;
      current.longestGapMs = Math.max(current.longestGapMs, now - current.lastTurnMs);
      current.lastTurnMs = now;
    }, turnMs);
    addEventListener(
      "keydown",
      (event) => {
        if (event.ctrlKey && event.key === "c") (own.measure ?? measure).stoppedAtMs = performance.now();
      },
      { capture: true },
    );
    const terminal = document.querySelector("[aria-busy]");
    if (terminal === null) throw new Error("no terminal");
    new MutationObserver(() => {
      if (terminal.ariaBusy === "false") (own.measure ?? measure).promptAtMs = performance.now();
    }).observe(terminal, { attributeFilter: ["aria-busy"] });
  }, TURN_MS);
}

export function longestGapMs(page: Page): Promise<number> {
  return page.evaluate(() => {
    const own: MeasuredWindow = window;
    return own.measure?.longestGapMs ?? Infinity;
  });
}

/** Presses Ctrl-C and answers how long it took until there was a prompt. */
export async function stop(page: Page, terminal: Terminal): Promise<number> {
  await terminal.input.focus();
  await page.keyboard.press("Control+c");
  await terminal.atPrompt(10_000);
  return page.evaluate(() => {
    const own: MeasuredWindow = window;
    return (own.measure?.promptAtMs ?? Infinity) - (own.measure?.stoppedAtMs ?? 0);
  });
}

/** A click on a tab is answered. */
export async function clickIsAnswered(page: Page): Promise<void> {
  for (const name of ["Accessors", "Tokens"]) {
    await page.getByRole("tab", { name }).click({ timeout: 2_000 });
    await expect(page.getByRole("tabpanel", { name })).toBeVisible({ timeout: 2_000 });
  }
}
