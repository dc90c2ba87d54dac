import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";
import type { Setting } from "./harness/journey";

const chromium = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"].find(existsSync);

/** Every journey runs in both languages on both databases. */
const settings: Setting[] = [
  { language: "zh-CN", database: "sqlite" },
  { language: "en", database: "sqlite" },
  { language: "zh-CN", database: "postgres" },
  { language: "en", database: "postgres" },
];

export default defineConfig<Setting>({
  testDir: "journeys",
  outputDir: "output/failures",
  workers: 2,
  fullyParallel: false,
  timeout: 360_000,
  expect: { timeout: 10_000 },
  forbidOnly: !!process.env.CI,
  reporter: [["list"], ["json", { outputFile: "output/report.json" }], ["./harness/every-page.ts"]],
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    launchOptions: {
      executablePath: chromium,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-first-run"],
    },
    timezoneId: "Asia/Shanghai",
    // Recording every journey takes a third of the run; `--trace on` records the one that is looked into.
    screenshot: "only-on-failure",
  },
  projects: settings.map((setting) => ({
    name: `${setting.language} on ${setting.database}`,
    use: { ...setting, locale: setting.language },
  })),
});
