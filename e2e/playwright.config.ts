import { defineConfig } from "@playwright/test";
import { chromium } from "./harness/programs.ts";

export default defineConfig({
  testDir: "stories",
  globalSetup: "./harness/sample.ts",
  workers: 2,
  // A second try tells a page that is wrong from a machine that was late. The summary says who needed it.
  retries: 1,
  // A fault, not a pace: axe needs seconds for a full board on a busy machine with two cores.
  timeout: 120_000,
  forbidOnly: process.env.CI === "true",
  reporter: "list",
  use: {
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    // Without pictures and copies of the page in between: for a board of 250 cards they cost more than the story.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Nothing beyond this machine has a name or an address.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      ],
    },
  },
});
