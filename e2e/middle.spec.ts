/** Windows too narrow for panels below each other: one panel at a time, behind tabs, beside the terminal or below it. */
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";
import { whatAxeSays } from "./what-axe-says.ts";

test.use({ viewport: { width: 1024, height: 768 }, colorScheme: "light" });

const panels = (page: Page) => page.getByRole("tablist", { name: "Panels" });

test("at 1024 pixels each panel has a tab, by keys too, and stands where it was put after a reload", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault token create -policy=default -ttl=1h >/dev/null");
  await expect(page.getByRole("tree"), "it stands below in a wider window").toHaveCount(0);
  await panels(page).getByRole("tab", { name: "Tokens" }).press("ArrowRight");
  await expect(page.getByRole("tree")).toBeVisible();
  await page.keyboard.press("End");
  const last = panels(page).getByRole("tab", { name: "Audit" });
  await expect(last).toBeFocused();
  await expect(last, "the last one is in sight, though not all are").toBeInViewport({ ratio: 0.9 });
  expect(await panels(page).evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  await page.keyboard.type("Show Tree");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tree")).toBeVisible();
  expect(await whatAxeSays(page)).toEqual([]);

  await page.getByRole("button", { name: "Put the panels below the terminal" }).click();
  const pane = page.getByRole("region", { name: "Panels" });
  const isBelow = async () => {
    const [above, below] = [await terminal.input.boundingBox(), await pane.boundingBox()];
    return above !== null && below !== null && below.y > above.y && below.width > 900;
  };
  await expect.poll(isBelow).toBe(true);
  await page.reload();
  await terminal.atPrompt();
  await expect.poll(isBelow).toBe(true);
  await expect(page.getByRole("tree")).toBeVisible();
  expect(await whatAxeSays(page)).toEqual([]);

  await page.getByRole("button", { name: "Enlarge the terminal" }).click();
  await expect(pane).toBeHidden();
  await page.getByRole("button", { name: "Make the terminal small again" }).click();
  await page.getByRole("button", { name: "Close the panels" }).click();
  await expect(pane).toBeHidden();
  await page.getByRole("button", { name: "Open the panels" }).click();
  await page.setViewportSize({ width: 1280, height: 768 });
  await expect(page.getByRole("heading", { name: "Tree" }), "where there is room, it stands below again").toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
