/**
 * A hundred thousand tokens on the page, made by a loop in the terminal: the panels sort, filter and scroll while another loop goes
 * on; then steps are undone. `BENCH_TOKENS` takes another number, `BENCH_USES` only what is done under names that hold a text.
 */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { percentile, type Row } from "./measure.ts";
import { frameRows, PaceProbe, paceRows, type Pace } from "./pace.ts";
import { launch, preview, readyPage } from "./page.ts";

const TOKENS = Number(process.env.BENCH_TOKENS ?? 100_000);
const MAKING = `for i in $(seq ${TOKENS}); do vault token create -type=service -policy=default -ttl=1h -field=token >/dev/null; done`;
/** What goes on while the panels are used. */
const GOING_ON =
  "while true; do T=$(vault token create -policy=default -ttl=1h -field=token); vault token revoke $T; done >/dev/null";
const MAKING_WITHIN_MS = 600_000;
const MEMORY_MB = 500;
const UNDO_WITHIN_MS = 100;
const UNDOS = 20;
/** How long a scroller takes from its top to its bottom. */
const DRAG_MS = 5000;
/** What was collected goes back to the system a while later. */
const REST_MS = 10_000;
const WHEEL_TURNS = 100;
const WHEEL_PX = 130;
const MEGA = 1e6;

export async function tokensPageRows(): Promise<Row[]> {
  const stop = await preview();
  try {
    // To measure memory is to collect, and what follows is slower for it: so each has a browser of its own.
    return [...(await inBrowser(used)), ...(await inBrowser(remembered))];
  } finally {
    stop();
  }
}

async function inBrowser(measure: (browser: Browser) => Promise<Row[]>): Promise<Row[]> {
  // Memory is measured at once and not when the browser finds the time.
  const browser = await launch(["--enable-blink-features=ForceEagerMeasureMemory"]);
  try {
    return await measure(browser);
  } finally {
    await browser.close();
  }
}

/** What so many tokens take, and no more than they. */
async function remembered(browser: Browser): Promise<Row[]> {
  const page = await readyPage(browser);
  await make(page);
  return memoryRows(browser, page, "so many tokens", { atMost: MEMORY_MB });
}

async function used(browser: Browser): Promise<Row[]> {
  const page = await readyPage(browser);
  const probe = new PaceProbe(page);
  await probe.install();
  await run(page, "while true; do vault token lookup >/dev/null; done");
  const bare = await probe.during("bare", () => page.waitForTimeout(3000));
  await interrupt(page);
  const startMs = performance.now();
  const making = await probe.during("making", () => make(page), false);
  const seconds = (performance.now() - startMs) / 1000;
  const rows: Row[] = [
    { name: `making ${TOKENS.toLocaleString("en")} tokens`, value: seconds, unit: "s" },
    ...paceRows("a loop, one token", bare),
    ...paceRows("making", making, bare),
  ];
  await run(page, GOING_ON);
  const paces: Pace[] = [];
  for (const [name, act] of Object.entries(USES)) {
    if (!name.includes(process.env.BENCH_USES ?? "")) continue;
    const pace = await probe.during(name, () => act(page));
    paces.push(pace);
    rows.push(...paceRows(name, pace, bare));
  }
  await interrupt(page);
  rows.push(...frameRows("all of these", paces), ...(await undoRows(page, probe, bare)));
  rows.push(...(await memoryRows(browser, page, "after all of these")));
  return rows;
}

/** What a person does with so many tokens. */
const USES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "nothing but the loop": (page) => page.waitForTimeout(3000),
  "sort beside the terminal": async (page) => {
    for (const column of ["token", "held", "ttl"]) await sortBy(page, column);
  },
  "scroll with the wheel": (page) => wheel(page, ".tk-grid"),
  "scroll from top to bottom": (page) => drag(page, ".tk-grid"),
  "enlarge the table": (page) => page.getByRole("button", { name: "Enlarge Tokens" }).click(),
  "sort by each column": async (page) => {
    const heads = await page
      .locator(".tk-head th:has(> button:not(.tk-find))")
      .evaluateAll((cells) => cells.flatMap((cell) => /tk-th-(\w+)/.exec(cell.className)?.[1] ?? []));
    for (const column of heads) await sortBy(page, column);
  },
  "filter by kind": async (page) => {
    for (const kind of ["Service", "Batch", "Orphan", "Revoked"]) {
      const chip = page.locator(".tk-chip", { hasText: kind });
      await chip.click();
      await page.waitForTimeout(500);
      await chip.click();
      await page.waitForTimeout(300);
    }
  },
  "filter by text": async (page) => {
    await page.locator(".tk-find").click();
    await page.keyboard.type("hvs.cae serv", { delay: 120 });
    await page.waitForTimeout(500);
    await page.keyboard.press("Escape");
  },
  "scroll the enlarged table": (page) => drag(page, ".tk-grid"),
  "back beside the terminal": (page) => page.getByRole("button", { name: "Make Tokens small again" }).click(),
  "open Accessors": (page) => page.getByRole("tab", { name: "Accessors" }).click(),
  "scroll Accessors": (page) => drag(page, ".ac-scroll"),
  "open Storage": (page) => page.getByRole("tab", { name: "Storage" }).click(),
  "enlarge Tree": (page) => page.getByRole("button", { name: "Enlarge Tree" }).click(),
  "scroll Tree": (page) => drag(page, ".tr-box"),
  "search in Tree": async (page) => {
    await page.getByRole("textbox", { name: "Find in the tree" }).click();
    await page.keyboard.type("hvs.cae", { delay: 120 });
    await page.keyboard.press("Enter");
    await page.waitForTimeout(500);
    await page.keyboard.press("Escape");
  },
  "Tree small again": (page) => page.getByRole("button", { name: "Make Tree small again" }).click(),
  "open Tokens": (page) => page.getByRole("tab", { name: "Tokens" }).click(),
};

/** Up, down, and no more. */
async function sortBy(page: Page, column: string): Promise<void> {
  for (let press = 0; press < 3; press++) {
    await page.locator(`.tk-th-${column} > button`).first().click();
    await page.waitForTimeout(400);
  }
}

async function wheel(page: Page, scroller: string): Promise<void> {
  await page.locator(scroller).hover();
  for (let turn = 0; turn < WHEEL_TURNS; turn++) {
    await page.mouse.wheel(0, WHEEL_PX);
    await page.waitForTimeout(16);
  }
}

/** As with the scroll bar: every frame stands elsewhere. */
async function drag(page: Page, scroller: string): Promise<void> {
  await page.locator(scroller).evaluate(
    (element, dragMs) =>
      new Promise<void>((resolve) => {
        const startMs = performance.now();
        const step = () => {
          const share = Math.min(1, (performance.now() - startMs) / dragMs);
          element.scrollTop = share * (element.scrollHeight - element.clientHeight);
          if (share < 1) requestAnimationFrame(step);
          else resolve();
        };
        step();
      }),
    DRAG_MS,
  );
}

/** Types a line and presses Enter. */
async function run(page: Page, line: string): Promise<void> {
  await page.getByRole("textbox", { name: "Terminal" }).focus();
  await page.keyboard.type(`${line}\n`);
  await page.waitForSelector('[aria-busy="true"] .xterm-rows');
}

async function make(page: Page): Promise<void> {
  await run(page, MAKING);
  await page.waitForSelector('[aria-busy="false"] .xterm-rows', { timeout: MAKING_WITHIN_MS });
}

async function interrupt(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Terminal" }).focus();
  await page.keyboard.press("Control+c");
  await page.waitForSelector('[aria-busy="false"] .xterm-rows');
}

/** By the page's own measure; of the process as it is left, and when all that nobody needs has been collected. */
async function memoryRows(browser: Browser, page: Page, when: string, promise?: Row["promise"]): Promise<Row[]> {
  const bytes = await page.evaluate(async () => {
    const measure: unknown = Reflect.get(performance, "measureUserAgentSpecificMemory");
    if (typeof measure !== "function") return Number.NaN;
    const found: unknown = await Reflect.apply(measure, performance, []);
    return typeof found === "object" && found !== null ? Number(Reflect.get(found, "bytes")) : Number.NaN;
  });
  await page.waitForTimeout(REST_MS);
  const leftMb = await residentMb(browser);
  await collect(browser);
  await page.waitForTimeout(REST_MS);
  return [
    { name: `memory of page and Worker, ${when}`, value: bytes / MEGA, unit: "MB", ...(promise && { promise }) },
    { name: `memory of their process, resident, ${when}`, value: leftMb, unit: "MB" },
    {
      name: `what of it cannot be collected, ${when}`,
      value: await residentMb(browser),
      unit: "MB",
      ...(promise && { promise }),
    },
  ];
}

/** Collects in the page and in the Worker: a memory dump that is to be exact begins so. */
async function collect(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["disabled-by-default-memory-infra"], excludedCategories: ["*"] },
  });
  await session.send("Tracing.requestMemoryDump", { deterministic: true, levelOfDetail: "background" });
  await session.send("Tracing.end");
}

async function residentMb(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const residentKb = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentKbOf(id));
  return (Math.max(...residentKb) * 1024) / MEGA;
}

function residentKbOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return 0;
  }
}

/** From the key to the page's saying that it is done. */
async function undoRows(page: Page, probe: PaceProbe, bare: Pace): Promise<Row[]> {
  for (let line = 0; line < UNDOS; line++) {
    await page.keyboard.type(`vault token create -display-name=n${line} >/dev/null\n`);
    await page.waitForTimeout(150);
    await page.waitForSelector('[aria-busy="false"] .xterm-rows');
  }
  const one: number[] = [];
  const pace = await probe.during("undo", async () => {
    for (let step = 0; step < UNDOS; step++) one.push(await travel(page, "Control+Alt+z", /^Undone/));
  });
  // Then the loop that went on, and the one that made them all.
  const loops: number[] = [];
  const loopsPace = await probe.during("undo the loops", async () => {
    loops.push(await travel(page, "Control+Alt+z", /^Undone/));
    loops.push(await travel(page, "Control+Alt+z", /^Undone/));
  });
  // So many come back piece by piece, as fast as the page takes them in: between two pieces a frame may be late.
  let back = Number.NaN;
  const redoPace = await probe.during("redo", async () => {
    back = await travel(page, "Control+Alt+Shift+z", /^Redone/);
  });
  const [going = Number.NaN, all = Number.NaN] = loops;
  const promise = { atMost: UNDO_WITHIN_MS };
  return [
    { name: "undo, median", value: percentile(one, 0.5), unit: "ms", promise },
    { name: "undo, 95th percentile", value: percentile(one, 0.95), unit: "ms", promise },
    ...paceRows("undo", pace, bare),
    { name: "undo the loop that went on", value: going, unit: "ms", promise },
    { name: "undo the loop that made all", value: all, unit: "ms", promise },
    ...paceRows("undo the loops", loopsPace, bare),
    { name: "redo it", value: back, unit: "ms" },
    { name: "redo: longest task over 50 ms", value: Math.max(0, ...redoPace.taskMs), unit: "ms" },
  ];
}

async function travel(page: Page, keys: string, said: RegExp): Promise<number> {
  await page.evaluate(
    ({ source }) => {
      const said = new RegExp(source);
      const output = [...document.querySelectorAll("output.sr-only")].at(-1);
      if (output === undefined) throw new Error("nothing is said here");
      let startMs = 0;
      const onKey = (event: KeyboardEvent) => {
        if (event.key.toLowerCase() === "z") startMs = event.timeStamp;
      };
      addEventListener("keydown", onKey, { capture: true });
      const own: TravelledWindow = window;
      own.travelled = new Promise((resolve) => {
        const watch = new MutationObserver(() => {
          if (startMs === 0 || !said.test(output.textContent ?? "")) return;
          watch.disconnect();
          removeEventListener("keydown", onKey, { capture: true });
          // The frame that shows it has been drawn when the next begins.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - startMs)));
        });
        watch.observe(output, { subtree: true, childList: true, characterData: true });
      });
    },
    { source: said.source },
  );
  await page.keyboard.press(keys);
  return page.evaluate(() => {
    const own: TravelledWindow = window;
    return own.travelled ?? Number.NaN;
  });
}

interface TravelledWindow extends Window {
  travelled?: Promise<number>;
}
