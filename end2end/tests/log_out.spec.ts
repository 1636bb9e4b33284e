import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";

/** Presses the browser's Back, and waits until whatever comes stands there. */
async function back(page: Page): Promise<void> {
  await page.goBack({ waitUntil: "commit" }).catch(() => undefined);
  await page.waitForLoadState("domcontentloaded");
  // A page out of the back-forward cache comes without a load of its own.
  await page.waitForTimeout(300);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("pressing Back after logging out shows nothing about the person", async ({ page, portal, logIn }) => {
      const { name } = portal.person("sam");
      await logIn("sam");
      for (const own of ["/appointments", "/record/medicines", "/record/test-results"]) {
        await page.goto(own);
        await expect(page.getByRole("banner")).toContainText(name);
      }
      await page.getByRole("banner").getByRole("button", { name: "Log out" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are logged out");
      for (let presses = 0; presses < 5; presses += 1) {
        await back(page);
        const text = await page.locator("body").innerText();
        expect(text, `after ${presses + 1} presses of Back, at ${page.url()}`).not.toContain(name);
        expect(text).not.toContain("Hill Street Surgery");
      }
    });
  });
}

test("logging out makes the browser forget cookies, storage and cache", async ({ page, portal, context, logIn }) => {
  await logIn("grace");
  await page.evaluate(() => localStorage.setItem("left", "behind"));
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith("/log-out") && response.request().method() === "POST"),
    page.getByRole("banner").getByRole("button", { name: "Log out" }).click(),
  ]);
  expect(answer.status()).toBe(303);
  expect(await answer.headerValue("clear-site-data")).toBe('"cache", "cookies", "storage"');
  await expect(page).toHaveURL(/\/log-in/);
  expect((await context.cookies(portal.url)).filter(({ name }) => name.includes("front-door"))).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem("left"))).toBeNull();
});

test("a session that was ended elsewhere cannot be used again", async ({ page, context, logIn }) => {
  await logIn("grace");
  const cookies = await context.cookies();
  await page.getByRole("banner").getByRole("button", { name: "Log out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are logged out");
  await context.addCookies(cookies);
  const answer = await page.request.get("/record/medicines", { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(answer.headers()["clear-site-data"]).toBe('"cache", "cookies", "storage"');
});

test("pages about a person are never kept by the browser", async ({ page, logIn }) => {
  await logIn("grace");
  for (const own of ["/", "/appointments", "/record", "/record/medicines", "/where-from"]) {
    const answer = await page.goto(own);
    expect(await answer?.headerValue("cache-control"), own).toContain("no-store");
  }
});
