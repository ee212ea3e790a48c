/** A reload loses nothing: shell, server, scrollback, the half-typed line, guide and history are as they were. */
import { expect, test } from "@playwright/test";
import { untilKept } from "./kept.ts";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

test("shell, server, panels, guide and history are the same after a reload", async ({ page }) => {
  let terminal = await Terminal.open(page);
  await terminal.run("vault token lookup");
  await terminal.run("vault list auth/token/accessors");
  await expect(page.getByRole("button", { name: /Inspect the root token.*done$/ })).toBeVisible();
  await terminal.run("TOKEN=$(vault token create -policy=default -field=token)");
  await terminal.run("BATCH=$(vault token create -policy=default -type=batch -ttl=1h -field=token)");
  await terminal.run("greet() { echo hello $1; }; mkdir -p work; cd work; echo kept > file.txt; export LEVEL=3");
  await terminal.run("vault kv put secret/app name=glass");
  const printed = await terminal.run("echo $TOKEN $BATCH");
  expect(printed).toMatch(/hvs\..*hvb\./s);
  const random = await terminal.run("echo $RANDOM; pwd");
  const scrollback = (await terminal.screen()).slice(0, 10);
  await page.keyboard.type("half typed");
  await untilKept(page, "half typed", "echo $RANDOM; pwd");

  terminal = await Terminal.open(page);
  await expect
    .poll(async () => (await terminal.screen()).slice(0, 10), "the scrollback stands as it stood")
    .toEqual(scrollback);
  await expect.poll(() => terminal.typed(), "the half-typed line stands at the prompt").toBe("half typed");
  await page.keyboard.press("Control+u");
  expect(await terminal.run("echo $TOKEN $BATCH")).toBe(printed);
  expect(await terminal.run("greet $LEVEL; cat file.txt; pwd")).toMatch(/^hello 3\nkept\n.*\/work$/);
  expect(await terminal.run("vault kv get -field=name secret/app")).toBe("glass");
  expect(await terminal.run("vault token lookup $TOKEN | grep -c default")).toBe("1");
  expect(await terminal.run("vault token lookup $BATCH | grep type")).toMatch(/batch$/);
  expect(await terminal.run("echo $RANDOM; pwd"), "chance goes on, it does not begin again").not.toBe(random);
  await expect(page.getByRole("button", { name: /Inspect the root token.*done$/ })).toBeVisible();
  for (const chip of ["Root 1", "Service 1", "Batch 1"])
    await expect(page.getByRole("button", { name: chip })).toBeVisible();
  await expect(page.getByRole("tree").getByRole("treeitem")).toHaveCount(3);
});

test("the typed history is the same after a reload: up arrow and Ctrl-R", async ({ page }) => {
  let terminal = await Terminal.open(page);
  for (const line of ["echo first", "echo second", "echo third"]) await terminal.run(line);
  await untilKept(page, "echo third");
  terminal = await Terminal.open(page);
  for (const line of ["echo third", "echo second"]) {
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => terminal.typed()).toBe(line);
  }
  await page.keyboard.press("Control+u");
  await page.keyboard.press("Control+r");
  await page.keyboard.type("fir");
  await expect.poll(() => terminal.text()).toContain("(reverse-i-search)`fir': echo first");
  await page.keyboard.press("Enter");
  await expect.poll(() => terminal.text()).toMatch(/\$ echo first\nfirst\n\$/);
});

test("a session whose clock was moved comes back at the same time, with the same tokens ended", async ({ page }) => {
  let terminal = await Terminal.open(page);
  await terminal.run("SHORT=$(vault token create -policy=default -ttl=30m -field=token)");
  await terminal.run("LONG=$(vault token create -policy=default -ttl=30h -field=token)");
  await page.getByRole("button", { name: "Pause the clock" }).click();
  await page.getByRole("button", { name: "Move the clock on by 1 hour" }).click();
  await expect(page.getByRole("button", { name: "Expired 1" })).toBeVisible();
  await terminal.input.focus();
  expect(await terminal.run("vault token lookup $SHORT")).toContain("* bad token");
  const date = await terminal.run("date");
  const ttl = await terminal.run("vault token lookup -format=json $LONG | jq .data.ttl");
  await untilKept(page, "$LONG | jq .data.ttl");

  terminal = await Terminal.open(page);
  await expect(page.getByRole("button", { name: "Expired 1" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Pause the clock" })).toHaveAttribute("aria-pressed", "true");
  expect(await terminal.run("date")).toBe(date);
  expect(await terminal.run("vault token lookup -format=json $LONG | jq .data.ttl")).toBe(ttl);
  expect(await terminal.run("vault token lookup $SHORT")).toContain("* bad token");
});

test("a session that was killed in an endless loop comes back with what went before", async ({ page }) => {
  let terminal = await Terminal.open(page);
  await terminal.run("TOKEN=$(vault token create -policy=default -field=token)");
  const printed = await terminal.run("echo $TOKEN");
  await terminal.send("while :; do :; done");
  await page.waitForTimeout(500);
  terminal = await Terminal.open(page);
  expect(await terminal.run("echo $TOKEN")).toBe(printed);
});

test("a new session from the About sheet is a new server and shell, with the typed history", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("KEPT=1; vault kv put secret/app name=glass");
  await page.getByRole("button", { name: "About Glassvault" }).click();
  await terminal.untilNextPrompt(() => page.getByRole("button", { name: "Start a new session" }).click());
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await terminal.input.focus();
  expect(await terminal.run("echo [$KEPT]; vault kv get secret/app")).toMatch(
    /^\[\]\nNo value found at secret\/data\/app$/,
  );
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => terminal.typed()).toBe("KEPT=1; vault kv put secret/app name=glass");
});
