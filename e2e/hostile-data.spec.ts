/** Policies, names and metadata that are meant ill: refused in a clear message, or shown as the text they are. */
import { expect, test, type Page } from "@playwright/test";
import { expectUnharmed, watchForHarm } from "./harm.ts";
import { HOSTILE_TEXTS, POLICY_TEXTS, shellWord } from "./hostile-data.ts";
import { longestGapMs, watch } from "./responsiveness.ts";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 150_000 });

/** Other work on the machine must not fail the test; what it must not do is freeze. */
const LONGEST_GAP_MS = 3000;

const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });

async function setDraft(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: /^Text of policy/ }).click();
  await page.keyboard.press("Control+a");
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    const content = document.querySelector(".po-editor")?.shadowRoot?.querySelector(".cm-content");
    content?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test(`${POLICY_TEXTS.length} policy texts are taken or refused in Vault's words, and the panel shows those that are there`, async ({
  page,
}) => {
  const seen = await watchForHarm(page);
  const terminal = await Terminal.open(page);
  await tab(page, "Policies").click();
  await expect(page.getByRole("textbox", { name: "Text of policy default" })).toBeVisible();
  await watch(page);
  const taken: string[] = [];
  for (const [index, [title, made, says]] of POLICY_TEXTS.entries()) {
    await test.step(title, async () => {
      await terminal.runPasted("clear");
      await terminal.runPasted(
        `${made} > p; vault policy write p${index} p 2>&1 | head -c 300; vault policy write p${index} p 2>&1 | tail -c 300; vault policy fmt p 2>&1 | wc -l`,
      );
      const shown = (await terminal.text()).replaceAll("\n", "");
      expect(shown, title).toMatch(new RegExp(says.source.replaceAll(" ", " ?")));
      if (shown.includes("Uploaded policy")) taken.push(`p${index}`);
      await expectUnharmed(page, title);
    });
  }
  const list = page.getByRole("list", { name: "Policies", exact: true });
  for (const name of taken) {
    await list.getByRole("button", { name, exact: true }).click();
    await expect(page.getByRole("textbox", { name: `Text of policy ${name}`, exact: true })).toBeVisible();
    await expect(page.locator(".po-foot output")).toHaveText(/As it is on the server\.|not looked through/);
  }
  await terminal.runPasted(`T=$(vault token create ${taken.map((name) => `-policy=${name}`).join(" ")} -field=token)`);
  await page.getByRole("button", { name: "Who can do what" }).click();
  await expect(page.getByRole("row", { name: /\$T/ })).toBeVisible();
  await tab(page, "Tokens").click();
  for (let clicks = 0; clicks < 2; clicks++) await page.getByRole("row").filter({ hasText: "$T" }).first().click();
  await page.getByRole("textbox", { name: "Path" }).fill("secret/data/x");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^(?:Yes|No)\./)).toBeVisible();
  await expectUnharmed(page, "the Inspector");
  await terminal.input.focus();
  expect(await terminal.run("echo alive")).toBe("alive");
  expect(await longestGapMs(page)).toBeLessThan(LONGEST_GAP_MS);
  expect(seen).toEqual([]);
});

/** Texts of nearly as many characters as are looked through, put into the editor itself. */
const EDITED: readonly (readonly [title: string, text: string, says: RegExp])[] = [
  ["50,000 unknown keys", "a=1\n".repeat(49_000), /invalid key "a" on line 1\n[^]*more like these/],
  ["50,000 unknown blocks", "a {}\n".repeat(39_000), /invalid key "a"/],
  ["100,000 keys of one block", `path "a" { allowed_parameters ${"k ".repeat(99_000)} {} }`, /nested too deeply/],
  ["the same key 30,000 times", `path "a" { allowed_parameters {\n${"a=[1]\n".repeat(30_000)}} }`, /Not saved/],
  ["one word of 199,000 letters", "a".repeat(199_000), /expected start of object/],
  ["199,000 quotes", '"'.repeat(199_000), /nested too deeply|expected/],
  ["an end of the page", '</script><img src=x onerror=hacked=1> "', /illegal|expected|Unknown/],
  ["more than is looked through", "#".repeat(250_000), /not looked through/],
];

test(`${EDITED.length} texts in the editor leave the page alive, and are named`, async ({ page }) => {
  const seen = await watchForHarm(page);
  await Terminal.open(page);
  await tab(page, "Policies").click();
  for (const name of ["constructor", "__proto__", "<b>bold</b>", "evil"]) {
    await page.getByRole("textbox", { name: "Name of a new policy" }).fill(name);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: `Text of policy ${name}`, exact: true })).toBeVisible();
  }
  await watch(page);
  for (const [title, text, says] of EDITED) {
    await test.step(title, async () => {
      await setDraft(page, text);
      await expect(page.locator(".po-foot output")).toHaveText(says);
      await expectUnharmed(page, title);
    });
  }
  expect(await longestGapMs(page)).toBeLessThan(LONGEST_GAP_MS);
  expect(seen).toEqual([]);
});

/** Puts `$V` wherever a person may put a name or a note. `$1`: a number for what must have a plain name. */
const PUT = [
  'put() { export M$1="$(vault token create -metadata="a$V=$V" -metadata="x=$V" -display-name="$V" -policy="$V" -policy=default -field=token)"',
  'vault write identity/entity name="$V" metadata="k=$V" policies="$V"',
  'vault kv put "secret/m$1" "k$V=$V"; vault kv get "secret/m$1"; vault kv get -field="k$V" "secret/m$1"',
  'vault kv metadata put -custom-metadata="c=$V" "secret/m$1"; vault kv metadata get "secret/m$1"',
  'vault kv put "secret/$V" a=b; vault secrets enable -path="m$1" -description="$V" kv; vault secrets list -detailed',
  'vault policy write "$V" - <<<\'path "a" {}\'; vault policy read "$V"',
  'vault write "auth/token/roles/$V" allowed_policies="$V"; vault token create -role="$V" -ttl=1s',
  'eval "vault token lookup \\$M$1; vault token lookup -format=json \\$M$1; vault token lookup -format=yaml \\$M$1"',
  'eval "VAULT_TOKEN=\\$M$1 vault read \\"secret/data/\\$V\\""',
  'curl -s -H "X-Vault-Token: $V" -d "$V" "$VAULT_ADDR/v1/$V"; echo "$V" > "f$1"; cat "f$1"; }',
].join("; ");

/** As a panel shows it: what cannot be seen is a mark. */
const asShown = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\ufffd").slice(0, 60);

test(`${HOSTILE_TEXTS.length} texts as names, metadata, secrets, descriptions, roles and headers are text in every panel`, async ({
  page,
}) => {
  const seen = await watchForHarm(page);
  const terminal = await Terminal.open(page);
  await watch(page);
  await terminal.runPasted("vault audit enable file file_path=audit.log");
  await terminal.runPasted(PUT);
  for (const [index, [title, text]] of HOSTILE_TEXTS.entries()) {
    await test.step(title, async () => {
      await terminal.runPasted(`V=${shellWord(text)}`);
      await terminal.runPasted(`put ${index}`);
      await terminal.run(`ls hacked; echo ok-${index}`);
      expect(await terminal.screen(), title).toContain(`ok-${index}`);
      expect(await terminal.text(), "nothing was run").toMatch(/'hacked': No such file/);
      const holder = page.getByRole("grid", { name: "Tokens" }).getByText(`$M${index}`, { exact: true });
      // Picked and opened at once: rows come and go meanwhile, also between the two clicks.
      await expect(async () => {
        await holder.dblclick({ timeout: 20_000 });
        await expect(tab(page, "Inspector")).toHaveAttribute("aria-selected", "true", { timeout: 2000 });
      }).toPass({ timeout: 20_000 });
      const facts = page.locator(".in-facts").filter({ hasText: "metadata" });
      await expect(facts, title).toContainText(`x=${asShown(text)}`);
      await expectUnharmed(page, title);
      await tab(page, "Tokens").click();
      await terminal.runPasted(`vault token revoke $M${index}`);
    });
  }
  await walkPanels(page);
  expect(await longestGapMs(page)).toBeLessThan(LONGEST_GAP_MS);
  expect(seen).toEqual([]);
});

/** Opens everything that shows what passed, and looks for the texts in every field that searches. */
async function walkPanels(page: Page): Promise<void> {
  await tab(page, "Policies").click();
  for (const policy of await page.getByRole("list", { name: "Policies", exact: true }).getByRole("button").all())
    await policy.click();
  await page.getByRole("button", { name: "Who can do what" }).click();
  for (const [, text] of HOSTILE_TEXTS.slice(0, 8)) {
    await page.getByRole("textbox", { name: "Another path" }).fill(text);
    await page.keyboard.press("Enter");
  }
  await expectUnharmed(page, "who can do what");
  await tab(page, "Wire").click();
  const exchanges = page.getByRole("row", { name: /^\d{3} / });
  for (const at of [0, 3, 6, 9, 12]) {
    await exchanges.nth(at).click();
    await expect(page.getByRole("region", { name: "Request and answer" })).toBeVisible();
  }
  await expectUnharmed(page, "the wire");
  await tab(page, "Audit").click();
  for (const at of [0, 2, 4, 6])
    await page
      .getByRole("row", { name: /auth\/token|secret|identity/ })
      .nth(at)
      .click();
  await expectUnharmed(page, "the audit log");
  await tab(page, "Storage").click();
  await page.getByRole("button", { name: "Keys", exact: true }).click();
  const keys = page.getByRole("tree", { name: "Keys" }).getByRole("treeitem");
  await expect(keys.first()).toBeVisible();
  // All at once: a folder that closes takes those below it away.
  await keys.evaluateAll((items) => {
    for (const item of items) if (item instanceof HTMLElement) item.click();
  });
  await expectUnharmed(page, "storage");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("combobox");
  for (const [, text] of HOSTILE_TEXTS) await palette.fill(text.slice(0, 500));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "List", exact: true }).click();
  await expectUnharmed(page, "the tree as a list");
  await page.getByRole("slider", { name: "Look at an earlier moment" }).focus();
  await page.keyboard.press("Home");
  await page.getByRole("button", { name: "Compare with now" }).click();
  await expect(page.getByRole("region", { name: "Policies" }).first()).toBeVisible();
  await expectUnharmed(page, "two moments compared");
}
