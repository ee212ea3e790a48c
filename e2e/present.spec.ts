/** The page for a projector, and what can be taken away: pictures and a recording. */
import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

async function saved(page: Page, title: string): Promise<{ name: string; content: Buffer }> {
  await page.getByRole("button", { name: "Commands", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("option", { name: title }).click();
  const file = await download;
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

test("present mode shows the last command large, its effect, and the panel that changed; keys are shown, letters not", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  const terminal = await Terminal.open(page);
  await page.getByRole("button", { name: "Present" }).click();
  await terminal.atPrompt();
  await terminal.input.focus();
  await terminal.run("vault token create -type=batch -policy=default -ttl=24h -orphan=true");
  await expect(page.getByRole("status", { name: "The last command" })).toContainText("vault token create -type=batch");
  const light = page.getByRole("region", { name: "Tree, under the light" });
  await expect(light.getByRole("heading", { name: "It stands on its own" })).toBeVisible();
  await expect(light).toContainText("The server wrote 0 keys.");
  await expect(light.getByRole("treeitem", { name: /batch token/ })).toBeVisible();
  await terminal.run("vault kv put secret/a b=c");
  await expect(page.getByRole("region", { name: "Storage, under the light" })).toBeVisible();
  await terminal.run("seq 60");
  await page.getByRole("button", { name: "Leave present mode" }).click();
  await expect.poll(() => terminal.text()).toMatch(/60\n\$/);
  await page.getByRole("button", { name: "Present" }).click();
  await expect.poll(() => terminal.text()).toMatch(/60\n\$/);
  await terminal.input.focus();
  const rowHeight = (await page.locator(".xterm-rows > div").first().boundingBox())?.height ?? 0;
  expect(rowHeight).toBeGreaterThan(26);

  await page.keyboard.type("vau");
  await page.keyboard.press("Tab");
  await expect(page.locator(".present-keys")).toHaveText("Tab ⇥");
  await page.keyboard.press("Control+u");

  await page.getByRole("combobox", { name: "Panel under the light" }).selectOption("Accessors");
  await expect(page.getByRole("region", { name: "Accessors, under the light" })).toBeVisible();
  await page.getByRole("button", { name: "Leave present mode" }).click();
  await expect(page.getByRole("tablist", { name: "Panels" })).toBeVisible();
  await terminal.input.focus();
  expect(await terminal.run("echo still")).toBe("still");
});

test("the prompt is in sight where the rows were all on the screen before, and no longer are", async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  const terminal = await Terminal.open(page);
  await terminal.run("seq 36");
  await page.getByRole("button", { name: "Present" }).click();
  const rows = page.locator(".xterm-rows > div");
  await expect.poll(() => rows.count()).toBeLessThan(30);
  await expect.poll(() => terminal.text()).toMatch(/36\n\$/);
  await page.getByRole("button", { name: "Leave present mode" }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(40);
  await expect.poll(() => terminal.text()).toMatch(/^\$ seq 36\n1\n/);
});

test("a picture and a recording of the session can be saved", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await terminal.run("echo '<b>&amp;</b>' glass");
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  const svg = await saved(page, "Save a picture (SVG)");
  expect(svg.name).toBe("glassvault.svg");
  const text = svg.content.toString();
  expect(text).toContain("&lt;b&gt;&amp;amp;&lt;/b&gt; glass");
  // The page's own policy lets no text be parsed there.
  expect(complaints).toEqual([]);
  const elsewhere = await page.context().newPage();
  const problem = await elsewhere.evaluate(
    (source) => new DOMParser().parseFromString(source, "image/svg+xml").querySelector("parsererror")?.textContent,
    text,
  );
  await elsewhere.close();
  expect(problem).toBeUndefined();
  const png = await saved(page, "Save a picture (PNG)");
  expect(png.content.subarray(1, 4).toString()).toBe("PNG");
  expect(png.content.length).toBeGreaterThan(20_000);
  const cast = await saved(page, "Save the terminal as an asciicast");
  const [header, ...events] = cast.content.toString().trimEnd().split("\n");
  expect(JSON.parse(header ?? "")).toMatchObject({ version: 2, title: "Glassvault" });
  expect(events.some((event) => event.includes("glass"))).toBe(true);
});

test("a second window follows the first on the projector, and takes no keys", async ({ page }) => {
  const terminal = await Terminal.open(page);
  await page.getByRole("button", { name: "Present" }).click();
  const open = await page.evaluateHandle(() => {
    const open = window.open.bind(window);
    window.open = () => null;
    return open;
  });
  await page.getByRole("button", { name: "Open a window for the projector" }).click();
  await expect.poll(() => terminal.text()).toContain("The browser did not let the window be opened");
  await open.evaluate((opens) => (window.open = opens));
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Open a window for the projector" }).click();
  const projector = await opened;
  await page.getByRole("button", { name: "Leave present mode" }).click();
  await terminal.input.focus();
  await terminal.run("vault token create -orphan -policy=default -ttl=1h >/dev/null; echo seen");
  await expect(projector.getByRole("status", { name: "The last command" })).toContainText("vault token create -orphan");
  await expect(projector.getByRole("heading", { name: "A service token, an orphan" })).toBeVisible();
  await expect(projector.locator(".xterm-rows")).toContainText("seen");
  await projector.locator(".xterm-helper-textarea").focus();
  await projector.keyboard.type("echo typed there\n");
  await terminal.run("echo typed here");
  await expect(projector.locator(".xterm-rows")).toContainText("typed here");
  expect(await terminal.text()).not.toContain("typed there");
});
