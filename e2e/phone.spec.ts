/** The lab on a phone: commands by the sheet's button and the row of keys, one view at a time. */
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
test.describe.configure({ timeout: 60_000 });

async function noSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test("the first two steps of the lab by the sheet's button alone", async ({ page }) => {
  const terminal = await Terminal.open(page);
  const sheet = page.getByRole("region", { name: "The next step" });
  const run = sheet.getByRole("button", { name: /^Run / });
  const ran: string[] = [];
  for (const step of ["Inspect the root token", "Create a service token"]) {
    await expect(sheet).toContainText(step);
    for (let count = 0; count < 12 && (await sheet.innerText()).includes(step); count++) {
      const name = (await run.getAttribute("aria-label")) ?? "";
      ran.push(name);
      await run.tap();
      await expect.poll(async () => (await run.getAttribute("aria-label")) !== name, { timeout: 10_000 }).toBe(true);
      await terminal.atPrompt();
    }
  }
  await expect(sheet).toContainText("Revoke it by its accessor");
  expect(ran.slice(0, 3)).toEqual([
    "Run vault token lookup",
    "Run vault list auth/token/accessors",
    "Run vault token create -policy=cloud-policy",
  ]);
  await noSidewaysScroll(page);
});

test("the row of keys completes, edits, recalls and interrupts", async ({ page }) => {
  const terminal = await Terminal.open(page);
  const keys = page.getByRole("group", { name: "Keys" });
  const press = async (name: string) => keys.getByRole("button", { name, exact: true }).tap();
  await terminal.run("echo before");
  await page.keyboard.type("vault tok");
  await press("Tab");
  await expect.poll(() => terminal.typed()).toMatch(/^vault token/);
  await press("Ctrl");
  await press("Control U");
  await press("Ctrl");
  await press("Up");
  await expect.poll(() => terminal.typed()).toBe("echo before");
  await press("Pipe");
  await page.keyboard.type("cat");
  await page.keyboard.press("Enter");
  await expect.poll(() => terminal.text()).toMatch(/\$ echo before\|cat\nbefore\n/);
  await terminal.send("sleep 1000");
  await press("Ctrl");
  await press("Control C");
  await terminal.atPrompt(3_000);
  await expect(terminal.input).toBeFocused();
});

test("each tab shows its view, and the terminal keeps what it held", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault token create -policy=default -ttl=1h >/dev/null; echo kept");
  for (const [name, shown] of [
    ["Guide", page.getByRole("list", { name: "Steps" })],
    ["Tokens", page.getByRole("grid", { name: "Tokens" })],
    ["Tree", page.getByRole("tree")],
    ["Time", page.getByRole("button", { name: "Pause the clock" })],
  ] as const) {
    await page.getByRole("tab", { name }).tap();
    await expect(page.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
    await expect(shown).toBeVisible();
    await expect(terminal.input).toBeHidden();
    await noSidewaysScroll(page);
  }
  await page.getByRole("button", { name: "move the clock on by 1 hour" }).tap();
  await page.getByRole("tab", { name: "Tokens" }).tap();
  await expect(page.getByRole("button", { name: "Expired 1" })).toBeVisible();
  await page.getByRole("tab", { name: "Guide" }).tap();
  await page.getByRole("button", { name: "Run vault token lookup" }).tap();
  await expect(page.getByRole("tab", { name: "Terminal" })).toHaveAttribute("aria-selected", "true");
  await expect.poll(() => terminal.text()).toContain("display_name");
});
