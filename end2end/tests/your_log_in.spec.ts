// One's own log-in: an authenticator app, printed codes, a device that is remembered, a new password.
import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Portal } from "./support/portal.ts";
import { accessible, apart as test, expect, fits, logIn } from "./support/test.ts";

/** What an authenticator app shows (RFC 6238): our own, so that the program's is checked by another. */
function code(key: string, steps = 0): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replace(/\s/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", bytes).update(counter).digest();
  const at = (mac[mac.length - 1] ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function password(page: Page, own: Portal): Promise<void> {
  const { email, password } = own.person("grace");
  await page.goto(`${own.url}/log-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("somebody sets up an app, prints codes, and logs in with each once", async ({ page, own }) => {
      test.setTimeout(150_000);
      await logIn(page, own, "grace");
      await page.goto(`${own.url}/your-log-in`);
      await page.getByRole("link", { name: "Set up an app" }).click();
      await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
      await page.getByText("I cannot scan it").click();
      const key = await page.locator("main code").innerText();
      await page.getByLabel("Code that your app shows now").fill(code(key, -1));
      if (javaScriptEnabled) await accessible(page);
      await page.getByRole("button", { name: "Use this app" }).click();
      await expect(page.getByText("Print some codes")).toBeVisible();
      await page.getByRole("link", { name: "Print new codes" }).click();
      await page.getByRole("button", { name: "Make new codes" }).click();
      const printed = await page.locator("main li code").allInnerTexts();
      expect(printed).toHaveLength(10);
      if (javaScriptEnabled) await accessible(page);

      await page.context().clearCookies();
      await password(page, own);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Enter a code");
      if (javaScriptEnabled) await accessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page);
      await page.getByLabel("Code", { exact: true }).fill("000000");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.locator("#error-summary")).toContainText("That code is not right");
      await page.getByLabel("Code", { exact: true }).fill(code(key));
      await page.getByLabel("Do not ask for a code on this device").check();
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");

      // Logging out leaves the device remembered: the next time the password is enough.
      await page.getByRole("banner").getByRole("button", { name: "Log out" }).click();
      await password(page, own);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
      await page.context().clearCookies();
      await password(page, own);
      await page.getByLabel("Code", { exact: true }).fill(printed[0] ?? "");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
      await page.goto(`${own.url}/your-log-in`);
      await expect(page.locator("main")).toContainText("9 left");
    });

    test("a new password is asked to be a good one", async ({ page, own }) => {
      await logIn(page, own, "grace");
      await page.goto(`${own.url}/your-log-in/password`);
      await page.getByLabel("Your password now").fill(own.person("grace").password);
      await page.getByLabel("New password").fill("password1");
      await page.getByRole("button", { name: "Save the new password" }).click();
      await expect(page.locator("#error-summary")).toContainText("stolen from another website");
      await expect(page.getByLabel("New password")).toHaveValue("");
      await page.getByLabel("Your password now").fill(own.person("grace").password);
      await page.getByLabel("New password").fill("coffee tractor window");
      await page.getByRole("button", { name: "Save the new password" }).click();
      await expect(page.locator("main")).toContainText("You are logged out on all other devices");
    });
  });
}
