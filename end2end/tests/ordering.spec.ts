// Order a medicine to another pharmacy, and change one's own details, with JavaScript on and off; every page without axe
// findings, and at 320 px.
import type { Page } from "@playwright/test";
import { accessible, expect, fits, test, words } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled, viewport: { width: 320, height: 700 } });

    // axe and the measure of width are scripts themselves.
    const looked = async (page: Page) => {
      if (!javaScriptEnabled) return;
      await accessible(page);
      await fits(page);
    };
    const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

    test("a person is told whom to ask first, and orders a medicine", async ({ page, logIn }) => {
      // Each describes one of two people, for the practice surgery keeps what was ordered.
      await logIn(javaScriptEnabled ? "priya" : "sam");
      await page.goto("/record/medicines");
      await page.getByRole("link", { name: "Order repeat medicines" }).click();
      await looked(page);
      await press(page, "Continue");
      await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
      await looked(page);
      await page.getByRole("link", { name: "Choose the medicines that you want to order" }).click();
      await page.locator("#medicine").check();
      await page.getByRole("radio", { name: "At another pharmacy" }).check();
      await page.locator("#near").fill("ZZ99 3VZ");
      await press(page, "Continue");
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Where do you want to collect this order?");
      await looked(page);
      await page.getByLabel("Hill Street Pharmacy").check();
      await press(page, "Continue");
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Check your order before you send it");
      const said = await words(page);
      expect(said).toContain("Hill Street Pharmacy, for this order only");
      if (javaScriptEnabled) expect(said).toMatch(/Ask before you order.*Northfield Hospital.*What you order/);
      await looked(page);
      await press(page, "Send this order");
      await expect(page.getByRole("heading", { level: 1, name: "Your medicine is being ordered" })).toBeVisible();
      await looked(page);
      await page.getByRole("link", { name: "See where this prescription is" }).click();
      await looked(page);
    });

    test("a person changes an email address and the pharmacy for all prescriptions", async ({ page, logIn }) => {
      await logIn(javaScriptEnabled ? "nadia" : "grace");
      await page.goto("/your-details");
      await page.getByRole("link", { name: "Email address", exact: true }).click();
      await page.getByLabel("Email address").fill("no address");
      await press(page, "Change my email address");
      await expect(page).toHaveTitle(/^Error: /);
      await expect(page.getByLabel("Email address")).toHaveValue("no address");
      await looked(page);
      await page.getByLabel("Email address").fill("new.address@example.org");
      await press(page, "Change my email address");
      await expect(page.getByRole("heading", { level: 1, name: "Your details are changed" })).toBeVisible();
      await looked(page);
      await page.getByRole("link", { name: "Your details, and whom else to tell" }).click();
      expect(await words(page)).toContain("new.address@example.org");
      await page.getByRole("link", { name: "Pharmacy for your prescriptions" }).click();
      await looked(page);
      await page.getByLabel("Near which postcode or town?").fill("ZZ99 3VZ");
      await press(page, "Find pharmacies");
      await looked(page);
      await page.getByLabel("Mill Lane Pharmacy").check();
      await press(page, "Send all my prescriptions there");
      await expect(page.getByRole("heading", { level: 1, name: "Your details are changed" })).toBeVisible();
      expect(await words(page)).toContain("Mill Lane Pharmacy");
    });
  });
}
