/** Time as a person travels it: undo and redo, a look at any moment, branches, two moments compared, and every way to move the clock. */
import { expect, test, type Locator, type Page } from "@playwright/test";
import { untilKept } from "./kept.ts";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 90_000 });

const undo = (page: Page): Locator => page.getByRole("button", { name: /^Undo: / });
const redo = (page: Page): Locator => page.getByRole("button", { name: /^Redo: / });
const rule = (page: Page): Locator => page.getByRole("slider", { name: "Look at an earlier moment" });
const banner = (page: Page): Locator => page.getByRole("region", { name: "Looking at an earlier moment" });
const chip = (page: Page, text: string): Locator => page.getByRole("button", { name: text, exact: true });

test("undo and redo by button, by shortcut and typed bring the world back, and say so in the scrollback", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await expect(undo(page)).toHaveAttribute("aria-disabled", "true");
  await terminal.run("TOKEN=$(vault token create -policy=default -field=token); mkdir work; cd work");
  await terminal.run("export VAULT_TOKEN=$TOKEN");
  await expect(page.getByRole("heading", { name: "You are a service token" })).toBeVisible();
  await expect(undo(page)).toHaveAccessibleName("Undo: export VAULT_TOKEN=$TOKEN");

  await undo(page).click();
  await expect(page.getByRole("heading", { name: "You are the root token" })).toBeVisible();
  await expect.poll(() => terminal.text()).toContain("── Undone: export VAULT_TOKEN=$TOKEN ──");
  await page.keyboard.press("Control+z");
  await expect(chip(page, "Service 0")).toBeVisible();
  await expect(page.getByRole("tree").getByRole("treeitem")).toHaveCount(1);
  await expect(undo(page), "the focus stays where it was").toBeFocused();
  await page.keyboard.press("Control+Shift+Z");
  await expect(chip(page, "Service 1")).toBeVisible();

  await terminal.input.focus();
  await page.keyboard.type("half typed");
  await page.keyboard.press("Control+Alt+z");
  await expect(chip(page, "Service 0")).toBeVisible();
  await expect.poll(() => terminal.typed(), "what is being typed stays").toContain("half typed");
  await page.keyboard.press("Control+u");
  expect(await terminal.run("pwd; echo [$TOKEN]")).toBe("/home/student\n[]");
  expect(await terminal.run("redo"), "another line took the place of what was undone").toBe("redo: nothing to redo");

  await terminal.run("vault token create -policy=default");
  await terminal.run("undo 2");
  await expect.poll(() => terminal.text()).toContain("── Undone all 2 steps: this is the beginning ──");
  await expect(chip(page, "Service 0")).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => terminal.typed(), "what was typed stays typed").toBe("vault token create -policy=default");
  await page.keyboard.press("Control+u");
  await terminal.run("redo 2");
  await expect(chip(page, "Service 1")).toBeVisible();
  await terminal.send("vault login");
  await page.keyboard.press("Control+Alt+z");
  await expect.poll(() => terminal.text()).toContain("No undo, redo or branch while terminal 1 runs a line");
  await terminal.untilNextPrompt(() => page.keyboard.press("Control+c"));
  await expect(chip(page, "Service 1"), "nothing is undone later either").toBeVisible();
  await terminal.run("reset");
  await expect(chip(page, "Service 0")).toBeVisible();
  expect(await terminal.run("undo")).toBe("undo: nothing to undo");
});

test("what was undone stays undone over a reload, and can still be redone", async ({ page }) => {
  let terminal = await Terminal.open(page);
  await terminal.run("TOKEN=$(vault token create -policy=default -field=token)");
  const printed = await terminal.run("echo $TOKEN");
  await terminal.run("vault token revoke $TOKEN");
  await expect(chip(page, "Revoked 1")).toBeVisible();
  await terminal.run("undo");
  await expect(chip(page, "Revoked 0")).toBeVisible();
  await untilKept(page, "Undone: vault token revoke $TOKEN");

  terminal = await Terminal.open(page);
  await expect.poll(() => terminal.text()).toContain("── Undone: vault token revoke $TOKEN ──");
  await expect(chip(page, "Service 1")).toBeVisible();
  await expect(redo(page)).toHaveAccessibleName("Redo: vault token revoke $TOKEN");
  await redo(page).click();
  await expect(chip(page, "Revoked 1")).toBeVisible();
  await undo(page).click();
  await expect(chip(page, "Revoked 0"), "it is back there before more is typed").toBeVisible();
  await terminal.input.focus();
  expect(await terminal.run("echo $TOKEN")).toBe(printed);
  expect(await terminal.run("vault token lookup $TOKEN | grep -c creation_ttl")).toBe("1");
});

test("a look at an earlier moment shows it in all panels, whatever happens meanwhile, and leads back", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await terminal.run("ONE=$(vault token create -policy=default -ttl=1h -field=token)");
  await terminal.run("export VAULT_TOKEN=$ONE");
  await terminal.run("unset VAULT_TOKEN; vault token revoke $ONE");
  await terminal.run("vault token create -type=batch -policy=default -ttl=2h");
  await expect(chip(page, "Batch 1")).toBeVisible();

  await rule(page).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(rule(page)).toHaveAttribute("aria-valuetext", /after export VAULT_TOKEN=\$ONE$/);
  await expect(banner(page)).toContainText("after export VAULT_TOKEN=$ONE");
  await expect(page.getByRole("heading", { name: "You are a service token" })).toBeVisible();
  for (const text of ["Service 1", "Batch 0", "Revoked 0"]) await expect(chip(page, text)).toBeVisible();
  await expect(page.getByRole("tree").getByRole("treeitem")).toHaveCount(2);
  await page.getByRole("tab", { name: "Accessors" }).click();
  await expect(page.getByRole("tabpanel", { name: "Accessors" })).toContainText("$ONE");
  await page.getByRole("tab", { name: "Tokens" }).click();

  const time = await page.locator(".ck-time time").textContent();
  await page.waitForTimeout(1500);
  await expect(page.locator(".ck-time time"), "the clock goes on unseen").toHaveText(time ?? "");
  await expect(chip(page, "Service 1")).toBeVisible();

  await rule(page).focus();
  await page.keyboard.press("Escape");
  await expect(banner(page)).toHaveCount(0);
  for (const text of ["Service 0", "Batch 1", "Revoked 1"]) await expect(chip(page, text)).toBeVisible();

  await page.keyboard.press("Home");
  await expect(banner(page)).toContainText("the beginning");
  await expect(chip(page, "Revoked 0")).toBeVisible();
  await terminal.input.focus();
  expect(await terminal.run("echo $ONE"), "what is typed runs in the present").toMatch(/hvs\./);
  await expect.poll(() => terminal.text()).toContain("── Back to now: what is typed runs in the present ──");
  await expect(banner(page)).toHaveCount(0);
  await expect(chip(page, "Revoked 1")).toBeVisible();
});

test("a click and a drag on the rule look at moments, and a branch goes on from one", async ({ page }) => {
  const terminal = await Terminal.open(page);
  for (const name of ["A", "B", "C"]) await terminal.run(`${name}=$(vault token create -policy=default -field=token)`);
  await expect(chip(page, "Service 3")).toBeVisible();
  const ticks = page.locator(".ck-tick.is-tall");
  const centre = async (index: number): Promise<{ x: number; y: number }> => {
    const box = await ticks.nth(index).boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + 5 };
  };
  const [first, second] = [await centre(0), await centre(1)];
  await page.mouse.click(first.x, first.y);
  await expect(chip(page, "Service 1")).toBeVisible();
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  await page.mouse.move(second.x, second.y, { steps: 4 });
  await expect(chip(page, "Service 2")).toBeVisible();
  await page.mouse.up();

  await page.getByRole("button", { name: "Branch from here" }).click();
  await expect(banner(page)).toHaveCount(0);
  await expect(terminal.input).toBeFocused();
  await expect(page.locator(".ck-tick.is-ghost"), "what came after is ghosted").toHaveCount(1);
  await expect(redo(page)).toHaveAccessibleName(/^Redo: C=/);
  expect(await terminal.run("echo [$C]")).toBe("[]");
  await expect(page.locator(".ck-tick.is-ghost")).toHaveCount(0);
  await expect(redo(page)).toHaveAttribute("aria-disabled", "true");
});

test("two moments are compared by tokens, policies, mounts and keys", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("T=$(vault token create -policy=default -field=token)");
  await terminal.run('vault policy write reader - <<<\'path "secret/*" { capabilities = ["read"] }\'');
  await terminal.run("vault secrets enable -path=more kv; vault token revoke $T");
  await rule(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: "Compare with now" }).click();
  const sheet = page.getByRole("dialog", { name: "Compare two moments" });
  await expect(sheet.getByRole("region", { name: "Tokens" })).toContainText("1 removed");
  await expect(sheet.getByRole("region", { name: "Policies" })).toContainText("reader");
  await expect(sheet.getByRole("region", { name: "Mounts" })).toContainText("more/");
  await expect(sheet.getByRole("region", { name: "Storage keys" })).toContainText("sys/policy/reader");
  await sheet.getByRole("combobox", { name: "To" }).selectOption({ index: 2 });
  await expect(sheet.getByRole("region", { name: "Mounts" })).toContainText("the same");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(banner(page), "the look goes on").toBeVisible();
});

test("the clock is moved by any span, a wrong one is named, and an expiry takes its children with it", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await page.getByRole("button", { name: "Pause the clock" }).click();
  await terminal.input.focus();
  await terminal.run("P=$(vault token create -ttl=30h -field=token)");
  await terminal.run("for i in 1 2; do VAULT_TOKEN=$P vault token create -ttl=100h >/dev/null; done");
  const span = page.getByRole("textbox", { name: /Move the clock on by/ });
  await span.fill("3 weeks");
  await span.press("Enter");
  await expect(page.getByRole("alert")).toContainText("“3 weeks” is no span of time");
  await expect(span).toHaveAttribute("aria-invalid", "true");
  await span.fill("90m");
  await span.press("Enter");
  await expect.poll(() => terminal.text()).toContain("── Clock moved 1 h 30 min, to");
  await page.getByRole("button", { name: "+24 h, move the clock on by 24 hours" }).click();
  await expect(page.getByRole("button", { name: /next expiry, in 4h/ })).toBeVisible();
  await page.getByRole("button", { name: /next expiry, in 4h/ }).click();
  await expect(chip(page, "Root 1")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Expired [1-3]$/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Next expiry: there is none" })).toBeVisible();
  await undo(page).click();
  await expect(page.getByRole("button", { name: "Expired 0" })).toBeVisible();
  await expect(page.getByRole("button", { name: /next expiry, in 4h/ })).toBeVisible();
  await page.getByRole("button", { name: "×86400, run the clock 86400 times as fast" }).click();
  await expect(page.getByRole("button", { name: /^Expired [1-3]$/ })).toBeVisible({ timeout: 10_000 });
  await Terminal.open(page);
  await expect(page.getByRole("button", { name: /^Expired [1-3]$/ }), "a reload brings nothing back").toBeVisible();
  await expect(undo(page)).toHaveAccessibleName("Undo: the fast clock");
  await undo(page).click();
  await expect(page.getByRole("button", { name: "Expired 0" })).toBeVisible();
  await expect(page.getByRole("button", { name: "×1, run the clock" })).toHaveAttribute("aria-pressed", "true");
});

test("dozens of commands stay on the rule, and the oldest is a key away", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.untilNextPrompt(() =>
    page.keyboard.type(Array.from({ length: 70 }, (_, index) => `X=${index}\n`).join("")),
  );
  await expect(page.locator(".ck-rule")).toContainText("70 commands so far");
  expect(await terminal.run("vault token lookup nope")).toContain("Error");
  await expect(page.locator(".ck-refused").first()).toBeVisible();
  await rule(page).focus();
  await page.keyboard.press("Home");
  await expect(banner(page)).toContainText("the beginning");
  await expect(page.locator(".ck-rule")).toContainText("later");
  await page.keyboard.press("Escape");
  await expect(page.locator(".ck-rule")).toContainText("earlier");
});
