// Where somebody is logged in, closing a log-in, and the warning before a log-in ends for lack of use.
import type { Page } from "@playwright/test";
import type { Portal } from "./support/portal.ts";
import { accessible, apart as test, expect, fits, logIn } from "./support/test.ts";

/** A page with a form that is worth keeping. */
async function toAForm(page: Page, own: Portal): Promise<void> {
  await page.goto(`${own.url}/record/visits`);
  const hrefs = await page.locator("main a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const visit = hrefs.find((href) => /^\/record\/visits\/[0-9a-f]{32}$/.test(href));
  await page.goto(`${own.url}${visit}/wrong`);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("another device is logged out, and then all of them", async ({ page, own, browser }) => {
      test.setTimeout(150_000);
      const elsewhere = await browser.newContext({ javaScriptEnabled });
      const lost = await elsewhere.newPage();
      await logIn(lost, own, "sam");
      await logIn(page, own, "sam");
      await page.goto(`${own.url}/devices`);
      await expect(page.getByText("This device", { exact: true })).toBeVisible();
      if (javaScriptEnabled) await accessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page);
      await page.getByRole("button", { name: /^Log out there/ }).click();
      await expect(page.getByRole("button", { name: /^Log out there/ })).toHaveCount(0);
      await lost.goto(`${own.url}/record`);
      await expect(lost.getByRole("heading", { level: 1 })).toHaveText("Log in");
      await expect(lost.locator("main")).toContainText("Your log-in has ended");
      await logIn(lost, own, "sam");
      await page.getByRole("button", { name: "Log out everywhere" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are logged out");
      await page.goBack();
      await expect(page.locator("body")).not.toContainText("This device");
      await lost.goto(`${own.url}/record`);
      await expect(lost.getByRole("heading", { level: 1 })).toHaveText("Log in");
      await elsewhere.close();
    });

    test("a log-in is closed after its pages said what goes and what stays", async ({ page, own }) => {
      await logIn(page, own, "sam");
      await page.goto(`${own.url}/close-account`);
      await expect(page.locator("main")).toContainText("The log of who looked at your record stays for 8 years");
      if (javaScriptEnabled) await accessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page);
      await page.getByRole("button", { name: "Continue" }).or(page.getByRole("link", { name: "Continue" })).click();
      if (javaScriptEnabled) await accessible(page);
      await fits(page);
      await page.getByRole("button", { name: "Close my log-in" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your log-in is closed");
      if (javaScriptEnabled) await accessible(page);
      await page.goBack();
      await expect(page.locator("body")).not.toContainText("Close my log-in");
      const { email, password } = own.person("sam");
      await page.goto(`${own.url}/log-in`);
      await page.getByLabel("Email address").fill(email);
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Log in" }).click();
      await expect(page.locator("#error-summary")).toContainText("do not match");
    });
  });
}

/** It is fetched half a minute after a page with a form, and takes its place a moment later. */
async function theBrowserPartIsThere(page: Page) {
  const part = page.waitForResponse((response) => response.url().endsWith(".wasm"));
  await page.clock.runFor(31_000);
  await part;
  await page.waitForTimeout(2_000);
}

test("a page with a form warns 5 minutes before the log-in ends, and one press keeps it", async ({ page, own }) => {
  await logIn(page, own, "sam");
  await page.clock.install();
  await toAForm(page, own);
  const warning = page.getByRole("alert").getByText("We log you out in 5 minutes");
  await expect(warning).toBeHidden();
  await theBrowserPartIsThere(page);
  await page.clock.runFor(24 * 60_000);
  await expect(warning).toBeHidden();
  await page.clock.runFor(70_000);
  await expect(warning).toBeVisible();
  await accessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page);
  await page.getByRole("button", { name: "Stay logged in" }).click();
  await expect(warning).toBeHidden();
  await page.clock.runFor(26 * 60_000);
  await expect(warning).toBeVisible();
});

test("somebody whose log-in has ended meanwhile is told so when they press", async ({ page, own }) => {
  await logIn(page, own, "sam");
  await page.clock.install();
  await toAForm(page, own);
  await theBrowserPartIsThere(page);
  await page.clock.runFor(26 * 60_000);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Stay logged in" }).click();
  await expect(page.getByRole("alert")).toContainText("Your log-in has ended");
  await expect(page.getByRole("button", { name: "Stay logged in" })).toBeHidden();
});
