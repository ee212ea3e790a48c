/** What the terminal, the guide, the clock and the panels do for each other, and that the page works wherever it is put. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, resolve } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });

function paste(page: Page, text: string): Promise<void> {
  return page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    const target = document.querySelector(".xterm-helper-textarea");
    target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test("Tab completes commands, flags, their values, policies, paths and files; twice it lists", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("echo text > notes.txt; echo 'path \"a\" {}' | vault policy write glaziers -");
  for (const [typed, whole] of [
    ["vault tok", "vault token "],
    ["vault token cre", "vault token create "],
    ["vault token create -orp", "vault token create -orphan "],
    ["vault token create -type=ba", "vault token create -type=batch "],
    ["vault token create -policy=gla", "vault token create -policy=glaziers "],
    ["vault policy read gla", "vault policy read glaziers "],
    ["vault list auth/to", "vault list auth/token/"],
    ["cat not", "cat notes.txt "],
  ] as const) {
    await page.keyboard.type(typed);
    await page.keyboard.press("Tab");
    // The letter shows where the cursor is; it waits for the completion.
    await page.keyboard.type("|");
    await expect.poll(() => terminal.typed(), typed).toBe(`${whole}|`);
    await page.keyboard.press("Control+u");
  }
  await page.keyboard.type("vault token ");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect.poll(() => terminal.text()).toMatch(/^capabilities .*\n(.*\n)*create .*\n(.*\n)*revoke /m);
});

test("here-documents, open quotes and backslashes go on in the next row; Ctrl-C drops them all", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await page.keyboard.type("WHO=glass; cat <<END\nhello $WHO\n");
  expect(await terminal.run("END")).toBe("hello glass");
  await page.keyboard.type("echo 'one\n");
  expect(await terminal.run("two'")).toBe("one\ntwo");
  await page.keyboard.type("echo a \\\n");
  expect(await terminal.run("b")).toBe("a b");
  await page.keyboard.type("echo 'never\nended");
  await page.keyboard.press("Control+c");
  expect(await terminal.run("echo again")).toBe("again");
});

test("several pasted lines wait for Enter, then run in order", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await paste(page, "X=one\necho $X\r\necho two");
  await expect.poll(() => terminal.text()).toContain("> echo two");
  expect(await terminal.text()).not.toMatch(/^one$/m);
  await page.keyboard.press("Enter");
  await expect.poll(() => terminal.text()).toMatch(/> echo two\none\ntwo\n\$/);
});

test("Ctrl-R finds older and older lines, and Ctrl-G leaves the line as it was", async ({ page }) => {
  const terminal = await Terminal.open(page);
  for (const line of ["echo glass one", "echo glass two", "pwd"]) await terminal.run(line);
  await page.keyboard.type("draft");
  await page.keyboard.press("Control+r");
  await page.keyboard.type("glass");
  await expect.poll(() => terminal.text()).toContain("(reverse-i-search)`glass': echo glass two");
  await page.keyboard.press("Control+r");
  await expect.poll(() => terminal.text()).toContain("(reverse-i-search)`glass': echo glass one");
  await page.keyboard.press("Control+g");
  await expect.poll(() => terminal.typed()).toBe("draft");
});

test("a click on a token in the terminal types it at the prompt, however the row is wrapped", async ({ page }) => {
  const terminal = await Terminal.open(page);
  const token = (await terminal.run("vault token create -policy=default -field=token")).replaceAll("\n", "");
  await page.keyboard.type("vault token lookup ");
  const row = page.locator(".xterm-rows > div").filter({ hasText: /^hvs\./ });
  const box = await row.boundingBox();
  const place = { x: (box?.x ?? 0) + 80, y: (box?.y ?? 0) + 8 };
  // The link is made when the pointer comes.
  await page.mouse.move(place.x, place.y);
  await expect(page.locator(".xterm-cursor-pointer")).not.toHaveCount(0);
  await page.mouse.click(place.x, place.y);
  await expect.poll(async () => (await terminal.text()).replaceAll("\n", "")).toContain(`lookup ${token}`);
  await expect(terminal.input).toBeFocused();
});

test("the guide runs a command in the terminal, and copies one", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const terminal = await Terminal.open(page);
  await page.getByRole("button", { name: "Copy vault list auth/token/accessors" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("vault list auth/token/accessors");
  await page.getByRole("button", { name: "Run vault token lookup" }).click();
  await expect.poll(() => terminal.text()).toMatch(/\$ vault token lookup\nKey +Value\n/);
  await expect(page.getByRole("button", { name: /Run vault token lookup.*typed/ })).toBeVisible();
  await expect(page.getByRole("paragraph").filter({ hasText: "Not yet." })).toContainText(
    "vault list auth/token/accessors",
  );
});

test("moved clocks end tokens in the terminal and the panels, batch ones too", async ({ page }) => {
  const terminal = await Terminal.open(page);
  const pause = page.getByRole("button", { name: "Pause the clock" });
  await pause.click();
  await terminal.input.focus();
  await terminal.run("BATCH=$(vault token create -type=batch -policy=default -ttl=30m -field=token)");
  await terminal.run("SERVICE=$(vault token create -policy=default -ttl=3h -field=token)");
  const seconds = async () => Number(await terminal.run("date +%s"));
  const start = await seconds();
  expect(await seconds(), "a paused clock stands").toBe(start);

  await page.getByRole("button", { name: /Move the clock to the next expiry, in/ }).click({ timeout: 5_000 });
  await expect(page.getByRole("button", { name: "Batch 0" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Expired 1" })).toBeVisible();
  await terminal.input.focus();
  await expect.poll(() => terminal.text()).toMatch(/── Clock moved (30 min|29 min 59 s), to /);
  // The server counts a token's end from the whole second in which it was made.
  const moved = await seconds();
  expect(moved - start).toBeGreaterThanOrEqual(1799);
  expect(moved - start).toBeLessThanOrEqual(1800);
  expect(await terminal.run("vault token lookup $BATCH")).toContain("* bad token");
  expect(await terminal.run("vault token lookup $SERVICE")).toMatch(/ttl +2h(30m|29m59s)/);

  await page.getByRole("button", { name: "move the clock on by 1 hour" }).click();
  await terminal.input.focus();
  await expect.poll(() => terminal.text()).toMatch(/── Clock moved 1 h, to /);
  expect((await seconds()) - moved).toBe(3600);

  await page.getByRole("button", { name: /×60,/ }).click();
  await terminal.input.focus();
  await page.waitForTimeout(500);
  expect((await seconds()) - moved, "at ×60 half a second is half a minute").toBeGreaterThan(3600 + 25);
  await page.getByRole("button", { name: /×3600,/ }).click();
  await expect(page.getByRole("button", { name: "Expired 2" })).toBeVisible();
  await pause.click();
  await terminal.input.focus();
  expect(await terminal.run("vault token lookup $SERVICE")).toContain("* bad token");
});

test("the line above the terminal says which token you are, and why", async ({ page }) => {
  const terminal = await Terminal.open(page);
  const strip = page.getByRole("region", { name: "Which token am I?" });
  await expect(strip).toContainText("You are the root token");
  await expect(strip).toContainText("~/.vault-token");
  await terminal.run("TOKEN=$(vault token create -policy=default -ttl=1h -field=token)");
  await terminal.run("export VAULT_TOKEN=$TOKEN");
  await expect(strip).toContainText("You are a service token");
  await expect(strip).toContainText(/VAULT_TOKEN.*exported, so it wins/s);
  await expect(strip).toContainText(/left of 1h/);
  await terminal.run("unset VAULT_TOKEN");
  await expect(strip).toContainText("You are the root token");
  await terminal.run("vault login $TOKEN");
  await expect(strip).toContainText("You are a service token");
  await terminal.run("rm ~/.vault-token");
  await expect(strip).toContainText("no token");
});

test("the theme is chosen, shown by the terminal too, and kept", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await Terminal.open(page);
  const look = () =>
    page.evaluate(() =>
      [document.body, document.querySelector(".xterm-viewport")].map((element) =>
        element === null ? "" : getComputedStyle(element).backgroundColor,
      ),
    );
  const dark = await look();
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await expect(page.getByRole("button", { name: "Theme: light" })).toBeVisible();
  const light = await look();
  expect(light[0]).not.toBe(dark[0]);
  await page.reload();
  await expect(page.getByRole("button", { name: "Theme: light" })).toBeVisible();
  await expect.poll(look).toEqual(light);
  await page.getByRole("button", { name: "Theme: light" }).click();
  await expect(page.getByRole("button", { name: "Theme: dark" })).toBeVisible();
  await expect.poll(look).toEqual(dark);
});

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** A file host that knows nothing: it sends files and their types, and no header of isolation or policy. */
async function fileHost(folder: string, under: string): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const send = async (): Promise<void> => {
      if (!path.startsWith(under)) throw new Error("outside");
      const bytes = await readFile(resolve(folder, decodeURIComponent(path.slice(under.length))));
      response.setHeader("Content-Type", TYPES[extname(path)] ?? "application/octet-stream").end(bytes);
    };
    send().catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, address: `http://127.0.0.1:${address.port}${under}` };
}

test.describe("with its service worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("the page works under any path of a plain file host, isolated, offline, with no error and no foreign request", async ({
    page,
    context,
  }) => {
    const { server, address } = await fileHost(resolve("dist"), "/some/sub/path/");
    const wrong: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") wrong.push(message.text());
    });
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("response", (response) => {
      if (response.status() >= 400) wrong.push(`${response.status()} ${response.url()}`);
    });
    page.on("request", (request) => {
      const { protocol } = new URL(request.url());
      if (!request.url().startsWith(address) && protocol !== "data:" && protocol !== "blob:") wrong.push(request.url());
    });
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) =>
        reportError(new Error(`policy: ${event.violatedDirective} ${event.blockedURI}`)),
      );
    });
    try {
      await page.goto(address);
      // A first visit is loaded again, once, for its isolation.
      await expect
        .poll(() => page.evaluate(() => crossOriginIsolated).catch(() => false), { timeout: 20_000 })
        .toBe(true);
      const terminal = new Terminal(page);
      await terminal.atPrompt();
      await terminal.input.focus();
      expect(await terminal.run("vault token lookup")).toContain("display_name        root");
      await expect(page.getByRole("list", { name: "Commands" })).toBeVisible();
      for (const name of ["Accessors", "Storage", "Tokens"]) await page.getByRole("tab", { name }).click();
      await page.getByRole("button", { name: "Keyboard" }).click();
      await page.keyboard.press("Escape");
      await page.waitForTimeout(800);
      await context.setOffline(true);
      server.close();
      server.closeAllConnections();
      const again = await Terminal.open(page, address);
      expect(await again.run("vault token lookup -format=json | jq -r .data.type")).toBe("service");
      expect(wrong).toEqual([]);
    } finally {
      server.close();
    }
  });
});
