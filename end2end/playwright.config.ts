// How the browser tests run: Debian's Chromium against the program in FRONT_DOOR_BINARY.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  // With `cargo xtask test --long` alone.
  testIgnore: process.env.FRONT_DOOR_LONG ? [] : ["long/**"],
  // Each worker has a portal of its own.
  workers: 2,
  // For a busy machine; nothing here is a measure of speed.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  outputDir: "results/artefacts",
  // A test that passes only when repeated is a failing test.
  retries: 0,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "results/results.json" }]],
  use: {
    browserName: "chromium",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
      // People at shared screens press Back: the tests must see what they see.
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
    },
  },
});
