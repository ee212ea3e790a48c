/** The wire: every request and answer, as a person looks for one, opens it, hides its tokens and copies it. */
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

const grid = (page: Page) => page.getByRole("grid", { name: "Requests" });
/** A request's row: it begins with its status. */
const row = (page: Page, path: string) => grid(page).getByRole("row", { name: new RegExp(`^\\d{3} .*${path}`) });
const detail = (page: Page) => page.getByRole("region", { name: "Request and answer" });

async function openWire(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Wire" }).click();
}

test("an empty wire says what would fill it; then each command's requests stand below it", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await openWire(page);
  await expect(page.getByText("Run a command to see its request.")).toBeVisible();
  await terminal.input.focus();
  await terminal.run("vault token lookup");
  await terminal.run("vault token create -policy=default -ttl=5m; vault read nothing/here");
  await expect(grid(page).getByRole("row")).toHaveText([
    /^vault token lookup/,
    /^200GET\/v1\/auth\/token\/lookup-self[12]\.\d\d ms$/,
    /^vault token create -policy=default/,
    /^200POST\/v1\/auth\/token\/create/,
    /^404GET\/v1\/nothing\/here/,
  ]);
});

test("a request opens with its headers, bodies, and what the engine did; tokens can be hidden", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault token create -policy=default -ttl=5m");
  await openWire(page);
  await row(page, "create").click();
  await expect(detail(page)).toContainText("POST http://127.0.0.1:8200/v1/auth/token/create");
  await expect(detail(page)).toContainText("Allowed: root may do everything, and no rule is asked. Storage: ");
  await expect(detail(page)).toContainText("4 written");
  await expect(detail(page).getByRole("group", { name: "Request body" })).toContainText('"ttl": "5m0s"');
  await expect(detail(page).getByRole("group", { name: "Answer body" })).toContainText(/"client_token": "hvs\.\w/);
  await page.getByRole("button", { name: "Hide tokens" }).click();
  await expect(detail(page).getByRole("group", { name: "Answer body" })).toContainText('"client_token": "hvs.••••••"');
  await expect(detail(page)).not.toContainText(/hvs\.\w/);
});

test("the list is one stop for Tab, arrows go through it, Escape closes the request", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault token lookup; vault policy list");
  await terminal.run("vault secrets list");
  await openWire(page);
  await grid(page).focus();
  await page.keyboard.press("ArrowUp");
  await expect(detail(page)).toContainText("/v1/sys/mounts");
  await page.keyboard.press("ArrowUp");
  await expect(detail(page)).toContainText("/v1/sys/policies/acl");
  await page.keyboard.press("Home");
  await expect(detail(page)).toContainText("/v1/auth/token/lookup-self");
  await expect(grid(page)).toHaveAttribute("aria-activedescendant", /.+/);
  await page.keyboard.press("Escape");
  await expect(detail(page)).toHaveCount(0);
});

test("it is filtered by status, by path, and by a text in a body", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault token create -display-name=needle >/dev/null; vault read nothing/here; vault policy list");
  await openWire(page);
  const foot = page.getByRole("region", { name: "Wire" }).getByRole("status");
  await page.getByRole("button", { name: "4xx" }).click();
  await expect(foot).toHaveText("1 request");
  await expect(row(page, "nothing")).toBeVisible();
  await page.getByRole("button", { name: "4xx" }).click();
  const field = page.getByRole("textbox", { name: "Filter requests" });
  await field.fill("/v1/sys");
  await expect(foot).toHaveText("1 request");
  await field.fill('"token-needle"');
  await expect(foot).toHaveText("No request matches.");
  await field.fill("needle");
  await expect(row(page, "create")).toBeVisible();
  await field.press("Escape");
  await expect(foot).toHaveText("3 requests");
});

test("copied as curl it does the same in the terminal", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const terminal = await Terminal.open(page);
  await terminal.run('vault token create -display-name="it\'s" -ttl=5m >/dev/null');
  await openWire(page);
  await row(page, "create").click();
  await page.getByRole("button", { name: "Hide tokens" }).click();
  await page.getByRole("button", { name: "Copy as curl" }).click();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).toContain('-H "X-Vault-Token: $(vault print token)"');
  await terminal.input.focus();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document
      .querySelector(".xterm-helper-textarea")
      ?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, `${curl} | jq -c '[.auth.lease_duration, .auth.policies]'`);
  await terminal.untilNextPrompt(() => page.keyboard.press("Enter"));
  await expect.poll(() => terminal.text()).toContain('[300,["root"]]');
});

test("it follows the newest until one scrolls up, and thousands of requests do not hold it up", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await openWire(page);
  await terminal.input.focus();
  await terminal.run("for i in $(seq 3000); do vault token lookup >/dev/null; done");
  const status = page.getByRole("region", { name: "Wire" }).getByRole("status");
  await expect(status).toHaveText("500 requests");
  await expect(page.getByText("2,500 older ones are no longer kept")).toBeVisible();
  const fromEnd = () => grid(page).evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
  await expect.poll(fromEnd).toBeLessThan(2);
  await grid(page).hover();
  await page.mouse.wheel(0, -500);
  await expect(page.getByRole("button", { name: "Follow" })).toHaveAttribute("aria-pressed", "false");
  const before = await fromEnd();
  await terminal.input.focus();
  await terminal.run("vault policy list");
  await expect(status).toHaveText("501 requests");
  await expect.poll(fromEnd).toBeGreaterThan(before);
  await page.getByRole("button", { name: "Follow" }).click();
  await expect(row(page, "policies")).toBeInViewport();
  await terminal.input.focus();
  await terminal.run("for i in $(seq 3000); do vault token lookup >/dev/null; done");
  await expect(status).toHaveText("1,001 requests");
  await grid(page).evaluate((list) => list.scrollTo({ top: 0 }));
  await expect(page.getByText("2,500 earlier ones not kept")).toBeVisible();
});

test("a reload leads to the same wire", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault token lookup; vault policy list");
  await openWire(page);
  await expect(row(page, "policies")).toBeVisible();
  const before = await grid(page).innerText();
  await page.reload();
  await terminal.atPrompt();
  await expect.poll(() => grid(page).innerText()).toBe(before);
});
