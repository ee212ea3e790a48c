/** Several sessions in one browser, and one session in several tabs. */
import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { untilKept } from "./kept.ts";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

const FOLLOWS = "Another tab is typing in this session. This one shows it as it goes.";

async function openSheet(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Sessions\. This one is called/ }).click();
  await expect(page.getByRole("dialog", { name: "Sessions" })).toBeVisible();
}

async function current(page: Page): Promise<string> {
  const label = await page.getByRole("button", { name: /^Sessions\. This one is called/ }).getAttribute("aria-label");
  return label?.replace(/^.* called /, "") ?? "";
}

const names = (page: Page) => page.getByRole("list", { name: "Sessions" }).locator(".session-name").allInnerTexts();

test("sessions are made, named, duplicated, opened and deleted, and each keeps its own world", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("WHO=first; vault kv put secret/app name=first");
  await openSheet(page);
  await page.getByRole("button", { name: "Rename Session" }).click();
  await page.keyboard.type("Lab one");
  await page.keyboard.press("Enter");
  await expect.poll(() => names(page)).toEqual(["Lab one"]);
  await page.getByRole("button", { name: "New session" }).click();
  await expect.poll(() => current(page)).toBe("Session");
  await terminal.atPrompt();
  expect(await terminal.run("echo [$WHO]; WHO=second"), "the terminal has the focus, and a shell of its own").toBe(
    "[]",
  );
  expect(await terminal.text(), "and its own text").not.toContain("first");
  await page.keyboard.type("half");

  await openSheet(page);
  await expect(page.getByRole("listitem").filter({ hasText: "Lab one" })).toContainText(/1 line, \d+ bytes, .*\d{4}/);
  await page.getByRole("button", { name: "Duplicate Lab one" }).click();
  await expect.poll(() => names(page)).toContain("Lab one 2");
  await page.getByRole("button", { name: "Open Lab one 2" }).click();
  await expect.poll(() => current(page)).toBe("Lab one 2");
  await terminal.atPrompt();
  await expect.poll(() => terminal.text()).toContain("vault kv put secret/app name=first");
  expect(await terminal.run("echo [$WHO]; vault kv get -field=name secret/app")).toBe("[first]\nfirst");
  await terminal.run("WHO=third");

  await openSheet(page);
  await page.getByRole("button", { name: "Open Session", exact: true }).click();
  await expect.poll(() => terminal.typed(), "what was half typed waits in its session").toBe("half");
  await page.keyboard.press("Control+u");
  expect(await terminal.run("echo $WHO")).toBe("second");

  await openSheet(page);
  await page.getByRole("button", { name: "Delete Lab one 2" }).click();
  await expect(page.getByText("“Lab one 2” was deleted.")).toBeVisible();
  await expect.poll(() => names(page)).not.toContain("Lab one 2");
  await page.getByRole("button", { name: "Bring it back" }).click();
  await page.getByRole("button", { name: "Open Lab one 2" }).click();
  await expect.poll(() => current(page)).toBe("Lab one 2");
  await terminal.atPrompt();
  expect(await terminal.run("echo $WHO")).toBe("third");

  await openSheet(page);
  await page.getByRole("button", { name: "Delete Lab one 2" }).click();
  await expect.poll(() => current(page), "the one deleted here gives way to another").not.toBe("Lab one 2");
});

test("the sheet of sessions works with the keyboard alone", async ({ page }) => {
  await Terminal.open(page);
  const button = page.getByRole("button", { name: /^Sessions\. This one is called/ });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Rename Session" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Name of the session" })).toBeFocused();
  await page.keyboard.type("not this");
  await page.keyboard.press("Escape");
  await expect(
    page.getByRole("button", { name: "Rename Session" }),
    "Escape leaves the field, not the sheet",
  ).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("x".repeat(81));
  await expect(page.getByText("A name has 80 characters at most; this has 81.")).toBeVisible();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Keys");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Rename Keys" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Open Keys 2" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button).toBeFocused();
});

async function twoTabs(
  context: BrowserContext,
): Promise<{ writer: Page; writing: Terminal; follower: Page; following: Terminal }> {
  const writer = await context.newPage();
  const writing = await Terminal.open(writer);
  await writing.run("WHO=writer");
  const follower = await context.newPage();
  await follower.goto("./");
  await expect(follower.getByText(FOLLOWS)).toBeVisible();
  return { writer, writing, follower, following: new Terminal(follower) };
}

test("a second tab follows what the first one does, live, and takes no keys", async ({ context }) => {
  const { writer, writing, follower, following } = await twoTabs(context);
  await expect.poll(() => following.text()).toContain("$ WHO=writer");
  await writing.input.focus();
  await writer.keyboard.type("vault token create -policy=default -ttl=1h");
  await expect.poll(() => following.typed()).toBe("vault token create -policy=default -ttl=1h");
  await writer.keyboard.type(" -ty");
  await writer.keyboard.press("Tab");
  await writer.keyboard.press("Control+u");
  await writer.keyboard.type("vault token re");
  await writer.keyboard.press("Tab");
  await writer.keyboard.press("Tab");
  await expect.poll(() => following.text(), "what Tab lists").toMatch(/renew.*\n?.*revoke/);
  await writer.keyboard.press("Control+c");
  await expect.poll(() => following.text(), "a line that is given up").toContain("$ vault token re^C");
  await writer.keyboard.press("Control+l");
  await expect.poll(() => following.text(), "a screen that is cleared").not.toContain("revoke");
  await writer.keyboard.type("vault token create -policy=default -ttl=1h");
  await writing.untilNextPrompt(() => writer.keyboard.press("Enter"));
  const screen = await writing.screen();
  await expect.poll(async () => (await following.screen()).slice(0, 12)).toEqual(screen.slice(0, 12));
  await expect(follower.getByRole("button", { name: "Service 1" })).toBeVisible();
  await writer.getByRole("button", { name: "Move the clock on by 1 hour" }).click();
  await expect(follower.getByRole("button", { name: "Expired 1" })).toBeVisible();
  await expect.poll(() => following.text()).toContain("Clock moved 1 h");

  const before = await following.text();
  await following.input.focus();
  await follower.keyboard.type("echo not here");
  await follower.keyboard.press("Enter");
  await follower.getByRole("button", { name: "Move the clock on by 1 hour" }).click();
  await follower.waitForTimeout(300);
  expect(await following.text()).toBe(before);
  expect(await writing.text()).not.toContain("not here");
  await openSheet(writer);
  await writer.getByRole("button", { name: "Rename Session" }).click();
  await writer.keyboard.type("Shared");
  await writer.keyboard.press("Enter");
  await expect.poll(() => current(follower)).toBe("Shared");
});

test("a following tab takes over, the writing one follows, and the session goes on unbroken", async ({ context }) => {
  const { writer, writing, follower, following } = await twoTabs(context);
  await follower.getByRole("button", { name: "Take over" }).click();
  await expect(writer.getByText(FOLLOWS)).toBeVisible();
  await expect(follower.getByText(FOLLOWS)).toBeHidden();
  await following.atPrompt();
  await following.input.focus();
  expect(await following.run("echo $WHO; WHO=taken")).toBe("writer");
  await expect.poll(() => writing.text()).toContain("WHO=taken");
  await writer.getByRole("button", { name: "Take over" }).click();
  await expect(follower.getByText(FOLLOWS)).toBeVisible();
  await expect(writer.getByText(FOLLOWS)).toBeHidden();
  await writing.atPrompt();
  await writing.input.focus();
  expect(await writing.run("echo $WHO")).toBe("taken");
});

test("a following tab takes over by itself when the writing one is closed, and not when it is reloaded", async ({
  context,
}) => {
  const { writer, writing, follower, following } = await twoTabs(context);
  await writer.reload();
  await writing.atPrompt();
  await follower.waitForTimeout(2_500);
  await expect(follower.getByText(FOLLOWS), "a reload is no farewell").toBeVisible();
  await expect(writer.getByText(FOLLOWS)).toBeHidden();
  await writing.input.focus();
  await writing.run("WHO=reloaded");
  await expect.poll(() => following.text()).toContain("WHO=reloaded");
  await writer.close();
  await expect(follower.getByText(FOLLOWS)).toBeHidden({ timeout: 10_000 });
  await following.atPrompt();
  await expect.poll(() => following.text()).toContain("The other tab is gone; this one types now.");
  await following.input.focus();
  expect(await following.run("echo $WHO")).toBe("reloaded");
});

test("a following tab goes on as a session of its own", async ({ context }) => {
  const { writing, follower, following } = await twoTabs(context);
  await follower.getByRole("button", { name: "Open a new session here" }).click();
  await expect.poll(() => current(follower)).toBe("Session 2");
  await following.atPrompt();
  await following.input.focus();
  expect(await following.run("echo $WHO; WHO=mine")).toBe("writer");
  await writing.page.bringToFront();
  await writing.input.focus();
  expect(await writing.run("echo $WHO")).toBe("writer");
});

test("without Web Locks a tab says so, and of two the later one stops keeping and breaks nothing", async ({
  context,
}) => {
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "locks"));
  const first = await context.newPage();
  const one = await Terminal.open(first);
  await expect(first.getByText(/^This browser has no Web Locks/)).toBeVisible();
  await one.run("X=1");
  const second = await context.newPage();
  const two = await Terminal.open(second);
  expect(await two.run("echo $X; X=2")).toBe("1");
  await first.bringToFront();
  await one.input.focus();
  await one.run("X=3");
  await first.keyboard.type("half");
  await expect(first.getByText(/^Another tab went on with this session\./)).toBeVisible();
  await first.getByRole("button", { name: "Go on as a new session" }).click();
  await expect.poll(() => current(first)).toBe("Session 2");
  await one.atPrompt();
  await one.input.focus();
  await expect.poll(() => one.typed(), "what was half typed comes along").toBe("half");
  await first.keyboard.press("Control+u");
  expect(await one.run("echo $X")).toBe("3");
  await two.reload();
  expect(await two.run("echo $X")).toBe("2");
});

test("a full disk is said, with what can be done, and what it did not take is kept once there is room", async ({
  page,
  baseURL,
}) => {
  const browser = await page.context().newCDPSession(page);
  const { origin } = new URL(baseURL ?? "");
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  const terminal = await Terminal.open(page);
  await terminal.run("X=full");
  await expect(page.getByText("What you do from now on is not kept. This browser’s storage is full.")).toBeVisible();
  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  await terminal.run("echo room");
  await expect(page.getByText(/is not kept/)).toBeHidden();
  await terminal.reload();
  expect(await terminal.run("echo $X")).toBe("full");
});

test("a browser that keeps nothing says so, and the session can be saved as a file", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "indexedDB"));
  const terminal = await Terminal.open(page);
  await expect(page.getByText(/^This browser keeps nothing here/)).toBeVisible();
  await terminal.run("echo hello");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save it as a file" }).click();
  expect((await download).suggestedFilename()).toBe("session.glassvault.json");
});

test("what is typed while a line runs, and at the prompt, stands at the prompt after a reload", async ({ page }) => {
  let terminal = await Terminal.open(page);
  await terminal.send("sleep 30");
  await page.keyboard.type("echo ahead");
  await untilKept(page, "echo ahead");
  terminal = await Terminal.open(page);
  await expect.poll(() => terminal.typed()).toBe("echo ahead");
  await expect.poll(() => terminal.text()).toContain("so it is not part of the session: sleep 30");
  await page.keyboard.press("Home");
  await page.keyboard.type("X=1; ");
  await untilKept(page, "X=1; echo ahead", "so it is not part of the session");
  terminal = await Terminal.open(page);
  await expect.poll(() => terminal.typed()).toBe("X=1; echo ahead");
  expect((await terminal.text()).match(/not part of the session/g), "it is said once").toHaveLength(1);
});
