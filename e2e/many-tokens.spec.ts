/** A table of thousands, made by a loop: sorted, searched and scrolled to its end while another loop goes on. */
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 120_000 });

const MANY = 3000;
/** `A` is the first of them, `Z` the last, with a time to live of its own each. */
const MAKING =
  `A=$(vault token create -policy=default -ttl=30m -field=token); ` +
  `for i in $(seq ${MANY}); do vault token create -policy=default -ttl=2h -display-name=d$i; done >/dev/null; ` +
  `Z=$(vault token create -type=batch -policy=default -ttl=9h -field=token)`;
const GOING_ON = "while true; do T=$(vault token create -ttl=4h -field=token); vault token revoke $T; done >/dev/null";

/** The rows in sight, as they are read from the top. */
async function rowsInSight(page: Page): Promise<string[]> {
  const grid = page.getByRole("grid", { name: "Tokens" });
  return grid.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const rows = [...element.querySelectorAll("tbody tr")].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > box.top + 30 && top < box.bottom;
    });
    return rows.map((row) => row.textContent ?? "");
  });
}

/** Rows stand one under the other, in the order of their numbers and without a gap. */
async function expectNoGap(page: Page): Promise<void> {
  const gaps = await page.getByRole("grid", { name: "Tokens" }).evaluate((element) => {
    const rows = [...element.querySelectorAll("tbody tr")];
    return rows.slice(1).filter((row, index) => {
      const above = rows[index];
      const numbered = Number(row.ariaRowIndex ?? row.getAttribute("aria-rowindex"));
      const numberedAbove = Number(above?.getAttribute("aria-rowindex"));
      const gapPx = row.getBoundingClientRect().top - (above?.getBoundingClientRect().bottom ?? 0);
      return numbered !== numberedAbove + 1 || Math.abs(gapPx) > 1;
    }).length;
  });
  expect(gaps).toBe(0);
}

test("thousands of tokens are sorted, found and scrolled through while a loop makes and revokes more", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  const grid = page.getByRole("grid", { name: "Tokens" });
  await terminal.send(MAKING);
  await terminal.atPrompt(60_000);
  await expect(page.getByRole("button", { name: "Service 3,001" })).toBeVisible();
  await terminal.send(GOING_ON);
  await page.getByRole("button", { name: "Enlarge Tokens" }).click();
  await expect(page.getByRole("button", { name: /Revoked [1-9]/ })).toBeVisible();

  // Soonest end first, then latest first; root never ends.
  const firstRow = async () => (await rowsInSight(page))[1];
  await grid.getByRole("button", { name: "TTL" }).click();
  await expect.poll(firstRow).toContain("$A");
  await grid.getByRole("button", { name: "TTL" }).click();
  await expect.poll(firstRow).toContain("root");
  await grid.getByRole("button", { name: "Display name" }).click();
  await expect.poll(firstRow).toContain("root");
  await expect.poll(async () => (await rowsInSight(page)).slice(1, 6).join()).toContain("token-d1default");
  await expectNoGap(page);
  await grid.getByRole("button", { name: "Display name" }).click();
  await expect.poll(async () => (await rowsInSight(page)).slice(1, 3).join()).toContain("token-d999");

  // What is searched for is found, and what comes meanwhile does not matter.
  await grid.getByRole("button", { name: "Filter tokens" }).click();
  await page.getByRole("textbox", { name: "Filter tokens" }).fill("token-d2345");
  await expect(grid).toHaveAttribute("aria-rowcount", "3");
  await expect.poll(async () => (await rowsInSight(page)).join()).toContain("token-d2345");
  await page.keyboard.press("Escape");

  // Only batch tokens; then all again.
  await page.getByRole("button", { name: /^Batch/ }).click();
  await expect(grid).toHaveAttribute("aria-rowcount", "3");
  await expect.poll(async () => (await rowsInSight(page)).join()).toContain("$Z");
  await page.getByRole("button", { name: /^Batch/ }).click();

  // To the last row of all, with the scroller and with the keyboard.
  const lastRow = async () => (await rowsInSight(page)).at(-1);
  await expect(grid).not.toHaveAttribute("aria-rowcount", "3");
  await expect
    .poll(async () => {
      await grid.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
      return lastRow();
    })
    .toContain("revoked");
  await expectNoGap(page);
  await grid.focus();
  await page.keyboard.press("Home");
  await expect.poll(async () => (await rowsInSight(page)).slice(0, 2).join()).toContain("token-d999");
  await page.keyboard.press("End");
  await expect.poll(lastRow).toContain("revoked");

  await page.getByRole("button", { name: "Make Tokens small again" }).click();
  await terminal.input.focus();
  await page.keyboard.press("Control+c");
  await terminal.atPrompt();

  // Undone, it is as if neither loop had been.
  await page.keyboard.press("Control+Alt+z");
  await page.keyboard.press("Control+Alt+z");
  await expect(page.getByRole("button", { name: "Service 0" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Revoked 0" })).toBeVisible();
  await expect(grid).toHaveAttribute("aria-rowcount", "3");
  await page.keyboard.press("Control+Alt+Shift+z");
  await expect(page.getByRole("button", { name: "Service 3,001" })).toBeVisible();
});
