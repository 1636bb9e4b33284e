// Book, change and cancel an appointment, with JavaScript on and off; every page without axe findings, and at 320 px.
import type { Page } from "@playwright/test";
import { accessible, expect, fits, test, words } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled, viewport: { width: 320, height: 700 } });

    test("a person books, changes and cancels an appointment", async ({ page, logIn }) => {
      // axe and the measure of width are scripts themselves.
      const looked = async () => {
        if (!javaScriptEnabled) return;
        await accessible(page);
        await fits(page);
      };
      await logIn("sam");
      await page.goto("/appointments");
      await page.getByRole("link", { name: "Book an appointment" }).click();
      await looked();
      await page.getByRole("link", { name: "Hill Street Surgery" }).click();
      await looked();

      // Without a choice the page comes back and says so.
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
      await looked();

      await choose(page, "phone", "By phone");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("What should Hill Street Surgery know?");
      await looked();
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page).toHaveTitle(/^Error: /);
      await looked();
      const reason = `Sore throat ${javaScriptEnabled ? "one" : "two"}`;
      await page.getByLabel("Why do you want to be seen?").fill(reason);
      await page.getByLabel("Which number should they call?").fill("07700 900982");
      await page.getByLabel("A way in without steps").check();
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Check before you book" })).toBeVisible();
      expect(await words(page)).toContain("Needs: step-free access.");
      await looked();
      await page.getByRole("button", { name: "Book this appointment" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Your appointment is booked" })).toBeVisible();
      expect(page.url()).toMatch(/\/requests\/[0-9a-f-]{36}$/);
      await looked();

      // Change it for a time in person.
      await page.getByRole("link", { name: "See this appointment" }).click();
      await looked();
      await page.getByRole("button", { name: "Change this appointment" }).click();
      await choose(page, "in-person", "In person");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByLabel("Why do you want to be seen?").fill(`${reason} again`);
      await page.getByRole("button", { name: "Continue" }).click();
      expect(await words(page)).toContain("We cancel it when the new time is booked, and not before.");
      await looked();
      await page.getByRole("button", { name: "Book this time and cancel the old one" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Your appointment is booked" })).toBeVisible();
      expect(await words(page)).toContain("The old appointment is cancelled.");
      await looked();

      // And cancel that.
      await page.getByRole("link", { name: "See this appointment" }).click();
      await page.getByRole("button", { name: "Cancel this appointment" }).click();
      await looked();
      await page.getByLabel("I cannot come then").check();
      await page.getByRole("button", { name: "Yes, cancel this appointment" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Your appointment is cancelled" })).toBeVisible();
      await looked();
      await page.getByRole("link", { name: "All your requests" }).click();
      expect(await words(page)).toContain("Cancel an appointment");
      await looked();
    });
  });
}

/** Shows the times of one way to meet, from the second week on, and takes the second: the first of a nurse is always gone. */
async function choose(page: Page, value: string, shown: string): Promise<void> {
  await page.getByLabel("How you meet").selectOption(value);
  await page.getByLabel("When").selectOption({ index: 2 });
  await page.getByRole("button", { name: "Show these times" }).click();
  const second = page.locator("input[name=time]").nth(1);
  await expect(page.locator(".nhsuk-radios__hint").nth(1)).toContainText(shown);
  await second.check();
}
