/** Under a refusal or a surprise the terminal says why, once, and leads to the rule. */
import { expect, test } from "@playwright/test";
import { untilKept } from "./kept.ts";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

const note = { name: "Why?" } as const;

test("a refused command is explained under its output, and the link shows the rules that were asked", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await terminal.run("export VAULT_TOKEN=$(vault token create -policy=default -field=token); rm ~/.vault-token");
  expect(await terminal.run("vault secrets list")).toContain("permission denied");
  await expect.poll(() => terminal.why()).toBe("Why? No rule allows read on sys/mounts. default does not name it.");
  const why = page.getByRole("region", note);
  await expect(why).toContainText("No rule allows read on sys/mounts.");
  await why.getByRole("button", { name: "See the rules" }).click();
  await expect(page.getByRole("tab", { name: "Inspector", selected: true })).toBeVisible();
  const panel = page.getByRole("region", { name: "What it can do" });
  await expect(panel.getByLabel("Path")).toHaveValue("sys/mounts");
  await expect(panel).toContainText("No. No rule allows read on sys/mounts.");
  await expect(page.locator(".in-verdict")).toBeFocused();
});

test("each cause has its own words", async ({ page }) => {
  const terminal = await Terminal.open(page);
  const expectWhy = async (line: string, says: string) => {
    await terminal.run(line);
    await expect.poll(() => terminal.why(), line).toContain(says);
  };
  await terminal.run("B=$(vault token create -type=batch -policy=default -field=token)");
  await terminal.run("S=$(vault token create -policy=default -field=token); vault token revoke $S");
  await expectWhy("vault token renew $B", "A batch token has no lease to extend");
  await expectWhy("VAULT_TOKEN=$S vault token lookup", "was revoked at");
  await expectWhy(
    "vault token create -policy=default -ttl=9000h",
    "The TTL of 9000h was cut to 768h: the system's maximum binds",
  );
  await expectWhy("T=$(vault token create -policy=ghost -field=token)", "ghost does not exist");
  await expectWhy("vault read nowhere/x", "Nothing is mounted at nowhere/x");
  await terminal.run("export VAULT_TOKEN=$B");
  await expectWhy("vault secrets list", "VAULT_TOKEN wins over ~/.vault-token");
  await terminal.run("unset VAULT_TOKEN; vault operator seal");
  await expectWhy("vault token lookup", "Vault is sealed");
});

test("only the last one is a lens; an older one keeps its text, also over a reload", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault read nowhere/x");
  await terminal.run("vault read nowhere/y");
  await expect(page.getByRole("region", note)).toHaveCount(1);
  await expect(page.getByRole("region", note)).toContainText("nowhere/y");
  await expect
    .poll(() => terminal.text())
    .toMatch(/Why\? Nothing is mounted at nowhere\/x\.[^\n]*\n\$ vault read nowhere\/y/);
  await untilKept(page, "No value found at nowhere/y");
  await page.reload();
  await terminal.atPrompt();
  await expect.poll(() => terminal.text()).toContain("Why? Nothing is mounted at nowhere/y.");
  await expect(page.getByRole("region", note)).toHaveCount(0);
});

test("F2 goes to it by the keyboard, Escape back; it can be dismissed, brought back, and turned off for good", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault read nowhere/x");
  const why = page.getByRole("region", note);
  await expect(why).toBeVisible();
  await page.keyboard.press("F2");
  await expect(why.getByRole("button", { name: "Dismiss" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(terminal.input).toBeFocused();
  await page.keyboard.press("F2");
  await page.keyboard.press("Enter");
  await expect(why).toContainText("Dismissed.");
  await why.getByRole("button", { name: "Show it again" }).click();
  await expect(why).toContainText("Nothing is mounted");
  await why.getByRole("button", { name: "Dismiss" }).click();
  await terminal.input.focus();
  await terminal.run("echo on");
  expect(await terminal.run("vault read nowhere/y")).toContain("No value found");
  await expect
    .poll(() => terminal.text(), "no row is left of it")
    .toMatch(/\$ vault read nowhere\/x\n[^\n]+\n\$ echo on\non\n\$ vault read nowhere\/y/);
  await why.getByRole("button", { name: "Dismiss" }).click();
  await why.getByRole("button", { name: "Explain nothing from now on" }).click();
  await expect(terminal.input).toBeFocused();
  await terminal.run("vault read nowhere/z");
  await expect(why).toHaveCount(0);
  await terminal.reload();
  await terminal.run("vault read nowhere/z");
  await expect(why).toHaveCount(0);
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("checkbox", { name: /^Why\?/ }).check();
  await page.keyboard.press("Escape");
  await terminal.input.focus();
  await terminal.run("vault read nowhere/z");
  await expect(why).toBeVisible();
});

test("what went well is not explained, and a screen reader is told what is", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("vault kv put secret/x a=b; vault kv get secret/x; false");
  await expect(page.getByRole("region", note)).toHaveCount(0);
  await terminal.run("vault read nowhere/x");
  await expect(page.locator(".app > output, output.sr-only").first()).toContainText("Why? Nothing is mounted");
});
