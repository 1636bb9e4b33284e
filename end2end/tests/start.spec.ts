import { accessible, expect, test } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("the start page says what this is and leads to the log-in page", async ({ page }) => {
      await page.goto("/");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("See what the health service holds about you");
      await expect(page.getByText("Demonstration: made-up people")).toBeVisible();
      await expect(page.getByText("Call 999 or go to A&E now if:")).toBeVisible();
      await expect(page.getByText("Go to NHS 111 online or call 111 if:")).toBeVisible();
      await page.locator("main").getByRole("button", { name: "Log in" }).click();
      await expect(page).toHaveURL("/log-in");
    });

    test("practice mode leads to the made-up people", async ({ page, portal }) => {
      await page.goto("/");
      await page.getByRole("link", { name: "Choose somebody to log in as" }).click();
      await expect(page).toHaveURL("/practice");
      await expect(page.getByText(portal.person("sam").email).first()).toBeVisible();
    });

    test("the pages at the foot can all be read without logging in", async ({ page }) => {
      for (const name of ["Help", "Accessibility", "Privacy", "Cookies"]) {
        await page.goto("/");
        await page.getByRole("contentinfo").getByRole("link", { name: new RegExp(name) }).first().click();
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      }
    });

    test("a page that is not there says so and leads on", async ({ page }) => {
      const answer = await page.goto("/nowhere");
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("banner").getByRole("link", { name: "Front Door" })).toBeVisible();
    });
  });
}

test("a page that is not there has no accessibility faults", async ({ page }) => {
  await page.goto("/nowhere");
  await accessible(page);
});
