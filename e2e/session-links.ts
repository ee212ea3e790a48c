/** Links and files as anyone may make them, right and wrong, without the product's own code. */
import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import type { Page } from "@playwright/test";

export const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

export function journal(entries: readonly unknown[], more: object = {}): object {
  return { version: 1, seed: "seed", startMs: START_MS, entries, ...more };
}

export function session(entries: readonly unknown[] = [], more: object = {}): object {
  return {
    format: "glassvault-session",
    version: 1,
    name: "From elsewhere",
    savedMs: START_MS,
    journal: journal(entries),
    ...more,
  };
}

/** Lines that ended, a millisecond apart. */
export function ended(...texts: readonly string[]): object[] {
  return texts.flatMap((text, index) => [
    { atMs: START_MS + index, kind: "line", text },
    { atMs: START_MS + index, kind: "end" },
  ]);
}

/** A link's fragment that holds a text, with another version or checksum where that is asked for. */
export function linkOf(text: string, { version = 1, checksum = true, packed = deflateRawSync(text) } = {}): string {
  const sum = createHash("sha256").update(packed).digest().subarray(0, 4);
  const bytes = Buffer.concat([Buffer.of(version), checksum ? sum : Buffer.alloc(4), packed]);
  return `session=${bytes.toString("base64url")}`;
}

export function link(value: object): string {
  return linkOf(JSON.stringify(value));
}

/** A link is pasted into the address of the page that is open. */
export async function offer(page: Page, fragment: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, fragment);
}
