// Passkeys, with an authenticator that Chromium plays: made, used alone and as the second step, removed.
import type { CDPSession, Page } from "@playwright/test";
import type { Portal } from "./support/portal.ts";
import { accessible, apart as test, expect, fits, logIn } from "./support/test.ts";

/** A phone that answers by itself, whose owner shows their finger or not. */
async function phone(page: Page, isUserVerified = true): Promise<{ client: CDPSession; id: string }> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const { authenticatorId: id } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
  return { client, id };
}

async function make(page: Page, own: Portal): Promise<void> {
  await page.goto(`${own.url}/your-log-in`);
  await page.getByRole("link", { name: "Make a passkey" }).click();
  await page.getByLabel("Name for the passkey").fill("My phone");
  await page.getByRole("button", { name: "Make a passkey" }).click();
  await expect(page.locator("main")).toContainText("That is changed");
}

test("a passkey is made, logs in alone and after the password, and is removed", async ({ page, own }) => {
  test.setTimeout(150_000);
  await phone(page);
  await logIn(page, own, "grace");
  await page.goto(`${own.url}/your-log-in/passkeys`);
  await expect(page.getByRole("button", { name: "Make a passkey" })).toBeVisible();
  await accessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page);
  await page.getByRole("button", { name: "Make a passkey" }).click();
  await expect(page.locator("#error-summary")).toContainText("Enter a name");
  await page.setViewportSize({ width: 1000, height: 800 });
  await make(page, own);

  await page.context().clearCookies();
  await page.goto(`${own.url}/log-in`);
  await page.getByRole("link", { name: "Log in with a passkey" }).click();
  await accessible(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");

  await page.context().clearCookies();
  const { email, password } = own.person("grace");
  await page.goto(`${own.url}/log-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(/\/log-in\/passkey/);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");

  await page.goto(`${own.url}/your-log-in/passkeys`);
  await expect(page.locator("main")).toContainText("My phone");
  await accessible(page);
  await page.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.locator("main")).toContainText("That is changed");
  await page.context().clearCookies();
  await page.goto(`${own.url}/log-in/passkey`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.locator("#error-summary")).toContainText("does not open a record here");
});

test("a passkey shows again that it is them, and the log-in goes on under a new id", async ({ page, own }) => {
  await phone(page);
  await logIn(page, own, "grace");
  await make(page, own);
  const id = async () => (await page.context().cookies()).find(({ name }) => name === "front-door")?.value;
  const before = await id();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${own.url}/confirm?return=/devices`);
  await expect(page.getByRole("button", { name: "Use a passkey" })).toBeVisible();
  await expect(page.getByText("Passkeys need JavaScript.")).toBeHidden();
  await accessible(page);
  await fits(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(/\/devices$/);
  expect(await id()).not.toBe(before);
  await expect(page.locator("main")).toContainText("This device");
});

test("somebody who does not show that it is them gets no further, and is told what to do", async ({ page, own }) => {
  const { client, id } = await phone(page);
  await logIn(page, own, "grace");
  await make(page, own);
  await page.context().clearCookies();
  await client.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified: false });
  await page.goto(`${own.url}/log-in/passkey`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("No passkey was used. Try again, or log in another way.")).toBeVisible();
  await accessible(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the pages say that passkeys need it, and what to do", async ({ page, own }) => {
    await page.goto(`${own.url}/log-in/passkey`);
    await expect(page.locator("main")).toContainText("It does not run in this browser, so log in another way");
    await expect(page.getByRole("button", { name: "Use a passkey" })).toBeHidden();
    await logIn(page, own, "grace");
    await page.goto(`${own.url}/your-log-in/passkeys`);
    await expect(page.locator("main")).toContainText("You can use an authenticator app or printed codes");
  });
});
