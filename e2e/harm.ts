/** Everything that hostile input could make a page do, and must not. */
import { expect, type Page } from "@playwright/test";

/** What a payload sets where it is run as a script. */
const FLAG = "hacked";

/** Errors, questions, other pages, requests to elsewhere, and what the page's policy had to refuse. To be called before the page is opened. */
export async function watchForHarm(page: Page): Promise<string[]> {
  const seen: string[] = [];
  page.on("pageerror", (error) => seen.push(String(error)));
  page.on("console", (message) => message.type() === "error" && seen.push(message.text()));
  page.on("dialog", (dialog) => {
    seen.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("popup", () => seen.push("a popup"));
  page.on("download", () => seen.push("a download"));
  page.on("framenavigated", (frame) => {
    if (frame !== page.mainFrame()) seen.push(`a frame: ${frame.url()}`);
  });
  page.on("request", (request) => {
    const { hostname } = new URL(request.url());
    if (hostname !== "127.0.0.1" && hostname !== "") seen.push(request.url());
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      reportError(new Error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)),
    );
  });
  return seen;
}

/** The page is where it was, is called what it was, has no element that anyone smuggled in, and ran nothing. */
export async function expectUnharmed(page: Page, what: string): Promise<void> {
  const state = await page.evaluate((flag) => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const element of document.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
    const smuggled = roots.flatMap((root) =>
      Array.from(
        root.querySelectorAll(
          ":is(img:not(.cm-widgetBuffer), script, iframe, object, embed, base, marquee, form[action], math, a[href^='javascript' i], [onerror], [onload], [onclick]):not(head *):not(body > script), svg :is(script, foreignObject, animate)",
        ),
      ),
    );
    return {
      title: document.title,
      path: location.pathname,
      hash: location.hash,
      isFlagged: flag in window,
      isPolluted: flag in {},
      smuggled: smuggled.map((element) => element.outerHTML.slice(0, 200)),
    };
  }, FLAG);
  expect(state, what).toEqual({
    title: "Glassvault",
    path: "/",
    hash: "",
    isFlagged: false,
    isPolluted: false,
    smuggled: [],
  });
}
