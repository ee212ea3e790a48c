/** No violation of WCAG 2.2 A and AA that axe knows of: on a desktop and a phone, dark and light, in every state. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOnly } from "axe-core";
import { expect, test, type Page } from "@playwright/test";
import { ended, link, offer, session } from "./session-links.ts";
import { Terminal } from "./terminal.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

test.describe.configure({ timeout: 120_000 });

async function expectClean(page: Page, state: string): Promise<void> {
  await test.step(state, async () => {
    expect.soft(await violations(page, { type: "tag", values: TAGS }), `${state}, dark`).toEqual([]);
    // What is not a matter of colour is the same in both themes.
    await page.emulateMedia({ colorScheme: "light" });
    const inLight = await violations(page, { type: "rule", values: ["color-contrast"] });
    expect.soft(inLight, `${state}, light`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
  });
}

async function violations(page: Page, runOnly: RunOnly) {
  const result = await page.evaluate(async (only) => {
    const { axe } = window as unknown as {
      axe: { run: (context: Document | Element, options: object) => Promise<AxeResults> };
    };
    // A theme is drawn with the next frame; what moves or fades is judged as it comes to rest, which it does at once here.
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (let turns = 0; turns < 10; turns++) {
      await frame();
      const ending = document
        .getAnimations()
        .filter(({ effect, playState }) => playState !== "finished" && effect?.getTiming().iterations !== Infinity);
      if (ending.length === 0) break;
      for (const animation of ending) animation.finish();
    }
    // Below an open sheet all is inert, and was judged before that was opened.
    const judged = document.querySelector("dialog[open]") ?? document;
    return axe.run(judged, { runOnly: only, resultTypes: ["violations"], preload: false });
  }, runOnly);
  return result.violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary ?? ""}`),
  }));
}

/** Tokens of each kind and end. */
async function makeTokens(terminal: Terminal): Promise<void> {
  await terminal.run(
    [
      "SERVICE=$(vault token create -policy=default -field=token)",
      "BATCH=$(vault token create -type=batch -policy=default -ttl=24h -field=token)",
      "ORPHAN=$(vault token create -orphan -type=batch -policy=cloud-policy -ttl=24h -field=token)",
      "SHORT=$(vault token create -policy=default -ttl=1h -field=token)",
      "vault token revoke $SERVICE",
    ].join("; "),
  );
  await terminal.run("vault token lookup $BATCH");
  await terminal.run("vault token revoke $BATCH");
}

/** The panels that keep what went past, with something of it opened. */
async function expectRecordPanelsClean(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Storage" }).click();
  for (const name of ["By command", "Keys"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await expectClean(page, `storage, ${name}`);
  }
  await page.getByRole("tree", { name: "Keys" }).getByRole("treeitem", { name: /^id\// }).click();
  await expectClean(page, "a key of storage");
  await page.getByRole("tab", { name: "Wire" }).click();
  await expectClean(page, "the wire");
  await page
    .getByRole("row", { name: /^\d{3} POST .*create/ })
    .first()
    .click();
  await expect(page.getByRole("group", { name: "Answer body" })).toBeVisible();
  await expectClean(page, "a request");
  await page.getByRole("tab", { name: "Policies" }).click();
  await page.getByRole("textbox", { name: "Text of policy default" }).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("wrong");
  await expect(page.getByText(/invalid key "wrong"/)).toBeVisible();
  await expectClean(page, "a policy with a slip in it");
  await page.getByRole("button", { name: "Drop the changes" }).click();
  await page.getByRole("button", { name: "Who can do what" }).click();
  await page.getByRole("button", { name: "nothing", exact: true }).first().click();
  await expectClean(page, "who can do what");
  await page.getByRole("tab", { name: "Audit" }).click();
  await expectClean(page, "no audit device");
  await page.getByRole("button", { name: "vault audit enable file file_path=audit.log" }).click();
  await page.getByRole("row", { name: /sys\/audit\/file/ }).click();
  await page.getByRole("button", { name: '"client_token"' }).first().click();
  await expectClean(page, "an audit entry explained");
}

/** A look at an earlier moment, and what differs from now. */
async function expectLookClean(page: Page): Promise<void> {
  await expect(page.getByRole("region", { name: "Looking at an earlier moment" })).toBeVisible();
  await expectClean(page, "looking at an earlier moment");
  await page.getByRole("button", { name: "Compare with now" }).click();
  await expect(page.getByRole("region", { name: "Storage keys" })).toBeVisible();
  await expectClean(page, "the sheet that compares");
  await page.keyboard.press("Escape");
}

/** What the head's buttons open. */
async function expectSheetsClean(page: Page): Promise<void> {
  for (const name of ["Commands", "Keyboard", "Settings", "About Glassvault"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    await expectClean(page, `the sheet ${name}`);
    await page.keyboard.press("Escape");
  }
}

/** The sheets of sessions, what comes as a link, and a second tab that follows. */
async function expectSessionsClean(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Sessions\./ }).click();
  await page.getByRole("button", { name: "Duplicate Session" }).click();
  await expect(page.getByRole("button", { name: "Open Session 2" })).toBeVisible();
  await page.getByText("Fingerprint").click();
  await expectClean(page, "the sheet of sessions");
  await page.getByRole("button", { name: "Rename Session", exact: true }).click();
  await expectClean(page, "a session being named");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Delete Session 2" }).click();
  await expect(page.getByRole("button", { name: "Bring it back" })).toBeVisible();
  await expectClean(page, "a session deleted");
  await page.keyboard.press("Escape");
  await offer(page, link(session(ended("vault status", "vault token lookup"))));
  await expect(page.getByRole("dialog", { name: "Open this session?" })).toBeVisible();
  await expectClean(page, "a session offered");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await offer(page, "session=wrong");
  await expect(page.getByRole("dialog", { name: "This link was not opened" })).toBeVisible();
  await expectClean(page, "a session refused");
  await page.keyboard.press("Escape");
  const second = await page.context().newPage();
  await second.setViewportSize(page.viewportSize() ?? SIZES.desktop);
  await second.goto("./");
  await expect(second.getByRole("button", { name: "Take over" })).toBeVisible();
  await expect(second.locator(".xterm-rows")).toBeVisible();
  await second.evaluate(AXE);
  await expectClean(second, "a second tab that follows");
  await second.close();
}

test.use({ colorScheme: "dark", bypassCSP: true });

test("a desktop has no violation, in any state, dark or light", async ({ page }) => {
  await page.setViewportSize(SIZES.desktop);
  const terminal = await Terminal.open(page);
  await page.evaluate(AXE);
  await expect(page.getByRole("list", { name: "Commands" })).toBeVisible();
  await expectClean(page, "fresh");
  await makeTokens(terminal);
  await expectClean(page, "with tokens");
  await page.getByRole("button", { name: "Move the clock on by 1 hour" }).click();
  await expect(page.getByRole("button", { name: "Expired 1" })).toBeVisible();
  await expectClean(page, "after an expiry");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Expired 0" })).toBeVisible();
  await expectClean(page, "after an undo");
  await page.getByRole("slider", { name: "Look at an earlier moment" }).focus();
  await page.keyboard.press("Home");
  await expectLookClean(page);
  await page.getByRole("textbox", { name: /Move the clock on by/ }).fill("soon");
  await page.keyboard.press("Enter");
  await expectClean(page, "a span that is none");
  await page.getByRole("button", { name: "Return" }).click();
  await page.getByRole("button", { name: /^Redo: clock/ }).click();
  await expect(page.getByRole("button", { name: "Expired 1" })).toBeVisible();
  for (const name of ["Accessors", "Storage", "Tokens"]) {
    await page.getByRole("tab", { name }).click();
    await expectClean(page, name);
  }
  await expectRecordPanelsClean(page);
  await page.getByRole("tab", { name: "Tokens" }).click();
  await page.getByRole("button", { name: "Filter tokens" }).click();
  await expectClean(page, "the filter open");
  await page.keyboard.press("Escape");
  await page.getByRole("row").filter({ hasText: "$ORPHAN" }).first().click();
  await expectClean(page, "a token picked");
  await page.getByRole("row").filter({ hasText: "$ORPHAN" }).first().click();
  await expect(page.getByRole("list", { name: "Fields" })).toBeVisible();
  await expectClean(page, "the Inspector");
  await page.getByRole("textbox", { name: "Path" }).fill("auth/token/lookup-self");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Yes.")).toBeVisible();
  await page.getByRole("button", { name: /^ciphertext/ }).click();
  await expectClean(page, "the Inspector with a check and a field lit");
  await page.getByRole("tab", { name: "Tokens" }).click();
  await page.getByRole("button", { name: "List", exact: true }).click();
  await expectClean(page, "the tree as a list");
  await page.getByRole("button", { name: "Search the terminal" }).click();
  await expectClean(page, "searching the terminal");
  await page.keyboard.press("Escape");
  await page
    .getByRole("list", { name: "Steps" })
    .getByRole("button", { name: /Find what it cannot do/ })
    .click();
  await expectClean(page, "another step of the guide");
  await terminal.input.focus();
  await terminal.run("export VAULT_TOKEN=$ORPHAN");
  await expectClean(page, "with VAULT_TOKEN set");
  await terminal.run("vault secrets list");
  await expect(page.getByRole("region", { name: "Why?" })).toBeVisible();
  await expectClean(page, "a refusal explained");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expectClean(page, "an explanation dismissed");
  await expectSheetsClean(page);
  await page.getByRole("tab", { name: "Accessors" }).click();
  await page.getByRole("button", { name: "Put Accessors below" }).click();
  await expectClean(page, "two panels below the tabs");
  await page.getByRole("button", { name: "Enlarge Tree" }).click();
  await expectClean(page, "the tree enlarged");
  await page.keyboard.press("Escape");
  await expectSessionsClean(page);
  await page.setViewportSize({ width: 1000, height: 800 });
  await expectClean(page, "at 1000 pixels, the guide folded");
  await page.getByRole("button", { name: "Guide", exact: true }).click();
  await expectClean(page, "at 1000 pixels, the guide unfolded");
});

test("a phone has no violation, in any view, dark or light", async ({ page }) => {
  await page.setViewportSize(SIZES.phone);
  const terminal = await Terminal.open(page);
  await page.evaluate(AXE);
  await expect(page.getByRole("region", { name: "The next step" })).toBeVisible();
  await expectClean(page, "fresh");
  await makeTokens(terminal);
  await page.getByRole("button", { name: "Ctrl" }).click();
  await expectClean(page, "with tokens");
  for (const name of ["Guide", "Tokens", "Tree", "More", "Time"]) {
    await page.getByRole("tab", { name }).click();
    await expectClean(page, name);
  }
  await page.getByRole("tab", { name: "Time" }).click();
  await page.getByRole("list", { name: "Moments" }).getByRole("button", { name: "the beginning" }).click();
  await expectLookClean(page);
  await page.getByRole("button", { name: "Return" }).click();
  await page.getByRole("tab", { name: "More" }).click();
  await expectRecordPanelsClean(page);
  await page.getByRole("tab", { name: "Tokens" }).click();
  await page.getByRole("row").filter({ hasText: "hvb." }).first().click();
  await expect(page.getByRole("list", { name: "Fields" })).toBeVisible();
  await expectClean(page, "the Inspector");
  await expectSheetsClean(page);
  await page.getByRole("tab", { name: "Terminal" }).click();
  await expectSessionsClean(page);
});
