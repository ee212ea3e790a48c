/** Policies: written with their slips shown in place, saved through the terminal, and held against the tokens there are. */
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

const panel = (page: Page) => page.getByRole("region", { name: "Policies", exact: true });
const text = (page: Page, name: string) => page.getByRole("textbox", { name: `Text of policy ${name}` });

async function openPolicies(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Policies" }).click();
}

async function begin(page: Page, name: string): Promise<void> {
  await panel(page).getByRole("textbox", { name: "Name of a new policy" }).fill(name);
  await page.keyboard.press("Enter");
}

test("a policy is begun, corrected where the parser stumbles, and saved by a command in the terminal", async ({
  page,
}) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|refused/i.test(message.text())) refused.push(message.text());
  });
  const terminal = await Terminal.open(page);
  await openPolicies(page);
  await begin(page, "ops");
  await text(page, "ops").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type('path "kv/*" {\ncapabilities = ["fly"]\n}');
  const said = panel(page).getByRole("status");
  await expect(said).toHaveText('Line 1: path "kv/*": invalid capability "fly"');
  await expect(page.locator(".cm-lintRange-error")).toHaveText('path "kv/*" {');
  await expect(panel(page).getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await page.keyboard.press("Control+a");
  await page.keyboard.type('path "kv/*" {\ncapabilities = ["read"]');
  await expect(said).toContainText(/^At \d+:\d+: /);
  await page.keyboard.type("\n}");
  await expect(said).toHaveText("Not saved. Saving runs vault policy write ops -");
  await terminal.untilNextPrompt(() => page.keyboard.press("Control+s"));
  await expect.poll(() => terminal.text()).toContain("Success! Uploaded policy: ops");
  await expect(said).toHaveText("As it is on the server.");
  await terminal.input.focus();
  expect(await terminal.run("vault policy read ops")).toContain('path "kv/*" {');
  expect(refused).toEqual([]);
});

test("a draft is kept by a reload; a policy that others change or delete follows", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("echo 'path \"a\" {}' | vault policy write ops -");
  await openPolicies(page);
  await panel(page).getByRole("button", { name: "ops" }).click();
  await text(page, "ops").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# mine");
  await expect(panel(page).getByRole("button", { name: /^ops ?, not saved$/ })).toBeVisible();
  await page.reload();
  await terminal.atPrompt();
  await panel(page)
    .getByRole("button", { name: /^ops ?, not saved$/ })
    .click();
  await expect(text(page, "ops")).toContainText("# mine");
  await panel(page).getByRole("button", { name: "Drop the changes" }).click();
  await expect(text(page, "ops")).not.toContainText("# mine");
  await terminal.input.focus();
  await terminal.run("echo 'path \"b\" {}' | vault policy write ops -");
  await expect(text(page, "ops")).toContainText('path "b" {}');
  await terminal.untilNextPrompt(() => panel(page).getByRole("button", { name: "Delete policy ops" }).click());
  await expect(panel(page).getByRole("button", { name: /^ops/ })).toHaveCount(0);
  await panel(page).getByRole("button", { name: "root" }).click();
  await expect(panel(page)).toContainText("The root policy has no text");
});

test("who can do what: live tokens against paths that one chooses, each cell with its rule", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run('echo \'path "kv/*" { capabilities = ["read", "list"] }\' | vault policy write ops -');
  await terminal.run("OPS=$(vault token create -policy=ops -field=token)");
  await openPolicies(page);
  await panel(page).getByRole("button", { name: "Who can do what" }).click();
  await panel(page).getByRole("textbox", { name: "Another path" }).fill("/v1/kv/app");
  await page.keyboard.press("Enter");
  const row = (name: string) => panel(page).getByRole("row", { name: new RegExp(`\\${name}`) });
  await expect(row("$OPS").getByRole("button").first()).toHaveText(/^·r···l·/);
  await expect(row("$ROOT_TOKEN").getByRole("button").first()).toHaveText(/^root/);
  await row("$OPS").getByRole("button").first().click();
  const why = panel(page).getByRole("status");
  await expect(why).toHaveText("$OPS on kv/app: read, list. The nearest rule is kv/*: read, list by ops.");
  await page.keyboard.press("ArrowRight");
  await expect(why).toContainText(
    "$OPS on auth/token/create: nothing. No rule allows anything on auth/token/create. default and ops do not name it.",
  );
  await terminal.input.focus();
  await terminal.run('echo \'path "kv/app" { capabilities = ["deny"] }\' | vault policy write ops -');
  await row("$OPS").getByRole("button").first().click();
  await expect(why).toContainText("The nearest rule, kv/app of ops, denies it.");
  await terminal.input.focus();
  await terminal.run("vault token revoke $OPS");
  await expect(row("$OPS")).toHaveCount(0);
  await panel(page).getByRole("button", { name: "Take kv/app away" }).click();
  await expect(panel(page).getByRole("columnheader", { name: /kv\/app/ })).toHaveCount(0);
});
