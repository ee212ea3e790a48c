/** What audits of accessibility and good practice look at beside axe: the head, the policy, the console, sizes, order, zoom. */
import { expect, test, type Page } from "@playwright/test";
import { Terminal } from "./terminal.ts";

test.describe.configure({ timeout: 60_000 });
// All that a visitor gets, the service worker with it.
test.use({ serviceWorkers: "allow" });

interface WatchedWindow extends Window {
  told?: string[];
}

/** Notes what the browser deprecates or intervenes in, and what the page asks leave for. */
async function watchBrowser(page: Page): Promise<() => Promise<string[]>> {
  const seen: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") seen.push(message.text());
  });
  page.on("pageerror", (error) => seen.push(error.message));
  page.on("response", (response) => response.status() >= 400 && seen.push(`${response.status()} ${response.url()}`));
  page.on("request", (request) => {
    if (!["127.0.0.1", ""].includes(new URL(request.url()).hostname)) seen.push(`foreign: ${request.url()}`);
  });
  await page.addInitScript(() => {
    const own: WatchedWindow = window;
    const told: string[] = [];
    own.told = told;
    new ReportingObserver(
      (reports) => {
        for (const { type, body } of reports) told.push(`${type}: ${JSON.stringify(body)}`);
      },
      { types: ["deprecation", "intervention"], buffered: true },
    ).observe();
    addEventListener("securitypolicyviolation", (event) => told.push(`policy: ${event.violatedDirective}`));
    Notification.requestPermission = () => {
      told.push("asks to notify");
      return Promise.resolve("denied");
    };
    navigator.geolocation.getCurrentPosition = () => told.push("asks for the place");
  });
  return async () => {
    const told = await page.evaluate(() => {
      const own: WatchedWindow = window;
      return own.told ?? ["not watched"];
    });
    return [...seen, ...told];
  };
}

test("the document says what it is, and may be enlarged", async ({ page }) => {
  const response = await page.goto("./");
  const html = (await response?.text()) ?? "";
  expect(html).toMatch(/^<!doctype html>/i);
  expect(Buffer.from(html).subarray(0, 1024).toString()).toMatch(/<meta charset="?utf-8"?/i);
  expect(response?.headers()["content-type"]).toMatch(/^text\/html/);
  const head = await page.evaluate(() => {
    const content = (name: string): string =>
      document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
    return {
      mode: document.compatMode,
      lang: document.documentElement.lang,
      title: document.title,
      description: content("description"),
      viewport: content("viewport"),
    };
  });
  expect(head).toMatchObject({ mode: "CSS1Compat", lang: "en", title: "Glassvault" });
  expect(head.description.length).toBeGreaterThan(40);
  expect(head.viewport).toContain("width=device-width");
  expect(head.viewport).not.toMatch(/user-scalable|maximum-scale/);
});

test("the page's policy leaves a script from elsewhere no way in, as a header and in the page", async ({ page }) => {
  const response = await page.goto("./");
  const inPage = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  for (const policy of [response?.headers()["content-security-policy"] ?? "", inPage ?? ""]) {
    const directives = new Map(policy.split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1)]));
    expect(directives.get("default-src")).toEqual(["'none'"]);
    expect(directives.get("script-src")).toEqual(["'self'"]);
    expect(directives.get("style-src")).toEqual(["'self'"]);
    expect(directives.get("base-uri")).toEqual(["'none'"]);
    expect(directives.get("form-action")).toEqual(["'none'"]);
    expect(directives.get("require-trusted-types-for")).toEqual(["'script'"]);
    expect(directives.get("trusted-types")).toEqual(["glassvault"]);
    expect(directives.has("object-src"), "it falls back to default-src").toBe(false);
    expect(policy).not.toMatch(/unsafe|\*|http:/);
  }
  expect(response?.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
  await new Terminal(page).atPrompt();
  expect(
    await page.evaluate(() => {
      const refused = (act: () => unknown): string => {
        try {
          act();
          return "done";
        } catch (error) {
          return error instanceof Error ? error.name : "";
        }
      };
      const types = Reflect.get(globalThis, "trustedTypes") as {
        createPolicy(name: string, rules: object): unknown;
      };
      return [
        refused(() => (document.createElement("div").innerHTML = "<i>markup</i>")),
        refused(() => document.body.insertAdjacentHTML("beforeend", "<i>markup</i>")),
        refused(() => new Worker("./sw.js")),
        refused(() => document.createElement("script").setAttribute("src", "./sw.js")),
        refused(() => types.createPolicy("another", {})),
        refused(() => types.createPolicy("glassvault", {})),
      ];
    }),
    "nothing but the page's own two addresses becomes a script, and no text markup",
  ).toEqual(Array.from({ length: 6 }, () => "TypeError"));
});

test("nothing is deprecated, refused, missing or asked leave for; no cookie, no foreign request, no source map", async ({
  page,
  context,
}) => {
  const scripts: string[] = [];
  page.on("response", (response) => {
    if (/\.(?:js|css)$/.test(new URL(response.url()).pathname)) scripts.push(response.url());
  });
  const told = await watchBrowser(page);
  const terminal = await Terminal.open(page);
  await terminal.run("vault token create -policy=default");
  for (const tab of ["Accessors", "Inspector", "Policies", "Wire", "Storage", "Audit", "Tokens"])
    await page.getByRole("tab", { name: tab, exact: true }).click();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.keyboard.press("Escape");
  expect(await context.cookies()).toEqual([]);
  expect(scripts.length).toBeGreaterThan(3);
  for (const url of scripts) {
    const text = await (await page.request.get(url)).text();
    expect(text, url).not.toContain("sourceMappingURL");
  }
  expect(await told()).toEqual([]);
});

/** What can be pressed and is smaller than it should be, but for those that stand apart by as much (WCAG 2.5.8). */
function smallTargets(page: Page, leastPx: number): Promise<string[]> {
  return page.evaluate((least) => {
    const controls =
      "button, a[href], input, select, summary, [role=tab], [role=slider], [role=option], [role=treeitem], [role=row][data-index]";
    const shown = [...document.querySelectorAll(controls)].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !element.closest(".xterm, .sr-only, .pn-sr, .skip-link"),
    );
    const boxes = shown
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1);
    const centre = (box: DOMRect): readonly [number, number] => [box.x + box.width / 2, box.y + box.height / 2];
    return boxes
      .filter(({ element, box }) => {
        if (Math.min(box.width, box.height) >= least - 0.5) return false;
        const [x, y] = centre(box);
        return boxes.some((other) => {
          if (other.element.contains(element) || element.contains(other.element)) return false;
          const [otherX, otherY] = centre(other.box);
          return Math.hypot(x - otherX, y - otherY) < 24;
        });
      })
      .map(
        ({ element, box }) =>
          `${element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40)} ${element.className} ${Math.round(box.width)}×${Math.round(box.height)}`,
      );
  }, leastPx);
}

interface Order {
  readonly headings: readonly number[];
  readonly mains: number;
  readonly banners: number;
  readonly positiveStops: number;
  readonly smallest: number;
  readonly legibleShare: number;
  readonly images: number;
}

function orderOf(page: Page): Promise<Order> {
  return page.evaluate(() => {
    const shown = (selector: string): Element[] =>
      [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    let letters = 0;
    let legible = 0;
    let smallest = Infinity;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.trim().length ?? 0;
      const parent = node.parentElement;
      if (length === 0 || parent?.checkVisibility() !== true) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      letters += length;
      if (size >= 12) legible += length;
      smallest = Math.min(smallest, size);
    }
    return {
      headings: shown("h1, h2, h3, h4, h5, h6").map(({ tagName }) => Number(tagName.slice(1))),
      mains: shown("main, [role=main]").length,
      banners: shown("body header, [role=banner]").filter(
        (element) => element.closest("main, section, article, aside") === null,
      ).length,
      positiveStops: document.querySelectorAll("[tabindex]:not([tabindex='0'], [tabindex^='-'])").length,
      smallest,
      legibleShare: legible / letters,
      images: document.images.length,
    };
  });
}

function expectInOrder({ headings, mains, banners, positiveStops, smallest, legibleShare, images }: Order): void {
  expect(headings[0], "the first heading is the page's").toBe(1);
  const skipped = headings.filter((level, at) => level > (headings[at - 1] ?? 0) + 1);
  expect(skipped, `headings go down a level at a time: ${headings.join(" ")}`).toEqual([]);
  expect(mains).toBe(1);
  expect(banners).toBe(1);
  expect(positiveStops, "the focus goes in the document's order").toBe(0);
  expect(smallest).toBeGreaterThanOrEqual(11);
  expect(legibleShare, "of 12 pixels and more").toBeGreaterThan(0.6);
  expect(images, "pictures are drawn, so none is out of shape").toBe(0);
}

test("on a desktop: headings and landmarks in order, letters legible, targets 24 pixels or apart, pastes taken", async ({
  page,
}) => {
  const terminal = await Terminal.open(page);
  await terminal.run("SERVICE=$(vault token create -policy=default -field=token)");
  expectInOrder(await orderOf(page));
  for (const name of ["Tokens", "Accessors", "Policies", "Wire", "Storage", "Audit"]) {
    await page.getByRole("tab", { name, exact: true }).click();
    await expect(page.getByRole("tabpanel", { name })).toBeVisible();
    expect.soft(await smallTargets(page, 24), name).toEqual([]);
  }
  const refused = await page.evaluate(
    () =>
      [...document.querySelectorAll("input")].filter(
        (input) =>
          !input.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true }),
          ),
      ).length,
  );
  expect(refused).toBe(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("headings in order, letters legible, targets 44 pixels high and wide or 24 apart, in every view", async ({
    page,
  }) => {
    await Terminal.open(page);
    for (const name of ["Terminal", "Guide", "Tokens", "Tree", "More", "Time"]) {
      await page.getByRole("tab", { name, exact: true }).click();
      await expect(page.getByRole("tabpanel", { name, exact: true }).first()).toBeVisible();
      expect.soft(await smallTargets(page, 44), name).toEqual([]);
      expectInOrder(await orderOf(page));
    }
  });
});

for (const [zoom, width, height] of [
  ["200 %", 720, 450],
  ["400 %", 320, 256],
] as const) {
  test(`at ${zoom} nothing is lost and nothing scrolls sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const terminal = await Terminal.open(page);
    expect(await terminal.run("echo on")).toBe("on");
    for (const name of ["Guide", "Tokens", "Tree", "More", "Time", "Terminal"]) {
      await page.getByRole("tab", { name, exact: true }).click();
      const panel = page.getByRole("tabpanel", { name, exact: true }).first();
      await expect(panel).toBeVisible();
      const { sideways, tall } = await panel.evaluate((element) => ({
        sideways: document.documentElement.scrollWidth - innerWidth,
        tall: element.getBoundingClientRect().height,
      }));
      expect.soft(sideways, name).toBeLessThanOrEqual(0);
      expect.soft(tall, `${name} has room`).toBeGreaterThan(40);
    }
  });
}

test("more contrast and the system's colours are taken, with every control there", async ({ page }) => {
  const told = await watchBrowser(page);
  await page.emulateMedia({ contrast: "more", forcedColors: "active" });
  await Terminal.open(page);
  await expect(page.getByRole("button", { name: "Settings", exact: true })).toBeVisible();
  await expect(page.getByRole("tree")).toBeVisible();
  expect(await told()).toEqual([]);
});
