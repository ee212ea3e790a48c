/** The built page in a Chromium, for what is measured there. */
import { spawn } from "node:child_process";
import { chromium, type Browser, type Page } from "@playwright/test";
import { CHROMIUM } from "./chromium.ts";

const PORT = 4199;
export const PAGE_URL = `http://127.0.0.1:${PORT}/`;
const VIEWPORT = { width: 1440, height: 900 };

/** Serves what was built; answers how to end that. */
export async function preview(): Promise<() => void> {
  const child = spawn(
    "node_modules/.bin/vite",
    ["preview", "--host", "127.0.0.1", "--port", String(PORT), "--strictPort"],
    {
      stdio: "ignore",
    },
  );
  for (let tries = 0; tries < 100; tries++) {
    const up = await fetch(PAGE_URL).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return () => child.kill();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error("vite preview did not answer; run `npm run build` first");
}

export const launch = (more: readonly string[] = []) =>
  chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, ...more] });

export const blankPage = (browser: Browser): Promise<Page> => browser.newPage({ viewport: VIEWPORT });

/** A page whose terminal has the focus and has run a first command. */
export async function readyPage(browser: Browser): Promise<Page> {
  const page = await blankPage(browser);
  await page.goto(PAGE_URL);
  await page.waitForSelector('[aria-busy="false"] .xterm-rows');
  await page.getByRole("textbox", { name: "Terminal" }).focus();
  await page.keyboard.type("vault token lookup\n");
  await page.waitForFunction(() => document.querySelector(".xterm-rows")?.textContent?.includes("auth/token/root"));
  await page.waitForTimeout(500);
  return page;
}
