/** A tab that is killed at any moment loses at most the command that ran. Moments are drawn from a seed: `KILLS=50 npm run e2e -- kill` tries fifty. */
import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

const MOMENTS = Number(process.env.KILLS ?? 12);
const SEED = 20_260_102;

test.describe.configure({ timeout: 300_000 });

/** In [0, 1), the same for each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Ends the page's process at once: no event of its own, nothing it could still do. */
async function kill(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  const browser = await page.context().newCDPSession(page);
  void browser.send("Page.crash").catch(() => undefined);
  await crashed;
  await page.close();
}

/** What must be there again: the numbers that ended lines have appended, and what stands at the prompt. */
interface Expected {
  readonly ended: number[];
  /** May be there or not, with what was sent before it: it ran when the tab was killed. */
  running: number | undefined;
  draft: string;
  clockMoves: number;
}

type Act = (page: Page, terminal: Terminal, expected: Expected, wait: number) => Promise<void>;

let next = 0;

/** A line that leaves its number in a file, a variable and the server. */
function line(expected: Expected): string {
  expected.running = ++next;
  return `echo ${next} >> ended; LAST=${next}; vault kv put secret/last n=${next} >/dev/null`;
}

function hasEnded(expected: Expected): void {
  if (expected.running !== undefined) expected.ended.push(expected.running);
  expected.running = undefined;
}

const ACTS: Readonly<Record<string, Act>> = {
  "while a line is typed": async (page, _terminal, expected) => {
    expected.draft = `echo half typed ${next}`;
    await page.keyboard.insertText(expected.draft);
    await page.waitForTimeout(60);
  },
  "just after a line ended": async (page, terminal, expected) => {
    await terminal.untilNextPrompt(async () => {
      await page.keyboard.insertText(line(expected));
      await page.keyboard.press("Enter");
    });
    hasEnded(expected);
  },
  "while a line runs": async (page, _terminal, expected, wait) => {
    await page.keyboard.insertText(`${line(expected)}; while :; do :; done`);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(200 * wait);
  },
  "while many lines run": async (page, _terminal, expected, wait) => {
    for (let count = 0; count < 4; count++) {
      await page.keyboard.insertText(`echo ${++next} >> ended`);
      await page.keyboard.press("Enter");
    }
    expected.running = next;
    await page.waitForTimeout(150 * wait);
  },
  "just after the clock was moved": async (page, terminal, expected) => {
    await page.getByRole("button", { name: "Move the clock on by 1 hour" }).click();
    expected.clockMoves++;
    await expect.poll(() => terminal.text(), { intervals: [20] }).toContain("Clock moved 1 h");
  },
  "while it sleeps": async (page, _terminal, expected, wait) => {
    await page.keyboard.insertText(`${line(expected)}; sleep 1000`);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(150 * wait);
  },
};

async function reopen(context: BrowserContext): Promise<{ page: Page; terminal: Terminal }> {
  const page = await context.newPage();
  return { page, terminal: await Terminal.open(page) };
}

/** What the world says it holds: how many lines had ended, the last few of them, and the hour. */
async function held(terminal: Terminal): Promise<{ count: number; latest: number[]; hour: number }> {
  const [count = "", latest = "", hour = ""] = (await terminal.run("held")).split(".");
  return { count: Number(count), latest: latest.split(/\s+/).filter(Boolean).map(Number), hour: Number(hour) };
}

test(`${MOMENTS} kills lose at most the commands that ran`, async ({ context }) => {
  const random = seeded(SEED);
  const names = Object.keys(ACTS);
  let { page, terminal } = await reopen(context);
  const expected: Expected = { ended: [], running: undefined, draft: "", clockMoves: 0 };
  await terminal.run("touch ended; held() { echo $(wc -l < ended) . $(tail -n 6 ended) . $(( $(date +%s) / 3600 )); }");
  const start = await held(terminal);
  for (let moment = 0; moment < MOMENTS; moment++) {
    const name = names[Math.floor(random() * names.length)] ?? "";
    const first = next + 1;
    await ACTS[name]?.(page, terminal, expected, random());
    await kill(page);
    ({ page, terminal } = await reopen(context));
    await test.step(`${moment + 1}: ${name}`, async () => {
      if (expected.draft !== "") {
        expect(await terminal.typed(), "what was half typed").toBe(expected.draft);
      }
      // What was sent ahead and did not run stands at the prompt as well.
      await page.keyboard.press("Control+c");
      const { count, latest, hour } = await held(terminal);
      const { ended, running } = expected;
      expect(count, "all that had ended is there").toBeGreaterThanOrEqual(ended.length);
      // Of what ran, or waited to run, what ended came in order and without a hole.
      const sent = running === undefined ? [] : Array.from({ length: running - first + 1 }, (_, at) => first + at);
      expect(count - ended.length).toBeLessThanOrEqual(sent.length);
      ended.push(...sent.slice(0, count - ended.length));
      expect(latest).toEqual(ended.slice(-6));
      expect(hour - start.hour).toBeGreaterThanOrEqual(expected.clockMoves);
      expect(hour - start.hour).toBeLessThanOrEqual(expected.clockMoves + 1);
      expected.running = undefined;
      expected.draft = "";
    });
  }
});
