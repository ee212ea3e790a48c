/** Sessions that come and go as links and files: looked at first, opened beside what is there, the same on Node. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { ended, link, offer, session, START_MS } from "./session-links.ts";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 90_000 });

test("a link in the address is looked at first, refused without a trace, and opened beside the session that is there", async ({
  page,
}) => {
  const value = session(ended("FROM=link; vault kv put secret/x a=1"), { name: "Sent" });
  let terminal = await Terminal.open(page);
  await terminal.run("MINE=1");
  await page.goto("about:blank");
  await page.goto(`./#${link(value)}`);
  await expect(page.getByRole("dialog", { name: "Open this session?" })).toContainText("Sent");
  await page.getByRole("button", { name: "Do not open it" }).click();
  await expect.poll(() => new URL(page.url()).hash).toBe("");
  terminal = new Terminal(page);
  await terminal.atPrompt();
  await terminal.input.focus();
  expect(await terminal.run("echo $MINE$FROM")).toBe("1");
  await offer(page, link(value));
  await page.getByRole("button", { name: "Open as a new session" }).click();
  await expect(page.getByRole("button", { name: /called Sent$/ })).toBeVisible();
  await terminal.atPrompt();
  expect(await terminal.run("echo $MINE$FROM"), "the focus is in the terminal").toBe("link");
  await terminal.reload();
  expect(await terminal.run("echo $FROM; vault kv get -field=a secret/x"), "it is a session like any other").toBe(
    "link\n1",
  );
  await page.getByRole("button", { name: /^Sessions\./ }).click();
  await expect(page.getByRole("button", { name: "Open Session", exact: true })).toBeVisible();
});

test("a link that comes while the sheet of another closes stays to be looked at", async ({ page }) => {
  await Terminal.open(page);
  // A browser tells of a closed dialog later; here, only when the second link is there.
  await page.evaluate(() => {
    const hold = (event: Event): void => {
      event.stopImmediatePropagation();
      removeEventListener("close", hold, { capture: true });
      addEventListener("told", () => event.target?.dispatchEvent(new Event("close")), { once: true });
    };
    addEventListener("close", hold, { capture: true });
  });
  await offer(page, link(session(ended("A=1"), { name: "First" })));
  await expect(page.getByRole("dialog")).toContainText("First");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await offer(page, link(session(ended("B=1"), { name: "Second" })));
  await expect(page.locator("dialog")).toContainText("Second");
  await page.evaluate(() => dispatchEvent(new Event("told")));
  await expect(page.getByRole("dialog")).toContainText("Second");
  await page.getByRole("button", { name: "Do not open it" }).click();
  await expect(page.locator("dialog")).toHaveCount(0);
});

test("a session goes out as a file and comes in by the sheet and by a drop", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("TOKEN=$(vault token create -policy=default -field=token)");
  const token = await terminal.run("echo $TOKEN");
  // Else it goes on between one file and the other.
  await page.getByRole("button", { name: "Pause the clock" }).click();
  await page.getByRole("button", { name: /^Sessions\./ }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save Session as a file" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("session.glassvault.json");
  const text = readFileSync(await download.path(), "utf8");
  await page.getByLabel("A session’s file").setInputFiles({
    name: "session.glassvault.json.gz",
    mimeType: "application/gzip",
    buffer: gzipSync(text),
  });
  await page.getByRole("button", { name: "Open as a new session" }).click();
  await expect(page.getByRole("button", { name: /called Session 2$/ })).toBeVisible();
  await terminal.atPrompt();
  expect(await terminal.run("echo $TOKEN"), "the same seed and journal, the same token").toBe(token);
  await page.getByRole("button", { name: /^Sessions\./ }).click();
  const another = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save Session as a file" }).click();
  const kept = readFileSync(await (await another).path(), "utf8");
  expect(JSON.parse(kept).journal, "one that is not open goes out the same").toEqual(JSON.parse(text).journal);
  await page.keyboard.press("Escape");
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "dropped.json"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, text);
  await expect(page.getByRole("dialog", { name: "Open this session?" })).toBeVisible();
});

test("a session too long for a link is saved as a file, and says how long it would be", async ({ page }) => {
  const terminal = await Terminal.open(page);
  // Digits of no pattern, which do not pack.
  const noise = Array.from(
    { length: 50 },
    (_, index) => `: ${Math.sin(index + 1).toString(36)}${Math.cos(index + 1).toString(36)}`,
  );
  await offer(
    page,
    link(session(ended(...Array.from({ length: 6 }, (_, index) => noise.map((line) => line + index).join("\n"))))),
  );
  await page.getByRole("button", { name: "Open as a new session" }).click();
  await expect(page.getByRole("button", { name: /called From elsewhere$/ })).toBeVisible();
  await terminal.atPrompt();
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      const target = document.querySelector(".xterm-helper-textarea");
      target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    `: ${Array.from({ length: 6000 }, (_, index) => Math.sin(index + 1).toString(36))
      .join("")
      .slice(0, 60_000)}`,
  );
  await terminal.untilNextPrompt(() => page.keyboard.press("Enter"));
  await page.getByRole("button", { name: /^Sessions\./ }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Copy a link to this one" }).click();
  await downloading;
  await expect(
    page.getByText(/A link would have [\d,]+ characters; 32,000 are allowed\. Saved as .*\.json instead\./),
  ).toBeVisible();
});

test("a journal makes the same bytes on Node and in Chromium, and a link of either opens in the other", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const folder = mkdtempSync(path.join(tmpdir(), "glassvault-"));
  const node = (...args: readonly string[]) =>
    execFileSync("node", ["scripts/run.mjs", "src/node/session.ts", ...args], {
      encoding: "utf8",
      maxBuffer: 100_000_000,
    }).trim();
  try {
    const lines = [
      "vault status; vault token lookup",
      "TOKEN=$(vault token create -policy=default -ttl=1h -field=token); echo $TOKEN",
      "BATCH=$(vault token create -type=batch -policy=default -ttl=20m -field=token); vault token lookup $BATCH",
      'vault policy write p - <<< \'path "secret/*" { capabilities = ["read"] }\'; vault kv put secret/a b=c',
      "for i in 1 2 3; do vault token create -policy=p -ttl=${i}m -field=accessor; done; echo $RANDOM; date +%s.%N",
      "VAULT_TOKEN=$TOKEN vault kv get secret/a; echo $?; sleep 90; vault list auth/token/accessors",
      "vault auth enable userpass; vault write auth/userpass/users/u password=p; vault login -method=userpass username=u password=p",
      "vault token revoke -self; ls -la; cat nothing; vault nonsense",
    ];
    writeFileSync(path.join(folder, "lines"), lines.join("\n"));
    const made = path.join(folder, "made.json");
    writeFileSync(
      made,
      node(
        "run",
        "--name",
        "Made on Node",
        "--seed",
        "both",
        "--start",
        String(START_MS),
        "--pause",
        path.join(folder, "lines"),
      ),
    );
    const fragment = node("link", made);

    await page.goto(`./#${fragment}`);
    await page.getByRole("button", { name: "Open as a new session" }).click();
    await expect(page.getByRole("button", { name: /called Made on Node$/ })).toBeVisible();
    const terminal = new Terminal(page);
    await terminal.atPrompt();
    const fingerprint = async () => {
      await page.getByRole("button", { name: /^Sessions\./ }).click();
      await page.getByText("Fingerprint").click();
      const facts = page.locator(".session-print dd");
      await expect(facts).toHaveCount(2);
      const [state = "", printed = ""] = await facts.allInnerTexts();
      return { state, printed: Number(printed) };
    };
    const { text: printedText, ...onNode } = JSON.parse(node("replay", fragment)) as { text: string };
    expect(await fingerprint()).toEqual(onNode);
    expect(printedText).toContain("display_name");

    await page.keyboard.press("Escape");
    await terminal.input.focus();
    await terminal.run("vault token create -field=token; vault kv put secret/z from=chromium; echo ünïcødé 🐎");
    await page.getByRole("button", { name: "Move the clock on by 1 hour" }).click();
    await expect.poll(() => terminal.text()).toContain("Clock moved 1 h");
    const inChromium = await fingerprint();
    await page.getByRole("button", { name: "Copy a link to this one" }).click();
    await expect(page.getByText(/^Copied a link of/)).toBeVisible();
    const url = await page.evaluate(() => navigator.clipboard.readText());
    const { text: _text, ...again } = JSON.parse(node("replay", url)) as { text: string };
    expect(again).toEqual(inChromium);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
