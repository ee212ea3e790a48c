/** The tree of many: drawn where it is in sight, folded, searched, magnified, with a map; and the same with the keyboard. */
import { expect, test } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 120_000 });

test("10,000 tokens are drawn, found, folded and walked", async ({ page }) => {
  const terminal = await Terminal.open(page);
  const tree = page.getByRole("tree");
  await terminal.send(
    "P=$(vault token create -field=token); for i in $(seq 100); do C=$(VAULT_TOKEN=$P vault token create -field=token); done; " +
      "for i in $(seq 9900); do vault token create -type=batch -policy=p -field=token; done | tail -1 | cut -c1-4",
  );
  await terminal.atPrompt(100_000);
  await expect(page.getByRole("button", { name: "Batch 9,900" })).toBeVisible();
  // In sight are some hundreds of them.
  await expect(tree.getByRole("treeitem").first()).toBeVisible();
  expect(await tree.getByRole("treeitem").count()).toBeLessThan(1500);
  await expect(page.locator(".tr-map canvas")).toBeVisible();

  // Nor are there more for a moment when it is shown anew.
  await page.getByRole("button", { name: "List", exact: true }).click();
  await expect(page.getByRole("button", { name: "Draw the tree larger" })).toHaveCount(0);
  const mostAtOnce = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let most = 0;
        const watch = new MutationObserver((records) => {
          const added = records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof Element);
          const items = added.map((node) => node.querySelectorAll(".tr-place").length);
          most = Math.max(
            most,
            items.reduce((sum, count) => sum + count, 0),
          );
        });
        watch.observe(document.body, { childList: true, subtree: true });
        const picture = [...document.querySelectorAll("button")].find((button) => button.textContent === "Picture");
        picture?.click();
        setTimeout(() => resolve(most), 1500);
      }),
  );
  expect(mostAtOnce).toBeGreaterThan(100);
  expect(mostAtOnce).toBeLessThan(1500);

  const find = page.getByRole("textbox", { name: "Find in the tree" });
  await find.fill("$C");
  await expect(page.locator(".tr-search output")).toHaveText("1 of 1");
  await expect(page.locator(".is-found")).toBeVisible();
  await find.press("Escape");
  await expect(find).toHaveValue("");

  // P is folded with the keyboard, says how many are in it, and is opened again.
  const parent = tree.getByRole("treeitem", { name: /\$P,.*100 children/ });
  await find.fill("$P");
  await expect(parent).toBeVisible();
  await parent.click();
  await tree.focus();
  await page.keyboard.press("-");
  await expect(tree.getByRole("treeitem", { name: /\$P,.*100 folded in/ })).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("+");
  await expect(parent).toHaveAttribute("aria-expanded", "true");

  // The map leads to the other end.
  const top = () => tree.evaluate((element) => element.scrollTop);
  const map = await page.locator(".tr-map").boundingBox();
  if (map === null) throw new Error("no map");
  await page.mouse.click(map.x + 20, map.y + map.height - 3);
  await expect.poll(top).toBeGreaterThan(5_000);
  await page.mouse.click(map.x + 20, map.y + 2);
  await expect.poll(top).toBeLessThan(500);

  const glyphWidth = async () => (await tree.getByRole("treeitem").first().boundingBox())?.width ?? 0;
  const before = await glyphWidth();
  await page.getByRole("button", { name: "Draw the tree larger" }).click();
  await expect.poll(glyphWidth).toBeGreaterThan(before * 1.2);

  await tree.focus();
  await page.keyboard.press("End");
  await expect.poll(top).toBeGreaterThan(5_000);
  await page.keyboard.press("Home");
  await expect.poll(top).toBeLessThan(500);
});

test("a revocation runs down the tree, and an orphan's link is cut", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run(
    "A=$(vault token create -policy=root -field=token); B=$(VAULT_TOKEN=$A vault token create -field=token)",
  );
  await terminal.run("C=$(VAULT_TOKEN=$B vault token create -field=token)");
  await page.keyboard.type("vault write auth/token/revoke-orphan token=$A\n");
  await expect(page.locator(".tr-severed")).toHaveCount(1);
  await expect(page.getByRole("treeitem", { name: /\$B, orphan/ })).toBeVisible();
  await terminal.atPrompt();
  await page.keyboard.type("vault token revoke $B\n");
  const generation = (name: RegExp) =>
    page
      .getByRole("treeitem", { name })
      .evaluate((element) => (element instanceof SVGElement ? element.style.getPropertyValue("--tr-generation") : ""));
  await expect.poll(() => generation(/\$C, revoked/)).toBe("1");
  await expect.poll(() => generation(/\$B, revoked/)).toBe("0");
});
