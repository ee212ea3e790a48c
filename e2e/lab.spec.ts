/**
 * The batch-token lab as a person does it who has no mouse and asks for less motion: every command typed key by key, what the terminal
 * prints and what each panel shows asserted after every step, and the guide green at the end.
 */
import { expect, test, type Page } from "@playwright/test";
import { withReducedMotion } from "./motion.ts";
import { Terminal } from "./terminal.ts";

interface Typed {
  readonly line: string;
  /** What must stand in the output, in this order. None: the command prints nothing. */
  readonly prints: readonly (string | RegExp)[];
}

interface Counts {
  readonly Root: number;
  readonly Service: number;
  readonly Batch: number;
  readonly Orphan: number;
  readonly Expired: number;
  readonly Revoked: number;
}

interface Step {
  readonly title: string;
  readonly typed: readonly Typed[];
  readonly counts: Counts;
  /** How many accessors the server holds. */
  readonly accessors: number;
  /** What the tree's items say, root first. */
  readonly tree: readonly RegExp[];
  readonly you: string;
}

const DENIED = ["Code: 403. Errors:", "* permission denied"];
const WARNED = ["WARNING! The following warnings were returned from Vault:", '* Policy "cloud-policy" does not exist'];
const ROOT = /^root token .*the token in use/;

const STEPS: readonly Step[] = [
  {
    title: "Inspect the root token",
    typed: [
      {
        line: "vault token lookup",
        prints: [
          "display_name        root",
          "orphan              true",
          "policies            [root]",
          "ttl                 0s",
          "type                service",
        ],
      },
      { line: "vault list auth/token/accessors", prints: [/^Keys\n----\n[A-Za-z0-9]{24}$/] },
    ],
    counts: { Root: 1, Service: 0, Batch: 0, Orphan: 1, Expired: 0, Revoked: 0 },
    accessors: 1,
    tree: [ROOT],
    you: "the root token",
  },
  {
    title: "Create a service token",
    typed: [
      {
        line: "vault token create -policy=cloud-policy",
        prints: [
          ...WARNED,
          /token {16}hvs\.CAES/,
          /token_accessor {7}[A-Za-z0-9]{24}/,
          "token_duration       768h",
          "token_renewable      true",
          'policies             ["cloud-policy" "default"]',
        ],
      },
      { line: "vault list auth/token/accessors", prints: [/^Keys\n----(\n[A-Za-z0-9]{24}){2}$/] },
      { line: "CREATED=$(vault token create -policy=cloud-policy -format=json)", prints: [] },
      { line: 'SERVICE=$(echo "$CREATED" | jq -r .auth.client_token)', prints: [] },
      { line: 'ACC=$(echo "$CREATED" | jq -r .auth.accessor)', prints: [] },
      { line: "vault list auth/token/accessors", prints: [/^Keys\n----(\n[A-Za-z0-9]{24}){3}$/] },
      {
        line: "vault token lookup $SERVICE",
        prints: [
          "creation_ttl        768h",
          "orphan              false",
          "path                auth/token/create",
          "policies            [cloud-policy default]",
          "renewable           true",
        ],
      },
      { line: "vault token lookup -accessor $ACC", prints: ["id                  n/a", "type                service"] },
    ],
    counts: { Root: 1, Service: 2, Batch: 0, Orphan: 1, Expired: 0, Revoked: 0 },
    accessors: 3,
    tree: [ROOT, /^service token .*child of root/, /^service token .*\$SERVICE.*child of root/],
    you: "the root token",
  },
  {
    title: "Revoke it by its accessor",
    typed: [
      { line: "vault token revoke -accessor $ACC", prints: ["Success! Revoked token (if it existed)"] },
      {
        line: "vault login $SERVICE",
        prints: [
          "Error authenticating: error looking up token: Error making API request.",
          "URL: GET http://127.0.0.1:8200/v1/auth/token/lookup-self",
          ...DENIED,
        ],
      },
      { line: "vault list auth/token/accessors", prints: [/^Keys\n----(\n[A-Za-z0-9]{24}){2}$/] },
    ],
    counts: { Root: 1, Service: 1, Batch: 0, Orphan: 1, Expired: 0, Revoked: 1 },
    accessors: 2,
    tree: [ROOT, /^service token .*child of root/, /^service token .*revoked/],
    you: "the root token",
  },
  {
    title: "Create a batch token",
    typed: [
      {
        line: "vault token create \\\n-policy=cloud-policy \\\n-type=batch \\\n-ttl=24h",
        prints: [
          ...WARNED,
          /token {16}hvb\.AAAAAQ/,
          "token_accessor       n/a",
          "token_duration       24h",
          "token_renewable      false",
        ],
      },
      { line: "BATCH=$(vault token create -policy=cloud-policy -type=batch -ttl=24h -field=token)", prints: [] },
    ],
    counts: { Root: 1, Service: 1, Batch: 2, Orphan: 1, Expired: 0, Revoked: 1 },
    accessors: 2,
    tree: [
      ROOT,
      /^service token/,
      /^service token .*revoked/,
      /^batch token .*child of root/,
      /^batch token .*\$BATCH.*child of root/,
    ],
    you: "the root token",
  },
  {
    title: "Look inside it",
    typed: [
      {
        line: "vault token lookup $BATCH",
        prints: [
          "accessor            n/a",
          "creation_ttl        24h",
          "orphan              false",
          "renewable           false",
          /ttl {17}(24h|23h59m\d+s)/,
          "type                batch",
        ],
      },
      { line: "vault list auth/token/accessors", prints: [/^Keys\n----(\n[A-Za-z0-9]{24}){2}$/] },
    ],
    counts: { Root: 1, Service: 1, Batch: 2, Orphan: 1, Expired: 0, Revoked: 1 },
    accessors: 2,
    tree: [ROOT, /^service token/, /revoked/, /^batch token/, /^batch token/],
    you: "the root token",
  },
  {
    title: "Make one an orphan",
    typed: [
      {
        line: "vault token create \\\n-policy=cloud-policy \\\n-type=batch \\\n-ttl=24h \\\n-orphan=true",
        prints: [...WARNED, /token {16}hvb\.AAAAAQ/, "token_accessor       n/a"],
      },
      {
        line: "ORPHAN=$(vault token create -policy=cloud-policy -type=batch -ttl=24h -orphan=true -field=token)",
        prints: [],
      },
      { line: "vault token lookup $ORPHAN", prints: ["orphan              true", "type                batch"] },
    ],
    counts: { Root: 1, Service: 1, Batch: 4, Orphan: 3, Expired: 0, Revoked: 1 },
    accessors: 2,
    tree: [
      ROOT,
      /^service token/,
      /revoked/,
      /^batch token .*child of root/,
      /^batch token .*\$BATCH/,
      /^batch token .*orphan/,
      /^batch token .*\$ORPHAN.*orphan/,
    ],
    you: "the root token",
  },
  {
    title: "Find what it cannot do",
    typed: [
      {
        line: "vault token revoke $ORPHAN",
        prints: [
          "Error revoking token: Error making API request.",
          "Code: 400. Errors:",
          "* batch tokens cannot be revoked",
        ],
      },
      {
        line: "vault token renew $ORPHAN",
        prints: [
          "Error renewing token: Error making API request.",
          "Code: 400. Errors:",
          "* batch tokens cannot be renewed",
        ],
      },
    ],
    counts: { Root: 1, Service: 1, Batch: 4, Orphan: 3, Expired: 0, Revoked: 1 },
    accessors: 2,
    tree: [ROOT, /^service token/, /revoked/, /^batch token/, /^batch token/, /^batch token/, /^batch token/],
    you: "the root token",
  },
  {
    title: "Use one",
    typed: [
      {
        line: "vault login $ORPHAN",
        prints: ["Success! You are now authenticated.", "token_accessor       n/a", "token_renewable      false"],
      },
      {
        line: "vault token lookup",
        prints: ["accessor            n/a", "orphan              true", "type                batch"],
      },
      { line: "export VAULT_TOKEN=$ORPHAN", prints: [] },
      {
        line: "vault secrets list",
        prints: [
          "Error listing secrets engines: Error making API request.",
          "URL: GET http://127.0.0.1:8200/v1/sys/mounts",
          ...DENIED,
        ],
      },
      { line: "vault token lookup", prints: ["type                batch"] },
      { line: "unset VAULT_TOKEN", prints: [] },
      { line: "vault secrets list", prints: ["URL: GET http://127.0.0.1:8200/v1/sys/mounts", ...DENIED] },
      {
        line: "vault login $ROOT_TOKEN",
        prints: ["Success! You are now authenticated.", "token_duration       ∞", 'policies             ["root"]'],
      },
    ],
    counts: { Root: 1, Service: 1, Batch: 4, Orphan: 3, Expired: 0, Revoked: 1 },
    accessors: 2,
    tree: [ROOT, /^service token/, /revoked/, /^batch token/, /^batch token/, /^batch token/, /^batch token/],
    you: "the root token",
  },
];

test("the whole lab with the keyboard alone, and nothing moves; every step asserted in the terminal, the panels and the guide", async ({
  page,
}) => {
  test.setTimeout(90_000);
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(page.url()).origin && page.url() !== "about:blank")
      foreign.push(request.url());
  });
  const moved = await withReducedMotion(page);
  await page.goto("./");
  const terminal = new Terminal(page);
  await terminal.atPrompt();
  await expect(terminal.input, "one can type at once").toBeFocused();
  for (const [index, step] of STEPS.entries()) {
    await test.step(step.title, async () => {
      for (const { line, prints } of step.typed) expectInOrder(line, await terminal.runByKeys(line), prints);
      await expectPanels(page, step);
      const item = page.getByRole("list", { name: "Steps" }).getByRole("listitem").nth(index);
      await expect(item).toContainText(step.title);
      await expect(item.getByRole("button", { name: /, done$/ })).toBeVisible();
    });
  }
  const done = page.getByRole("list", { name: "Steps" }).getByRole("button", { name: /, done$/ });
  await expect(done).toHaveCount(STEPS.length);
  for (const { travel, left } of [
    { travel: "undo", left: STEPS.length - 1 },
    { travel: "redo", left: STEPS.length },
    { travel: "reset", left: 0 },
  ]) {
    await terminal.runByKeys(travel);
    await expect(done, `after ${travel} the guide is where the world is`).toHaveCount(left);
  }
  expect(foreign).toEqual([]);
  expect(await moved(), "nothing moves").toEqual({});
});

function expectInOrder(line: string, output: string, prints: readonly (string | RegExp)[]): void {
  if (prints.length === 0) expect(output.trim(), `${line} prints nothing`).toBe("");
  let from = 0;
  for (const wanted of prints) {
    const rest = output.slice(from);
    const at = typeof wanted === "string" ? rest.indexOf(wanted) : rest.search(wanted);
    expect(at, `${line}: ${String(wanted)} in\n${output}`).toBeGreaterThanOrEqual(0);
    from += at;
  }
}

async function expectPanels(page: Page, { counts, accessors, tree, you }: Step): Promise<void> {
  await expect(page.getByRole("heading", { name: `You are ${you}` })).toBeVisible();
  const legend = page.getByRole("group", { name: "Show only" });
  for (const [kind, count] of Object.entries(counts))
    await expect(legend.getByRole("button", { name: `${kind} ${count}` })).toBeVisible();
  const grid = page.getByRole("grid", { name: "Tokens" });
  await expect(
    grid.getByRole("row", { name: `On the server ${counts.Root + counts.Service}`, exact: true }),
  ).toBeVisible();
  if (counts.Batch > 0)
    await expect(grid.getByRole("row", { name: `Not stored on the server ${counts.Batch}` })).toBeVisible();
  if (counts.Revoked > 0) await expect(grid.getByRole("row", { name: `Ended ${counts.Revoked}` })).toBeVisible();

  await page.keyboard.press("F6");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("tab", { name: "Tokens" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tabpanel", { name: "Accessors" })).toContainText(
    new RegExp(`auth/token/accessors\\D*${accessors}`),
  );
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("tabpanel", { name: "Tokens" })).toBeVisible();
  await page.keyboard.press("Shift+F6");

  const items = page.getByRole("tree").getByRole("treeitem");
  await expect(items).toHaveCount(tree.length);
  const names = await items.evaluateAll((found) =>
    found.map((item) => item.getAttribute("aria-label") ?? item.textContent ?? ""),
  );
  for (const wanted of tree)
    expect(
      names.some((name) => wanted.test(name)),
      `${String(wanted)} among\n${names.join("\n")}`,
    ).toBe(true);
  await expect(new Terminal(page).input).toBeFocused();
}
