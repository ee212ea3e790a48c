/** One token taken apart: reached from anywhere, its bytes lit, its life told, and what it may do checked against its rules. */
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

const heading = (page: Page) => page.getByRole("region", { name: "Inspector" }).getByRole("heading", { level: 2 });
const inspected = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function withTokens(page: Page): Promise<Terminal> {
  const terminal = await Terminal.open(page);
  await terminal.run(
    "SERVICE=$(vault token create -policy=default -ttl=1h -explicit-max-ttl=4h -display-name=web -field=token)",
  );
  await terminal.run("BATCH=$(vault token create -type=batch -policy=default -ttl=24h -field=token)");
  return terminal;
}

test("a vessel of the tree, a row clicked twice, an accessor, and Ctrl-click in the terminal all lead to it", async ({
  page,
}) => {
  const terminal = await withTokens(page);
  await page.getByRole("treeitem", { name: /\$BATCH/ }).click();
  await expect(heading(page)).toHaveText("Batch token");
  await page.getByRole("tab", { name: "Tokens" }).click();
  await page.getByRole("row").filter({ hasText: "$SERVICE" }).dblclick();
  await expect(heading(page)).toHaveText("Service token");
  await page.getByRole("tab", { name: "Accessors" }).click();
  await page.getByRole("button", { name: /\$ROOT_TOKEN/ }).dblclick();
  await expect(heading(page)).toHaveText(/^Root token/);
  await page.getByRole("tab", { name: "Tokens" }).click();
  await terminal.input.focus();
  await terminal.run("echo $SERVICE");
  const row = page.locator(".xterm-rows > div").filter({ hasText: "hvs.CAES" }).first();
  const box = await row.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 8);
  await expect(page.getByTitle(/Ctrl-click to inspect/)).toBeVisible();
  await page.keyboard.down("Control");
  await page.mouse.click((box?.x ?? 0) + 60, (box?.y ?? 0) + 8);
  await page.keyboard.up("Control");
  await expect(heading(page)).toHaveText("Service token");
});

test("by the keyboard: the accessor typed, the parts read, a child followed to its parent", async ({ page }) => {
  const terminal = await withTokens(page);
  const accessor = await terminal.run("vault token lookup -format=json $SERVICE | jq -r .data.accessor");
  await page.getByRole("tab", { name: "Inspector" }).click();
  await expect(inspected(page, "Inspector")).toContainText("Click a token in the tree");
  const field = page.getByRole("textbox", { name: "Accessor or token" });
  await field.focus();
  await page.keyboard.type("nonsense");
  await page.keyboard.press("Enter");
  await expect(inspected(page, "Inspector")).toContainText("No one token of this session has that.");
  await field.fill(accessor.trim());
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Service token");
  await expect(inspected(page, "Life")).toContainText("its own explicit maximum, 4h, binds");
  await expect(inspected(page, "Kept of it")).toContainText("sys/token/accessor/");
  await expect(inspected(page, "Policies")).toContainText("default");
  await inspected(page, "Kin").getByRole("button").first().focus();
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText(/^Root token/);
  await expect(inspected(page, "Life")).toContainText("It never ends by itself");
  await expect(inspected(page, "Kin").getByRole("list", { name: "Children" }).getByRole("button")).toHaveCount(2);
});

test("a field lights its bytes, and its bytes light the field", async ({ page }) => {
  await withTokens(page);
  await page.getByRole("treeitem", { name: /\$SERVICE/ }).click();
  const hmac = page.getByRole("button", { name: /^hmac 32 bytes/ });
  await hmac.focus();
  await expect(page.locator(".in-run.is-lit")).toHaveText(/^([0-9a-f]{2} ){31}[0-9a-f]{2}/);
  await expect(page.getByRole("button", { name: /^token\.random 24 bytes/ })).toBeVisible();
  await page.locator(".in-run.is-random").hover();
  await expect(page.getByRole("button", { name: /^token\.random/ })).toHaveClass(/is-lit/);
  await page.getByRole("treeitem", { name: /\$BATCH/ }).click();
  await expect(inspected(page, "Bytes")).toContainText("The tag fits");
  for (const part of ["key term 4 bytes 1", "version 1 byte 2", "nonce 12 bytes", "tag 16 bytes", "display_name"]) {
    await expect(page.getByRole("button", { name: new RegExp(`^${part}`) })).toBeVisible();
  }
  await page.getByRole("button", { name: /^parent/ }).focus();
  await expect(page.locator(".in-run.is-lit")).toHaveCount(1);
});

test("what it can do: the verdict, and the rule in its policy's text", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run(
    `printf 'path "secret/data/a" {\\n  capabilities = ["read"]\\n}\\n' | vault policy write reader -`,
  );
  await terminal.run("T=$(vault token create -policy=reader -field=token)");
  await page.getByRole("treeitem", { name: /\$T/ }).click();
  const check = inspected(page, "What it can do");
  await check.getByLabel("Path").fill("secret/data/a");
  await page.keyboard.press("Enter");
  await expect(check).toContainText("Yes. Allowed by secret/data/a of reader.");
  await expect(check.locator("mark")).toHaveCount(3);
  await check.getByLabel("Operation").selectOption("delete");
  await check.getByRole("button", { name: "Check" }).click();
  await expect(check).toContainText("No. The nearest rule, secret/data/a of reader, does not give delete.");
  await check.getByLabel("Path").fill("sys/mounts");
  await check.getByRole("button", { name: "Check" }).click();
  await expect(check).toContainText("No. No rule allows delete on sys/mounts.");
  // It asked the rules and sent nothing.
  await expect(inspected(page, "Last requests")).toContainText("It has asked nothing yet.");
  await terminal.input.focus();
  await terminal.run("vault policy delete reader");
  await expect(check).toContainText("reader does not exist.");
});

test("what has ended is still known", async ({ page }) => {
  const terminal = await withTokens(page);
  await terminal.run("vault token revoke $SERVICE");
  await page.getByRole("tab", { name: "Inspector" }).click();
  await page.getByRole("textbox", { name: "Accessor or token" }).fill("");
  await page.getByRole("tab", { name: "Tokens" }).click();
  await page.getByRole("row").filter({ hasText: "$SERVICE" }).dblclick();
  await expect(heading(page)).toHaveText("Revoked service token");
  await expect(inspected(page, "Life")).toContainText("Revoked");
  await expect(inspected(page, "Bytes")).toContainText("The HMAC fits");
  const check = inspected(page, "What it can do");
  await check.getByLabel("Path").fill("sys/mounts");
  await page.keyboard.press("Enter");
  await expect(check).toContainText("was revoked");
});

test("on a phone a token's row opens it, and Tokens is the way back", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await withTokens(page);
  await page.getByRole("tab", { name: "Tokens" }).click();
  await page.getByRole("row").filter({ hasText: "hvb." }).first().click();
  await expect(heading(page)).toHaveText("Batch token");
  await expect(page.getByRole("tab", { name: "Inspector", selected: true })).toBeVisible();
  await page.getByRole("tab", { name: "Tokens" }).click();
  await expect(page.getByRole("grid", { name: "Tokens" })).toBeVisible();
});
