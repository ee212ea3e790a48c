import { defineConfig } from "@playwright/test";
import { CHROMIUM } from "./src/node/bench/chromium.ts";

const PORT = Number(process.env.E2E_PORT ?? 4173);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 90_000,
  // How long a thing takes is the bench's matter: a busy machine only makes a test slow.
  expect: { timeout: 20_000 },
  workers: 2,
  retries: 0,
  forbidOnly: true,
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // A page of its own for each test would fetch everything twice, to be kept for a time without a network.
    serviceWorkers: "block",
    launchOptions: CHROMIUM,
  },
  webServer: {
    command: `node_modules/.bin/vite preview --host 127.0.0.1 --port ${PORT} --strictPort`,
    url: `http://127.0.0.1:${PORT}`,
    reuseExistingServer: false,
  },
});
