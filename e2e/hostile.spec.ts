/** What never ends, never answers or is too much: the page stays alive, and Ctrl-C gives the prompt and the same shell back. */
import { expect, test, type Page, type TestInfo } from "@playwright/test";
import { clickIsAnswered, longestGapMs, stop, watch } from "./responsiveness.ts";
import { Terminal } from "./terminal.ts";

/** What is promised is 500 ms and 250 ms; other work on the machine must not fail the test. */
const PROMPT_WITHIN_MS = 1500;
const LONGEST_GAP_MS = 1500;
const RUNS_FOR_MS = 1000;

test.describe.configure({ timeout: 60_000 });

type Figures = Readonly<Record<string, number>>;

async function withState(page: Page): Promise<Terminal> {
  const terminal = await Terminal.open(page);
  await terminal.run("KEPT=kept; greet() { echo hello $1; }; mkdir -p work; cd work");
  await watch(page);
  return terminal;
}

async function expectState(terminal: Terminal): Promise<void> {
  expect(await terminal.run("greet $KEPT; pwd")).toMatch(/hello kept\n.*\/work$/);
}

/** On one page one after the other, each with the screen and the watch begun anew: what the last one left would show in the next. */
function hostile(title: string, cases: Readonly<Record<string, (page: Page, terminal: Terminal) => Promise<Figures>>>) {
  test(title, async ({ page }, info) => {
    const terminal = await withState(page);
    for (const [name, run] of Object.entries(cases))
      await test.step(name, async () => {
        await terminal.input.focus();
        await terminal.run("clear");
        await watch(page);
        const figures = await run(page, terminal);
        report(info, name, figures);
        await expectState(terminal);
        expect(figures.gap ?? 0, "the longest gap").toBeLessThan(LONGEST_GAP_MS);
        expect(figures.prompt ?? 0, "the prompt after Ctrl-C").toBeLessThan(PROMPT_WITHIN_MS);
      });
  });
}

function report(info: TestInfo, name: string, figures: Figures): void {
  const description = Object.entries(figures)
    .map(([what, ms]) => `${what} ${Math.round(ms)} ms`)
    .join(", ");
  info.annotations.push({ type: "measured", description: `${name}: ${description}` });
}

/** It runs for a while and does not end; Ctrl-C does. */
function endless(line: string) {
  return async (page: Page, terminal: Terminal): Promise<Figures> => {
    await terminal.send(line);
    await page.waitForTimeout(RUNS_FOR_MS);
    await clickIsAnswered(page);
    const gap = await longestGapMs(page);
    const prompt = await stop(page, terminal);
    expect((await terminal.text()).split("^C").length - 1, "one ^C").toBe(1);
    return { gap, prompt };
  };
}

hostile("what never ends leaves the page alive, and Ctrl-C gives the shell back as it was", {
  "an endless loop": endless("while :; do :; done"),
  "an endless pipe": endless("yes | cat >/dev/null"),
  "endless output": endless("while :; do echo $((n++)) and a line of text; done"),
  "a long sleep": endless("sleep 1000"),
  "a loop of vault commands": endless("while :; do vault token lookup >/dev/null; done"),
  "endless recursion ends with an error": async (page, terminal) => {
    expect(await terminal.run("f() { f; }; f")).toMatch(/recursion|nesting|depth/);
    return { gap: await longestGapMs(page) };
  },
  "Ctrl-C leaves a hidden prompt, and what was typed there is not history": async (page, terminal) => {
    await terminal.send("vault login");
    await expect.poll(() => terminal.text()).toContain("Token (will be hidden):");
    await page.keyboard.type("never-shown");
    expect(await terminal.text()).not.toContain("never-shown");
    const prompt = await stop(page, terminal);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => terminal.typed()).toBe("vault login");
    await page.keyboard.press("Control+u");
    return { prompt };
  },
});

function pasteLines(page: Page, count: number): Promise<void> {
  return page.evaluate((lines) => {
    const data = new DataTransfer();
    data.setData("text/plain", `echo ${"x".repeat(99)}\n`.repeat(lines));
    const target = document.querySelector(".xterm-helper-textarea");
    target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, count);
}

hostile("what is too much leaves the page alive, and the shell as it was", {
  "200,000 lines are shown to the last": async (page, terminal) => {
    const startMs = Date.now();
    await terminal.send("seq 200000");
    await clickIsAnswered(page);
    await terminal.atPrompt(30_000);
    const gap = await longestGapMs(page);
    const whole = Date.now() - startMs;
    await expect.poll(() => terminal.text()).toMatch(/199999\n200000\n~\/work \$/);
    await terminal.input.focus();
    return { gap, whole };
  },
  "Ctrl-C stops 200,000 lines on their way to the screen, and the shell is not ended for it": async (
    page,
    terminal,
  ) => {
    const prompts: number[] = [];
    for (const afterMs of [20, 100, 200]) {
      await terminal.send("seq 200000");
      await page.waitForTimeout(afterMs);
      prompts.push(await stop(page, terminal));
    }
    expect(await terminal.text()).not.toContain("did not stop");
    return { prompt: Math.max(...prompts) };
  },
  "a paste of 10 MB is refused in a sentence": async (page, terminal) => {
    await pasteLines(page, 100_000);
    await expect.poll(() => terminal.text()).toContain("Nothing was pasted: 10,500,000 characters");
    await clickIsAnswered(page);
    const gap = await longestGapMs(page);
    await terminal.input.focus();
    return { gap };
  },
  "Ctrl-C drops the longest paste that a line takes": async (page, terminal) => {
    await pasteLines(page, 950);
    await page.waitForTimeout(RUNS_FOR_MS);
    await clickIsAnswered(page);
    await terminal.input.focus();
    await page.keyboard.press("Control+c");
    await expect.poll(() => terminal.typed()).not.toContain("xxx");
    return { gap: await longestGapMs(page) };
  },
  "Ctrl-C ends a program that 10 MB are pasted into": async (page, terminal) => {
    await terminal.send("while read -r line; do :; done");
    await page.waitForTimeout(300);
    await pasteLines(page, 100_000);
    await page.waitForTimeout(RUNS_FOR_MS);
    await clickIsAnswered(page);
    const gap = await longestGapMs(page);
    return { gap, prompt: await stop(page, terminal) };
  },
});

test("without cross-origin isolation an endless loop still ends by Ctrl-C", async ({ browser, baseURL }, info) => {
  const context = await browser.newContext({ serviceWorkers: "block", ...(baseURL === undefined ? {} : { baseURL }) });
  await context.route("**/*", async (route) => {
    const response = await route.fetch();
    const headers = Object.entries(response.headers()).filter(([name]) => !name.startsWith("cross-origin-"));
    await route.fulfill({ response, headers: Object.fromEntries(headers) });
  });
  const page = await context.newPage();
  const terminal = await withState(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await terminal.send("while :; do :; done");
  await page.waitForTimeout(RUNS_FOR_MS);
  await clickIsAnswered(page);
  const gapMs = await longestGapMs(page);
  const promptMs = await stop(page, terminal);
  report(info, "not isolated", { gap: gapMs, prompt: promptMs });
  await expectState(terminal);
  expect(gapMs).toBeLessThan(LONGEST_GAP_MS);
  expect(promptMs).toBeLessThan(2 * PROMPT_WITHIN_MS);
  await context.close();
});
