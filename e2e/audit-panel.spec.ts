/** The audit log: from no device to an entry whose every field is explained. */
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

const panel = (page: Page) => page.getByRole("region", { name: "Audit", exact: true });
const rows = (page: Page) => page.getByRole("grid", { name: "Audit entries" }).getByRole("row");

async function enableFromThePanel(page: Page, terminal: Terminal): Promise<void> {
  await page.getByRole("tab", { name: "Audit" }).click();
  await expect(panel(page)).toContainText("No audit device.");
  await terminal.untilNextPrompt(() =>
    panel(page).getByRole("button", { name: "vault audit enable file file_path=audit.log" }).click(),
  );
}

test("a button enables a device in the terminal; then each request is joined with its response", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await enableFromThePanel(page, terminal);
  await expect.poll(() => terminal.text()).toContain("Success! Enabled the file audit device at: file/");
  await expect(panel(page).getByRole("list", { name: "Devices" })).toHaveText("file/ audit.log");
  await terminal.input.focus();
  await terminal.run("vault token lookup; vault read nothing/here");
  await expect(rows(page)).toHaveText([
    /updatesys\/audit\/testrequest only$/,
    /updatesys\/audit\/fileresponse only, root$/,
    /readauth\/token\/lookup-selfroot$/,
    /readnothing\/hererefused$/,
  ]);
  expect(await terminal.run("wc -l < audit.log")).toBe("6");
});

test("an entry is laid out, and each field tells what it means", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await enableFromThePanel(page, terminal);
  await terminal.input.focus();
  await terminal.run("vault token create -ttl=5m");
  await rows(page).filter({ hasText: "create" }).click();
  const request = page.getByRole("group", { name: "Request entry" });
  const response = page.getByRole("group", { name: "Response entry" });
  await expect(request).toContainText('"path": "auth/token/create"');
  await expect(response).toContainText('"token_type": "service"');
  const id = (text: string | null) => /"id": "([0-9a-f-]{36})"/.exec(text ?? "")?.[1];
  expect(id(await request.textContent())).toBe(id(await response.textContent()));
  await request.getByRole("button", { name: '"client_token"' }).first().click();
  await expect(request).toContainText("An HMAC-SHA256 of the value with this device's salt");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(request).toContainText("Who asked: what was known of the token");
  await expect(request).not.toContainText("An HMAC-SHA256");
});

test("a token's hash is asked of the device, and found with the filter", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await enableFromThePanel(page, terminal);
  await terminal.input.focus();
  await terminal.run("BATCH=$(vault token create -type=batch -policy=default -field=token)");
  await terminal.run("VAULT_TOKEN=$BATCH vault token lookup >/dev/null");
  await rows(page).filter({ hasText: "create" }).click();
  await terminal.untilNextPrompt(() => page.getByRole("button", { name: "Hash my token" }).click());
  const rootHash = /hmac-sha256:[0-9a-f]{64}/.exec(await terminal.text())?.[0] ?? "none";
  const field = page.getByRole("textbox", { name: "Filter audit entries" });
  await field.fill(rootHash);
  await expect(rows(page).filter({ hasText: "create" })).toHaveCount(1);
  await expect(rows(page).filter({ hasText: "lookup" })).toHaveCount(0);
  await field.fill("/auth/token/lookup");
  await expect(rows(page)).toHaveText([/readauth\/token\/lookup-selftoken$/]);
  await field.fill("no such thing");
  await expect(page.getByText("No entry matches.")).toBeVisible();
});

test("two devices are told apart; one that was disabled leaves what it wrote, a reload too", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault audit enable file file_path=a.log; vault audit enable -path=two file file_path=b.log");
  await terminal.run("vault token lookup >/dev/null; vault audit disable file; vault audit disable two");
  await page.getByRole("tab", { name: "Audit" }).click();
  await expect(panel(page).getByRole("list", { name: "Devices" })).toHaveText("no device is enabled now");
  await expect(rows(page).filter({ hasText: "lookup-self" })).toHaveText([/root, a\.log$/, /root, b\.log$/]);
  const before = await rows(page).allInnerTexts();
  await page.reload();
  await terminal.atPrompt();
  await expect.poll(() => rows(page).allInnerTexts()).toEqual(before);
});
