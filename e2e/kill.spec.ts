/**
 * A tab that is killed at any moment loses at most the command that ran. The moments are drawn from a seed, a new one for
 * each run, which is printed: `KILLS=20 KILL_SEED=7 npm run e2e -- kill` tries twenty again.
 */
import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { untilKept } from "./kept.ts";
import { Terminal } from "./terminal.ts";

const KILLS = Number(process.env.KILLS ?? 50);
/** Each is a session that is killed again and again. */
const SESSIONS = 5;

test.describe.configure({ timeout: 180_000 });

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
  /** The number of the line that was typed last. */
  last: number;
}

type Act = (page: Page, terminal: Terminal, expected: Expected, wait: number) => Promise<void>;

/** A line that leaves its number in a file, a variable and the server. */
function line(expected: Expected): string {
  const number = ++expected.last;
  expected.running = number;
  return `echo ${number} >> ended; LAST=${number}; vault kv put secret/last n=${number} >/dev/null`;
}

function hasEnded(expected: Expected): void {
  if (expected.running !== undefined) expected.ended.push(expected.running);
  expected.running = undefined;
}

const ACTS: Readonly<Record<string, Act>> = {
  "while a line is typed": async (page, _terminal, expected) => {
    expected.draft = `echo half typed ${expected.ended.length}`;
    await page.keyboard.insertText(expected.draft);
    await untilKept(page, expected.draft);
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
      await page.keyboard.insertText(`echo ${++expected.last} >> ended`);
      await page.keyboard.press("Enter");
    }
    expected.running = expected.last;
    await page.waitForTimeout(150 * wait);
  },
  "just after the clock was moved": async (page, terminal, expected) => {
    // What is on the screen of an earlier move is not taken for this one.
    await terminal.run("clear");
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

for (let session = 0; session < SESSIONS; session++) {
  const moments = Math.floor((KILLS + session) / SESSIONS);
  test(`${moments} of ${KILLS} kills lose at most the commands that ran, session ${session + 1}`, async ({
    context,
  }) => {
    const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 32)) + session;
    process.stdout.write(`Session ${session + 1} is killed by KILL_SEED=${seed - session}\n`);
    const random = seeded(seed);
    const names = Object.keys(ACTS);
    let { page, terminal } = await reopen(context);
    const expected: Expected = { ended: [], running: undefined, draft: "", clockMoves: 0, last: 0 };
    await terminal.run(
      "touch ended; held() { echo $(wc -l < ended) . $(tail -n 6 ended) . $(( $(date +%s) / 3600 )); }",
    );
    const start = await held(terminal);
    for (let moment = 0; moment < moments; moment++) {
      const name = names[Math.floor(random() * names.length)] ?? "";
      const first = expected.last + 1;
      await test.step(`${moment + 1}: ${name}`, async () => {
        await ACTS[name]?.(page, terminal, expected, random());
        await kill(page);
        ({ page, terminal } = await reopen(context));
        await expectNothingElseLost(terminal, expected, first, start.hour);
      });
    }
  });
}

/** Of what was sent since the line `first`, only what ran may be lost. */
async function expectNothingElseLost(
  terminal: Terminal,
  expected: Expected,
  first: number,
  startHour: number,
): Promise<void> {
  if (expected.draft !== "") await expect.poll(() => terminal.typed(), "what was half typed").toBe(expected.draft);
  // What was sent ahead and did not run stands at the prompt as well.
  await terminal.page.keyboard.press("Control+c");
  const { count, latest, hour } = await held(terminal);
  const { ended, running } = expected;
  expect(count, "all that had ended is there").toBeGreaterThanOrEqual(ended.length);
  // Of what ran, or waited to run, what ended came in order and without a hole.
  const sent = running === undefined ? [] : Array.from({ length: running - first + 1 }, (_, at) => first + at);
  expect(count - ended.length).toBeLessThanOrEqual(sent.length);
  ended.push(...sent.slice(0, count - ended.length));
  expect(latest).toEqual(ended.slice(-6));
  expect(hour - startHour).toBeGreaterThanOrEqual(expected.clockMoves);
  expect(hour - startHour).toBeLessThanOrEqual(expected.clockMoves + 1);
  expected.running = undefined;
  expected.draft = "";
}
