import { defineConfig } from "@playwright/test";
import { CHROMIUM } from "./src/node/bench/chromium.ts";

/**
 * What Chromium need not do: the list that Playwright gives it, which ours takes the place of, and the pages that the
 * bar for addresses loads in each new window, for a quarter of what a test's first page costs.
 */
const UNWANTED = [
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
];

const PORT = Number(process.env.E2E_PORT ?? 4173);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 90_000,
  // How long a thing takes is the bench's matter: a busy machine only makes a test slow.
  expect: { timeout: 20_000 },
  workers: 2,
  // So that no worker is left with a long file at the end while the other one waits.
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // A page of its own for each test would fetch everything twice, to be kept for a time without a network.
    serviceWorkers: "block",
    launchOptions: { ...CHROMIUM, args: [...CHROMIUM.args, `--disable-features=${UNWANTED.join(",")}`] },
  },
  webServer: {
    command: `node scripts/preview.mjs ${PORT}`,
    url: `http://127.0.0.1:${PORT}`,
    reuseExistingServer: false,
  },
});
