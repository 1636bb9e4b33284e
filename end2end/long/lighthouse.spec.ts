// What Lighthouse says of the pages: accessibility and best practices whole, and its speed told and not judged.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { all, OPEN } from "../tests/support/pages.ts";
import { expect, logIn, test } from "../tests/support/test.ts";

test.describe.configure({ timeout: 30 * 60_000 });

/** Lighthouse opens a tab of its own, so the log-in must stand in the browser's own profile. */
async function withBrowser(url: string, run: (page: Page, port: number) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "front-door-lighthouse-"));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${port}`],
    baseURL: url,
  });
  try {
    await run(context.pages()[0] ?? (await context.newPage()), port);
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** On a busy machine a recording of the page can be lost; then it is made again, at most twice. */
async function recorded(url: string, port: number, again = 2): Promise<Result> {
  const run = await lighthouse(url, {
    port,
    output: "json",
    logLevel: "error",
    disableStorageReset: true,
    onlyCategories: ["performance", "accessibility", "best-practices"],
  });
  if (run && !run.lhr.runtimeError) return run.lhr;
  if (again > 0) return recorded(url, port, again - 1);
  throw new Error(`${url}: ${run?.lhr.runtimeError?.message ?? "no result"}`);
}

async function judge(url: string, port: number) {
  const result = await recorded(url, port);
  expect(new URL(result.finalDisplayedUrl).pathname, "another page was shown").toBe(new URL(url).pathname);
  const failed = Object.values(result.audits)
    .filter((audit) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode === "binary")
    .map((audit) => `${audit.id}: ${audit.title}`);
  const { performance, accessibility, "best-practices": practices } = result.categories;
  console.log(`${new URL(url).pathname}: performance ${performance?.score}`);
  expect.soft(accessibility?.score, `${url} accessibility\n${failed.join("\n")}`).toBe(1);
  expect.soft(practices?.score, `${url} best practices\n${failed.join("\n")}`).toBe(1);
}

test("Lighthouse finds nothing to mend in accessibility and best practices on any page", async ({ portal }) => {
  await withBrowser(portal.url, async (page, port) => {
    for (const path of OPEN) await judge(portal.url + path, port);
    await logIn(page, portal, "sam");
    for (const path of await all(page)) await judge(portal.url + path, port);
  });
});
