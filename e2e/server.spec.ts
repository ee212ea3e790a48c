/** A dev server started in the terminal: it holds it until Ctrl-C, the panels show it alone, and a reload finds it again. */
import { expect, test } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test("vault server -dev restarts the server that the terminal and the panels show", async ({ page }) => {
  const terminal = await Terminal.open(page);
  const tokens = page.getByRole("grid", { name: "Tokens" });
  await terminal.run("vault token create -id=old -ttl=1h");
  await expect(tokens).toContainText("On the server 2");
  await terminal.send("clear; vault server -dev -dev-root-token-id=mine");
  await expect.poll(() => terminal.text()).toContain("Root Token: mine");
  await terminal.untilNextPrompt(() => page.keyboard.press("Control+c"));
  await expect
    .poll(() => terminal.text())
    .toMatch(/==> Vault shutdown triggered\nThe server runs on in the background/);
  await terminal.run("clear");
  await expect(tokens).toContainText("mine");
  await expect(tokens).toContainText("On the server 1");
  expect(await terminal.run("vault token lookup | grep -w id")).toMatch(/^id +mine$/);
  await terminal.reload();
  await terminal.run("clear");
  expect(await terminal.run("vault token lookup | grep -w id")).toMatch(/^id +mine$/);
});
