/** Commands by name, settings, and panes that are put below, enlarged, closed, and found again after a reload. */
import { expect, test } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test("Ctrl-K finds a command by name and runs it; in the terminal Ctrl-K still cuts, and Alt-X opens the commands", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  const commands = page.getByRole("dialog", { name: "Commands" });
  await page.keyboard.type("echo one two");
  await page.keyboard.press("Alt+b");
  await page.keyboard.press("Control+k");
  await expect(commands).toHaveCount(0);
  await expect.poll(() => terminal.typed()).toBe("echo one");
  await page.keyboard.press("Alt+x");
  await expect(commands).toBeVisible();
  await page.keyboard.type("storage");
  await page.keyboard.press("Enter");
  await expect(commands).toHaveCount(0);
  await expect(page.getByRole("tabpanel", { name: "Storage" })).toBeVisible();
  await expect(terminal.input).toBeFocused();
  expect(await terminal.typed()).toBe("echo one");
  await page.keyboard.press("F6");
  await page.keyboard.press("Control+k");
  await expect(commands).toBeVisible();
  await page.keyboard.type("theme dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Control+k");
  await expect(commands).toBeVisible();
  await page.keyboard.type("no such thing at all");
  await expect(commands.getByText("Nothing goes by that name.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(commands).toHaveCount(0);
});

test("the commands find a token by its variable, and pick it", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("MINE=$(vault token create -ttl=1h -policy=glaziers -field=token)");
  await page.getByRole("button", { name: "Commands", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  await page.keyboard.type("$MINE");
  await page.getByRole("option", { name: "$MINE" }).click();
  await expect(page.getByRole("row").filter({ hasText: "$MINE" }).first()).toHaveAttribute("aria-selected", "true");
});

test("a panel goes below, is enlarged with all else out of the way, and comes back; a reload keeps the arrangement", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await page.getByRole("tab", { name: "Storage" }).click();
  await page.getByRole("button", { name: "Put Storage below" }).click();
  await expect(page.getByRole("tab", { name: "Storage" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Storage" })).toBeVisible();
  await page.getByRole("button", { name: "Enlarge Tree" }).click();
  await expect(terminal.input).toBeHidden();
  const wide = await page.getByRole("region", { name: "Tree" }).first().boundingBox();
  expect(wide?.width).toBe(1440);
  await page.keyboard.press("Escape");
  await expect(terminal.input).toBeVisible();
  await page.getByRole("button", { name: "Close Tree" }).click();
  await expect(page.getByRole("tab", { name: "Tree" })).toBeVisible();
  await page.reload();
  await terminal.atPrompt();
  await expect(page.getByRole("heading", { name: "Storage" })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Tree" })).toBeVisible();
});

test("settings change letters, motion and layout at once, and are kept", async ({ page }) => {
  const terminal = await Terminal.open(page);
  const rowHeight = async () => (await page.locator(".xterm-rows > div").first().boundingBox())?.height ?? 0;
  const before = await rowHeight();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("slider", { name: "Letters in the terminal" }).fill("20");
  await page.getByRole("radio", { name: "Reduced" }).check();
  await page.getByRole("button", { name: "Terminal", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: "Guide" })).toHaveCount(0);
  await expect(page.getByRole("tablist", { name: "Panels" })).toHaveCount(0);
  await expect.poll(rowHeight).toBeGreaterThan(before * 1.3);
  await page.reload();
  await terminal.atPrompt();
  await expect(page.locator("html")).toHaveAttribute("data-motion", "reduced");
  await expect(page.getByRole("tablist", { name: "Panels" })).toHaveCount(0);
  await expect.poll(rowHeight).toBeGreaterThan(before * 1.3);
});
