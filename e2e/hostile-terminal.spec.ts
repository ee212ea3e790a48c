/** Orders to the terminal in what is printed: a secret's value, a file, a token, an error. They are text, or nothing. */
import { expect, test } from "@playwright/test";
import { expectUnharmed, watchForHarm } from "./harm.ts";
import { HOSTILE_OUTPUT } from "./hostile-output.ts";
import { untilKept } from "./kept.ts";
import { clickIsAnswered } from "./responsiveness.ts";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 120_000 });

/** Prints what `$1` comes to in every way that data gets to the screen. */
const SHOW = [
  'show() { printf "$1" > h',
  "vault kv put secret/h v=@h >/dev/null",
  "vault kv get -field=v secret/h",
  "vault kv get secret/h",
  "cat h",
  "VAULT_TOKEN=$(cat h) vault print token",
  'vault read "nowhere/$(cat h)"; }',
].join("; ");

/** What a terminal answers would stand before it at the prompt, and be run with it. */
async function expectNextLineRuns(terminal: Terminal, word: string): Promise<void> {
  await terminal.run(`echo ${word}`);
  const rows = await terminal.screen();
  expect(rows, "the line stands alone at the prompt").toContainEqual(
    expect.stringMatching(new RegExp(`^(?:.*\\$) echo ${word}$`)),
  );
  expect(rows).toContain(word);
}

/** In `"…"` of the shell: what `printf` is to read stays as it is, what the shell is to run is run. */
function shellWord(printed: string): string {
  return `"${printed.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

test(`${HOSTILE_OUTPUT.length} kinds of orders to the terminal, each printed in five ways, do nothing; the next line runs`, async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const seen = await watchForHarm(page);
  const terminal = await Terminal.open(page);
  await page.evaluate(() => navigator.clipboard.writeText("mine"));
  await terminal.runPasted(SHOW);
  for (const [index, [title, printed]] of HOSTILE_OUTPUT.entries()) {
    await test.step(title, async () => {
      await terminal.runPasted(`show ${shellWord(printed)}`);
      await expectNextLineRuns(terminal, `ok-${index}`);
      await expectUnharmed(page, title);
    });
  }
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("mine");
  await page.locator(".xterm-screen").click({ position: { x: 5, y: 5 } });
  await page.mouse.wheel(0, 100);
  await terminal.input.focus();
  await expectNextLineRuns(terminal, "the-mouse-types-nothing");
  await clickIsAnswered(page);
  expect(seen).toEqual([]);
});

test("orders to the terminal in names: completed, explained and listed, they are shown and not followed", async ({
  page,
}) => {
  const seen = await watchForHarm(page);
  const terminal = await Terminal.open(page);
  const esc = "\\033]0;owned\\007\\033[6n\\033[2J";
  await terminal.runPasted(`touch "$(printf 'one${esc}')" two; mkdir -p "$(printf 'dir${esc}')"`);
  for (const typed of ["cat ", "cd "]) {
    await page.keyboard.type(typed);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.waitForTimeout(100);
    await page.keyboard.press("Control+u");
    await expectNextLineRuns(terminal, typed.trim());
  }
  await terminal.runPasted(
    `VAULT_TOKEN=$(vault token create -policy=default -field=token) vault read "secret/data/$(printf '${esc}')"`,
  );
  await terminal.runPasted(`cd "$(printf 'dir${esc}')"`);
  expect(await terminal.run("echo here")).toBe("here");
  await terminal.runPasted("cd; ls");
  await terminal.runPasted(`vault kv put secret/x "$(printf 'k${esc}')=v"; vault kv get secret/x`);
  await terminal.runPasted(`export "$(printf 'a${esc}')=b"; $(printf 'c${esc}')`);
  expect(await terminal.run("echo still")).toBe("still");
  await expectUnharmed(page, "names");
  expect(seen).toEqual([]);
});

test("a reload brings back what was printed, and none of its orders", async ({ page }) => {
  const seen = await watchForHarm(page);
  let terminal = await Terminal.open(page);
  await terminal.runPasted("printf '\\033]0;owned\\007\\033[6n\\033[?1000h\\033[?1049hleft \\u202eover\\n'");
  await untilKept(page, "left ");
  terminal = await Terminal.open(page);
  await expect.poll(() => terminal.text()).toContain("left over");
  expect(await terminal.run("echo on")).toBe("on");
  await expectUnharmed(page, "reloaded");
  expect(seen).toEqual([]);
});
