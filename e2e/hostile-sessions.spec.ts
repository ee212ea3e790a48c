/** What comes as a link or a file and is wrong or meant ill: named, and harmless. Nothing runs unasked, nothing freezes. */
import { expect, test, type Page } from "@playwright/test";
import { watchForHarm } from "./harm.ts";
import { ILL_MEANT, WRONG_FILES, WRONG_LINKS } from "./hostile-sessions.ts";
import { ended, link, offer, session } from "./session-links.ts";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 120_000 });

async function expectRefused(page: Page, what: "link" | "file", says: RegExp): Promise<void> {
  const dialog = page.getByRole("dialog", { name: `This ${what} was not opened` });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText(says);
  expect(await dialog.locator("b, img, script").count(), "text stays text").toBe(0);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).hash).toBe("");
}

test(`${WRONG_LINKS.length} wrong links are refused, each with its reason, and the session here is as it was`, async ({
  page,
}) => {
  const seen = await watchForHarm(page);
  const terminal = await Terminal.open(page);
  await terminal.run("HERE=1");
  for (const [title, fragment, says] of WRONG_LINKS) {
    await test.step(title, async () => {
      await offer(page, fragment);
      await expectRefused(page, "link", says);
    });
  }
  await terminal.input.focus();
  expect(await terminal.run("echo $HERE")).toBe("1");
  await page.getByRole("button", { name: /^Sessions\./ }).click();
  await expect(page.getByRole("list", { name: "Sessions" }).getByRole("listitem")).toHaveCount(1);
  expect(seen).toEqual([]);
});

test(`${WRONG_FILES.length} wrong files are refused, each with its reason`, async ({ page }) => {
  const seen = await watchForHarm(page);
  await Terminal.open(page);
  for (const [title, buffer, says] of WRONG_FILES) {
    await test.step(title, async () => {
      await page.getByRole("button", { name: /^Sessions\./ }).click();
      await page
        .getByLabel("A session’s file")
        .setInputFiles({ name: "x.glassvault.json", mimeType: "application/json", buffer });
      await expectRefused(page, "file", says);
    });
  }
  expect(seen).toEqual([]);
});

test(`${ILL_MEANT.length} ill-meant sessions show what they are, and open without harm`, async ({ page }) => {
  test.setTimeout(240_000);
  const seen = await watchForHarm(page);
  const terminal = await Terminal.open(page);
  for (const [index, [title, value, shows]] of ILL_MEANT.entries()) {
    const name = index === 0 ? "<b>bold</b>" : title;
    await test.step(title, async () => {
      await offer(page, link({ ...value, name }));
      const dialog = page.getByRole("dialog", { name: "Open this session?" });
      await expect(dialog).toContainText("Nothing of it has run yet.");
      await expect(dialog).toContainText(shows);
      expect(await dialog.locator("b, img, script").count(), "text stays text").toBe(0);
      await dialog.getByRole("button", { name: "Open as a new session" }).click();
      await expect(dialog).toHaveCount(0);
      await expect(
        page.getByRole("button", { name: `Sessions. This one is called ${name}`, exact: true }),
      ).toBeVisible();
      await terminal.atPrompt(60_000);
      await expect.poll(() => new URL(page.url()).hash, "the link has left the address").toBe("");
      await terminal.input.focus();
      expect(await terminal.run("echo alive")).toBe("alive");
    });
  }
  expect(await page.title()).toBe("Glassvault");
  expect(seen).toEqual([]);
});

test("a line from elsewhere that never ends is given up after 20 seconds, and what stands before it is opened", async ({
  page,
}) => {
  // The wait of 20 seconds, and no other, is over in eight.
  await page.addInitScript(() => {
    const realTimeout = window.setTimeout.bind(window);
    const quick = (handler: TimerHandler, ms?: number, ...rest: unknown[]) =>
      realTimeout(handler, ms === 20_000 ? 8_000 : ms, ...rest);
    Object.assign(window, { setTimeout: quick });
  });
  const terminal = await Terminal.open(page);
  await offer(page, link(session(ended("BEFORE=1", "while :; do :; done", "AFTER=1"), { name: "Endless" })));
  await page.getByRole("button", { name: "Open as a new session" }).click();
  await expect(page.getByText("Running line 2 of 3 again: while :; do :; done")).toBeVisible({ timeout: 10_000 });
  await page.getByRole("tab", { name: "Accessors" }).click();
  await expect(page.getByRole("tabpanel", { name: "Accessors" }), "the page lives meanwhile").toBeVisible();
  await expect(page.getByRole("button", { name: /called Endless \(part\)$/ })).toBeVisible({ timeout: 40_000 });
  await terminal.atPrompt();
  await expect
    .poll(async () => (await terminal.text()).replaceAll("\n", ""))
    .toContain("it did not end within 20 seconds");
  await terminal.input.focus();
  expect(await terminal.run("echo [$BEFORE$AFTER]")).toBe("[1]");
});

test("a line that takes long to run again can be stopped, and so can the one that the thread does not come back from", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await offer(
    page,
    link(
      session(
        ended("BEFORE=1", "echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! | grep -E '^(a+)+$'", "yes >/dev/null"),
      ),
    ),
  );
  await page.getByRole("button", { name: "Open as a new session" }).click();
  await page.getByRole("button", { name: "Stop before it" }).click({ timeout: 15_000 });
  await expect(page.getByRole("button", { name: /\(part\)$/ })).toBeVisible();
  await terminal.atPrompt();
  await terminal.input.focus();
  expect(await terminal.run("echo [$BEFORE]")).toBe("[1]");
});
