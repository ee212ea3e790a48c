/** Everything on the page is done with the keyboard alone, and the focus can always be seen. */
import { expect, test, type Locator, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

/** The focused element, or a part drawn for it, looks other than it does without the focus. */
async function expectSeen(page: Page, what: string): Promise<void> {
  const [focused, unfocused] = await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return ["", ""];
    const look = (): string =>
      [element, ...element.querySelectorAll("*")]
        .flatMap((one) =>
          [undefined, "::before", "::after"].map((part) => {
            const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor } = getComputedStyle(
              one,
              part,
            );
            return [outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor].join(" ");
          }),
        )
        .join("\n");
    const withFocus = look();
    element.blur();
    const without = look();
    element.focus();
    return [withFocus, without];
  });
  expect(focused, `the focus on ${what} is seen`).not.toBe(unfocused);
}

function focusedPane(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const pane = document.activeElement?.closest("[data-pane]");
    return pane instanceof HTMLElement ? pane.dataset.pane : undefined;
  });
}

/** Presses Tab until the focus is on it. */
async function tabTo(page: Page, wanted: Locator, key = "Tab"): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error("Tab does not lead there");
}

async function toPane(page: Page, pane: string): Promise<void> {
  for (let pressed = 0; pressed < 8; pressed++) {
    if ((await focusedPane(page)) === pane) return;
    await page.keyboard.press("F6");
  }
  throw new Error(`F6 does not lead to ${pane}`);
}

test("F6 goes round the panes, out of the terminal and back, and Shift-F6 the other way", async ({ page }) => {
  await Terminal.open(page);
  const seen: (string | undefined)[] = [];
  for (let count = 0; count < 6; count++) {
    await page.keyboard.press("F6");
    seen.push(await focusedPane(page));
    if (seen.at(-1) !== "terminal") await expectSeen(page, String(seen.at(-1)));
  }
  expect(seen).toEqual(["panels", "tree", "time", "guide", "identity", "terminal"]);
  for (const pane of seen.slice(0, -1).reverse()) {
    await page.keyboard.press("Shift+F6");
    expect(await focusedPane(page)).toBe(pane);
  }
});

test("Tab reaches every control from the skip link on, each is seen, and the skip link leads to the prompt", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await toPane(page, "time");
  const skip = page.getByRole("link", { name: "Skip to the terminal" });
  await tabTo(page, skip);
  await expect(skip).toBeInViewport();
  await expectSeen(page, "the skip link");
  const names: string[] = [];
  for (let count = 0; count < 60; count++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      return element === document.body || element === null
        ? ""
        : (element.getAttribute("aria-label") ?? element.textContent ?? "");
    });
    if (name === "" || name.startsWith("Skip to")) break;
    names.push(name);
    if (name === "Terminal") await page.keyboard.press("F6");
    else await expectSeen(page, name);
  }
  for (const wanted of [
    "Keyboard",
    "Search the terminal",
    "Terminal",
    "Tokens",
    "Filter tokens",
    "Width of the guide",
    "Height of the tree",
    "Pause the clock",
    "+1 h, move the clock on by 1 hour",
  ])
    expect(names).toContain(wanted);
  await skip.focus();
  await page.keyboard.press("Enter");
  await expect(terminal.input).toBeFocused();
});

test("arrows go among the panels' tabs, and show them", async ({ page }) => {
  await Terminal.open(page);
  await toPane(page, "panels");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("tab", { name: "Tokens" })).toBeFocused();
  for (const [key, name] of [
    ["ArrowRight", "Accessors"],
    ["ArrowRight", "Inspector"],
    ["ArrowLeft", "Accessors"],
    ["End", "Audit"],
    ["ArrowLeft", "Storage"],
    ["Home", "Tokens"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole("tab", { name })).toBeFocused();
    await expect(page.getByRole("tabpanel", { name })).toBeVisible();
  }
});

test("arrows go along the tokens and the tree, and Enter picks", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.runByKeys("PARENT=$(vault token create -ttl=2h -field=token)");
  await terminal.runByKeys("VAULT_TOKEN=$PARENT vault token create -ttl=1h -field=token >/dev/null");
  const grid = page.getByRole("grid", { name: "Tokens" });
  await expect(page.getByRole("tree").getByRole("treeitem")).toHaveCount(3);
  await toPane(page, "panels");
  await tabTo(page, grid);
  await expectSeen(page, "the tokens");
  const active = (): Promise<string> =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute("aria-activedescendant") ?? "";
      const element = document.getElementById(id) ?? document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
  const rows: string[] = [];
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"]) {
    await page.keyboard.press(key);
    rows.push(await active());
  }
  expect(new Set(rows).size).toBe(3);
  await page.keyboard.press("Home");
  expect(await active()).toBe(rows[0]);
  await page.keyboard.press("Enter");
  await expect(grid.locator("[aria-selected=true]")).toHaveCount(1);

  const tree = page.getByRole("tree");
  await page.keyboard.press("F6");
  await tabTo(page, tree.or(tree.locator("[tabindex='0']")).first());
  await expectSeen(page, "the tree");
  await page.keyboard.press("Home");
  expect(await active()).toMatch(/^root token/);
  await page.keyboard.press("ArrowDown");
  expect(await active()).toMatch(/\$PARENT/);
  await page.keyboard.press("ArrowDown");
  expect(await active()).not.toMatch(/\$PARENT/);
  await page.keyboard.press("ArrowUp");
  expect(await active()).toMatch(/\$PARENT/);
  await page.keyboard.press("Enter");
  await expect(tree.getByRole("treeitem", { selected: true })).toHaveCount(1);

  await page.getByRole("button", { name: "List", exact: true }).focus();
  await page.keyboard.press("Enter");
  await tabTo(page, tree.or(tree.locator("[tabindex='0']")).first());
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  expect(await active()).toMatch(/PARENT/);
  const items = tree.getByRole("treeitem");
  await expect(items).toHaveCount(3);
  await page.keyboard.press("ArrowLeft");
  await expect(items).toHaveCount(2);
  await page.keyboard.press("ArrowRight");
  await expect(items).toHaveCount(3);
});

test("a step of the guide is run with Enter", async ({ page }) => {
  const terminal = await Terminal.open(page);
  for (const command of ["vault token lookup", "vault list auth/token/accessors"]) {
    await toPane(page, "guide");
    await tabTo(page, page.getByRole("button", { name: `Run ${command}` }).first());
    await expectSeen(page, "Run");
    await page.keyboard.press("Enter");
    await expect.poll(() => terminal.text()).toContain(`$ ${command}\n`);
    await terminal.atPrompt();
    await expect(terminal.input).toBeFocused();
  }
  await expect(page.getByRole("button", { name: /Inspect the root token.*done$/ })).toBeVisible();
});

test("the clock is paused, sped up and moved with Enter and Space", async ({ page }) => {
  await Terminal.open(page);
  await toPane(page, "time");
  for (const [name, key] of [
    ["Pause the clock", "Enter"],
    ["×60, run the clock 60 times as fast", "Space"],
    ["×1, run the clock", "Enter"],
  ] as const) {
    const button = page.getByRole("button", { name, exact: true });
    await button.focus();
    await page.keyboard.press(key);
    await expect(button).toHaveAttribute("aria-pressed", "true");
  }
});

test("? opens the keys outside the terminal, Escape closes it and gives the focus back", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await page.keyboard.type("?");
  await expect.poll(() => terminal.typed()).toMatch(/^\?/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("F6");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await expectSeen(page, "the dialog's close button");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await focusedPane(page)).toBe("panels");

  for (const name of ["Keyboard", "About Glassvault"]) {
    const button = page.getByRole("button", { name, exact: true });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(button).toBeFocused();
  }
});

test("the separators move with the arrow keys", async ({ page }) => {
  await Terminal.open(page);
  for (const [name, smaller, larger, axis] of [
    ["Width of the guide", "ArrowLeft", "ArrowRight", "x"],
    ["Width of the panels", "ArrowLeft", "ArrowRight", "x"],
    ["Height of the tree", "ArrowUp", "ArrowDown", "y"],
  ] as const) {
    const separator = page.getByRole("separator", { name });
    await separator.focus();
    await expectSeen(page, name);
    const place = async () => (await separator.boundingBox())?.[axis] ?? 0;
    const start = await place();
    await page.keyboard.press(smaller);
    await expect.poll(place).toBeLessThan(start);
    const moved = await place();
    await page.keyboard.press(larger);
    await expect.poll(place).toBeGreaterThan(moved);
  }
});
