/** Several terminals on one workstation: the root token in one, an app's token in the other. */
import { expect, test, type Page } from "@playwright/test";
import { untilKept } from "./kept.ts";
import { Terminal } from "./terminal.ts";
import { whatAxeSays } from "./what-axe-says.ts";

test.describe.configure({ timeout: 60_000 });

/** The scrollback is kept a moment after the last prompt. */
const KEPT_AFTER_MS = 900;

const tabs = (page: Page) => page.getByRole("tablist", { name: "Terminals" });
const tabNames = (page: Page) => tabs(page).getByRole("tab").allInnerTexts();
/** What the tabs say of the token of each. */
const tokens = (page: Page) =>
  tabs(page)
    .getByRole("tab")
    .evaluateAll((all) => all.map((tab) => tab.ariaLabel?.split(", ").at(-1)));
const front = (page: Page) => tabs(page).getByRole("tab", { selected: true });

async function openNew(page: Page, terminal: Terminal): Promise<void> {
  await page.getByRole("button", { name: "New terminal" }).click();
  await terminal.atPrompt();
  await expect(terminal.input).toBeFocused();
}

/** Does something by its name, from the terminal or around it. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press(
    (await front(page).evaluate((tab) => tab === document.activeElement)) ? "Control+k" : "Alt+x",
  );
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

test("two terminals have a shell and a VAULT_TOKEN each, and share the files and the server", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await expect(tabs(page), "with one, the bar has its name").toHaveCount(0);
  await terminal.run("mkdir -p work; cd work; vault token create -policy=default -field=token > app.txt");
  await openNew(page, terminal);
  await expect.poll(() => tabNames(page)).toEqual(["1\n~/work", "2\n~"]);
  expect(await terminal.run("echo [$PWD]")).toBe("[/home/student]");
  await terminal.run("export VAULT_TOKEN=$(cat work/app.txt)");
  expect(await terminal.run("vault token lookup | grep ^policies")).toMatch(/\[default\]$/);
  const you = page.locator("[data-pane=identity]");
  await expect(you, "who you are is who this shell is").not.toContainText("VAULT_TOKEN is not set");

  await tabs(page).getByRole("tab", { name: "1" }).click();
  await expect(terminal.input).toBeFocused();
  await expect(you).toContainText("VAULT_TOKEN is not set");
  expect(await terminal.text(), "each has its own text").not.toContain("export VAULT_TOKEN");
  expect(await terminal.run("vault token lookup | grep ^policies")).toMatch(/\[root\]$/);
  await terminal.run("history > lines.txt");
  expect(await terminal.run("grep -c export lines.txt"), "and its own history").toBe("0");
  await page.keyboard.press("Alt+2");
  await expect(front(page)).toHaveText(/^2/);
  expect(await terminal.run("wc -l < work/lines.txt")).toBe("3");
  expect(await terminal.run("history | grep -c export"), "of its own lines").toBe("2");
  await expect(front(page)).toHaveAccessibleName("Terminal 2, ~, service token");
  await page.keyboard.press("Alt+1");
  await terminal.run("vault token revoke $(cat app.txt)");
  await expect.poll(() => tokens(page)).toEqual(["root token", "revoked service token"]);
  const rule = page.getByRole("slider", { name: "Look at an earlier moment" });
  for (let steps = 0; steps < 2; steps++) await rule.press("ArrowLeft");
  await expect.poll(() => tokens(page), "at the moment that is looked at").toEqual(["root token", "service token"]);
});

test("a refusal is explained in the terminal that it was typed in", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await openNew(page, terminal);
  await terminal.run("VAULT_TOKEN=nothing vault secrets list");
  await expect.poll(() => terminal.why()).toContain("Why?");
  await page.keyboard.press("Alt+1");
  expect(await terminal.text()).not.toContain("Why?");
});

test("after a reload both are there, with their texts, their shells and what was half typed", async ({ page }) => {
  let terminal = await Terminal.open(page);
  await terminal.run("X=first; echo in the first");
  await openNew(page, terminal);
  await terminal.run("X=second; mkdir -p work; cd work; echo in the second");
  await page.keyboard.type("half second");
  await expect.poll(() => terminal.typed()).toBe("half second");
  const second = (await terminal.screen()).slice(0, 3);
  await page.keyboard.press("Alt+1");
  await page.keyboard.type("half first");
  await expect.poll(() => terminal.typed()).toBe("half first");
  const first = (await terminal.screen()).slice(0, 3);
  await page.keyboard.press("Alt+2");
  await untilKept(page, "half first", "half second", "in the first", "in the second");

  terminal = await Terminal.open(page);
  await expect(front(page), "the one that was in front is").toHaveText(/^2\s*~\/work$/);
  await expect.poll(async () => (await terminal.screen()).slice(0, 3)).toEqual(second);
  await expect.poll(() => terminal.typed()).toBe("half second");
  await page.keyboard.press("Control+u");
  expect(await terminal.run("echo $X $PWD")).toBe("second /home/student/work");
  await page.keyboard.press("Alt+1");
  await expect.poll(async () => (await terminal.screen()).slice(0, 3)).toEqual(first);
  await expect.poll(() => terminal.typed()).toBe("half first");
  await page.keyboard.press("Control+u");
  expect(await terminal.run("echo $X")).toBe("first");
});

test("undo in one terminal goes for all of them, and says so in each", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await openNew(page, terminal);
  await terminal.run("X=kept");
  await terminal.run("X=undone; cd /tmp");
  await expect(front(page)).toHaveText(/^2\s*\/tmp$/);
  await page.keyboard.press("Alt+1");
  await terminal.run("undo");
  await expect(tabs(page).getByRole("tab", { name: "2" })).toHaveText(/^2\s*~$/);
  await page.keyboard.press("Alt+2");
  await expect.poll(() => terminal.text()).toContain("── Undone: X=undone; cd /tmp ──");
  expect(await terminal.run("echo $X $PWD")).toBe("kept /home/student");
  await page.keyboard.press("Control+Alt+z");
  await expect.poll(() => terminal.text()).toContain("── Undone: echo $X $PWD ──");
});

test("one that is closed can be brought back as it was; exit closes too", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await openNew(page, terminal);
  await terminal.run("X=here; echo some text");
  await page.getByRole("button", { name: "Close terminal 2" }).click();
  await expect(tabs(page)).toHaveCount(0);
  await expect(page.getByText("Terminal 2 is closed.", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(front(page)).toHaveText(/^2/);
  await expect.poll(() => terminal.text()).toContain("some text");
  expect(await terminal.run("echo $X")).toBe("here");
  await terminal.send("exit");
  await expect(tabs(page)).toHaveCount(0);
  await expect(terminal.input).toBeFocused();
  expect(await terminal.run("exit")).toContain("A fresh shell");
  await openNew(page, terminal);
  expect(await terminal.run("echo [$X]"), "opened anew, it is a fresh one").toBe("[]");
  expect(await terminal.text()).not.toContain("some text");
});

test("a terminal has the name that it is given, as text, also after a reload and in a tab that follows; so has a closed one", async ({
  page,
  context,
}) => {
  let terminal = await Terminal.open(page);
  await openNew(page, terminal);
  const field = page.getByRole("textbox", { name: "Name of terminal 2" });
  await front(page).dblclick();
  await expect(field).toBeFocused();
  await field.fill("x".repeat(41));
  await expect(page.getByText("A name has 40 characters at most; this has 41.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Name it" })).toBeDisabled();
  expect(await whatAxeSays(page)).toEqual([]);
  await page.keyboard.press("Enter");
  const hostile = "<img src=x onerror=alert(1)>";
  await field.fill(`\u202e ${hostile}`);
  await page.keyboard.press("Enter");
  await expect(front(page)).toHaveText(`2\n${hostile}`, { useInnerText: true });
  await expect(terminal.input).toBeFocused();
  await page.keyboard.press("Alt+1");
  await front(page).focus();
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "Name of terminal 1" }).fill("root");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Alt+2");
  await terminal.run("X=here; echo some text");
  const second = await context.newPage();
  await second.goto("./");
  await expect.poll(() => tabNames(second)).toEqual(["1\nroot", `2\n${hostile}`]);
  await command(page, "Name terminal 2");
  await field.fill("app");
  await page.keyboard.press("Enter");
  await expect.poll(() => tabNames(second)).toEqual(["1\nroot", "2\napp"]);
  await page.getByRole("button", { name: "Close terminal 2" }).click();
  await expect(tabs(second)).toHaveCount(0);
  await page.waitForTimeout(KEPT_AFTER_MS);

  terminal = await Terminal.open(page);
  await expect(page.getByRole("heading", { name: "root", exact: true })).toBeVisible();
  await expect(page.getByText("Terminal 2, “app”, is closed.")).toBeVisible();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect.poll(() => tabNames(page)).toEqual(["1\nroot", "2\napp"]);
  await terminal.atPrompt();
  await expect.poll(() => terminal.text()).toContain("some text");
  expect(await terminal.run("echo $X")).toBe("here");
  await expect.poll(() => second.locator(".is-front .xterm-rows").innerText()).toContain("some text");
  await second.close();
});

test("a line waits for that of another terminal and says so; Ctrl-C stops the right one", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.send("while :; do :; done");
  await page.keyboard.press("Alt+t");
  await expect(front(page)).toHaveText(/^2/);
  await expect(terminal.input).toBeFocused();
  await expect.poll(() => terminal.text()).toContain("Terminal 1 is running a line");
  await page.keyboard.press("Alt+1");
  await page.keyboard.press("Control+c");
  await terminal.atPrompt();
  await page.keyboard.press("Alt+2");
  await terminal.atPrompt();
  expect(await terminal.run("echo now")).toBe("now");

  await page.keyboard.press("Alt+1");
  await terminal.send("sleep 1000");
  await page.keyboard.press("Alt+2");
  await terminal.send("echo waits");
  await expect.poll(async () => (await terminal.text()).match(/Terminal 1 is running a line/g)?.length).toBe(2);
  await page.keyboard.press("Control+c");
  await terminal.atPrompt();
  await page.keyboard.press("Alt+1");
  await expect.poll(() => terminal.typed(), "it sleeps on").toBe("sleep 1000");
  await page.keyboard.press("Control+c");
  await terminal.atPrompt();
  expect(await terminal.run("echo awake")).toBe("awake");
});

test("a server in the foreground of one is there for the other", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.send("vault server -dev -dev-root-token-id=other");
  await expect.poll(() => terminal.text()).toContain("Development mode should NOT be used");
  await openNew(page, terminal);
  expect(await terminal.run("VAULT_TOKEN=other vault token lookup | grep ^id")).toMatch(/other$/);
  await page.keyboard.press("Alt+1");
  await expect.poll(() => terminal.text()).toContain("The server runs on in the background");
});

test("closing one that runs a line asks first", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await openNew(page, terminal);
  await terminal.send("sleep 1000");
  await page.getByRole("button", { name: "Close terminal 2" }).click();
  await expect(page.getByText("Terminal 2 is running a line, which ends with it.")).toBeVisible();
  await page.getByRole("button", { name: "Keep it open" }).click();
  await expect(front(page)).toHaveText(/^2/);
  await page.getByRole("button", { name: "Close terminal 2" }).click();
  await page.getByRole("button", { name: "Stop it and close" }).click();
  await expect(tabs(page)).toHaveCount(0);
  expect(await terminal.run("echo free")).toBe("free");
});

test("eight are the most, by keys alone, and the palette knows them", async ({ page }) => {
  const terminal = await Terminal.open(page);
  for (let number = 2; number <= 8; number++) {
    await page.keyboard.press("Alt+t");
    await expect(front(page)).toHaveText(new RegExp(`^${number}`));
    await terminal.atPrompt();
  }
  await page.keyboard.press("Alt+t");
  await expect.poll(() => terminal.text()).toContain("8 terminals are open, which is all there can be");
  await page.keyboard.press("Alt+3");
  expect(await terminal.run("echo $$")).toBe("4244");
  await command(page, "close terminal");
  await expect.poll(async () => (await tabNames(page)).length).toBe(7);
  await expect(front(page)).toHaveText(/^2/);
  await expect(terminal.input).toBeFocused();
  await front(page).focus();
  await page.keyboard.press("ArrowRight");
  await expect(front(page)).toHaveText(/^4/);
  await command(page, "next terminal");
  await expect(front(page)).toHaveText(/^5/);
  expect(await whatAxeSays(page)).toEqual([]);
});

test("a second browser tab shows the terminals of the first, and goes along", async ({ context }) => {
  const writer = await context.newPage();
  const writing = await Terminal.open(writer);
  await writing.run("echo one");
  await openNew(writer, writing);
  await writing.run("echo two");
  const follower = await context.newPage();
  await follower.goto("./");
  await expect(follower.getByText("This one shows it as it goes.")).toBeVisible();
  const following = new Terminal(follower);
  await expect.poll(() => following.text()).toContain("echo two");
  await expect(front(follower)).toHaveText(/^2/);
  await writing.input.focus();
  await writer.keyboard.press("Alt+1");
  await expect(front(follower)).toHaveText(/^1/);
  await expect.poll(() => following.text()).toContain("echo one");
  await writer.keyboard.press("Alt+t");
  await expect(front(follower)).toHaveText(/^3/);
  await writing.run("export VAULT_TOKEN=three");
  await expect.poll(() => following.text()).toContain("TOKEN=three");
  await expect.poll(() => tokens(follower)).toEqual(["root token", "root token", "unknown token"]);
  await writing.send("exit");
  await expect.poll(async () => (await tabNames(follower)).length).toBe(2);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test("a second terminal is a tap away", async ({ page }) => {
    const terminal = await Terminal.open(page);
    await terminal.run("echo first");
    await page.getByRole("button", { name: "New terminal" }).tap();
    await expect(front(page)).toHaveText(/^2/);
    await terminal.atPrompt();
    expect(await terminal.run("echo second")).toBe("second");
    await tabs(page).getByRole("tab", { name: "1" }).tap();
    await expect.poll(() => terminal.text()).toContain("echo first");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await whatAxeSays(page)).toEqual([]);
  });
});
