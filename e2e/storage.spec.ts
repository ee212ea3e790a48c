/** Storage: what tokens cost, the experiment that shows it as it happens, the tree of keys, and what each command did. */
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

const panel = (page: Page) => page.getByRole("region", { name: "Storage" });
const meter = (page: Page, type: string) =>
  panel(page)
    .getByRole("table", { name: /Writes to issue/ })
    .getByRole("row", { name: type });
const key = (page: Page, name: string | RegExp) => panel(page).getByRole("treeitem", { name });

async function openStorage(page: Page, tab = "Cost"): Promise<void> {
  await page.getByRole("tab", { name: "Storage" }).click();
  await panel(page).getByRole("button", { name: tab, exact: true }).click();
}

test("the meter runs on with each token, and a revocation leaves its mark", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await openStorage(page);
  await expect(panel(page)).toContainText("No token was created since the start.");
  await terminal.input.focus();
  await terminal.run("SERVICE=$(vault token create -policy=default -field=token)");
  await expect(meter(page, "service")).toContainText("4 writes for 1 token");
  await terminal.run("vault token create -policy=default -orphan; vault token create -policy=default -type=batch");
  await expect(meter(page, "service")).toContainText("7 writes for 2 tokens");
  await expect(meter(page, "batch")).toContainText("0 writes for 1 token");
  await terminal.run("vault token revoke $SERVICE");
  await expect(panel(page).getByRole("cell", { name: "deleted since" })).toHaveCount(4);
});

test("the experiment runs in the terminal and shows the difference as it happens", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await openStorage(page);
  await terminal.untilNextPrompt(async () => {
    await panel(page).getByRole("button", { name: "Issue 1,000 of each" }).click();
    await expect(panel(page).getByRole("button", { name: "Issue 1,000 of each" })).toBeDisabled();
    await expect(meter(page, "service")).toContainText(/[1-9]\d\d writes/);
  });
  await expect.poll(() => terminal.text()).toContain("for type in service batch; do");
  await expect(panel(page)).toContainText("1,000 service tokens: 4,000 writes. 1,000 batch tokens: 0 writes.");
  await expect(meter(page, "service")).toContainText("4,000 writes for 1,000 tokens");
  await page.reload();
  await terminal.atPrompt(30_000);
  await openStorage(page);
  await expect(panel(page)).toContainText("1,000 service tokens: 4,000 writes. 1,000 batch tokens: 0 writes.");
});

test("where the token in use may not create, the experiment stops at once", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("export VAULT_TOKEN=$(vault token create -type=batch -policy=default -field=token)");
  await openStorage(page);
  await terminal.untilNextPrompt(() => panel(page).getByRole("button", { name: "Issue 1,000 of each" }).click());
  expect((await terminal.text()).match(/Error creating token/g)).toHaveLength(1);
});

test("the keys are a tree for the keyboard, count what is below, and say what was just written", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault token create -policy=default");
  await openStorage(page, "Keys");
  await expect(key(page, /^id\//)).toHaveText("id/written2");
  await expect(key(page, /^policy\//)).toHaveText("policy/3");
  const tree = panel(page).getByRole("tree", { name: "Keys" });
  await tree.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(key(page, "mounts").first()).toBeVisible();
  await page.keyboard.press("p");
  await page.keyboard.press("ArrowRight");
  await expect(key(page, "default")).toBeVisible();
  await expect(panel(page).getByRole("status")).toHaveText("The text of each policy.");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(key(page, "default")).toHaveCount(0);
  await key(page, /^accessor\//).click();
  await expect(panel(page).getByRole("status")).toContainText("Leads from an accessor to its token.");
  await expect(key(page, /^[0-9a-f]{40}/)).toHaveCount(2);
  await terminal.input.focus();
  await terminal.run("vault policy list");
  await expect(key(page, /written/)).toHaveCount(0);
});

test("each command unfolds to what it read, wrote and deleted", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await openStorage(page, "By command");
  await expect(panel(page)).toContainText("No command has asked the server for anything yet.");
  await terminal.input.focus();
  await terminal.run("T=$(vault token create -policy=default -field=token)");
  await terminal.run("ls");
  await terminal.run("vault token revoke $T");
  const commands = panel(page)
    .getByRole("list", { name: /^Commands/ })
    .getByRole("button");
  await expect(commands).toHaveText([/^vault token revoke/, /^T=\$\(vault token create/]);
  await expect(commands.nth(0)).toHaveAccessibleName(/4 deleted/);
  await commands.nth(1).click();
  const operations = panel(page).getByRole("list", { name: "Operations" }).getByRole("listitem");
  await expect(operations.filter({ hasText: "written" })).toHaveCount(4);
  await expect(operations.filter({ hasText: "sys/token/accessor/" }).first()).toContainText("written");
  await commands.nth(1).press("Enter");
  await expect(operations).toHaveCount(0);
});
