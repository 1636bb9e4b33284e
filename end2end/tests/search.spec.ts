import { accessible, expect, fits, test, words } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("words find entries of every kind, stand in no address, and Back and reload work", async ({ page, logIn }) => {
      await logIn("sam");
      await page.goto("/record");
      await page.getByLabel("Search your health record").fill("blood pressure");
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page).toHaveURL(/\/search\/[0-9a-f]{32}$/);
      const found = page.url();
      await expect(page).toHaveTitle("Search results - Front Door");
      await expect(page.getByLabel("Search your health record")).toHaveValue("blood pressure");
      expect(await words(page)).toMatch(/\d+ entries match\./);
      await page.locator(".entry a").first().click();
      await expect(page).not.toHaveURL(found);
      await page.goBack({ waitUntil: "commit" });
      await expect(page).toHaveURL(found);
      await page.reload();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Search results");
      if (javaScriptEnabled) await accessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page);
    });

    test("no words come back with an error", async ({ page, logIn }) => {
      await logIn("sam");
      await page.goto("/search");
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page).toHaveTitle(/^Error: /);
      await expect(page.locator("#error-summary")).toBeFocused();
      await page.locator("#error-summary").getByRole("link").click();
      await expect(page.getByLabel("What are you looking for?")).toBeFocused();
    });

    test("a list is narrowed, says so, and is whole again", async ({ page, logIn }) => {
      await logIn("sam");
      await page.goto("/record/medicines");
      const all = await page.locator(".entry").count();
      await page.getByText("Choose what this list shows").click();
      await page.getByLabel("How it stands").selectOption("Past medicines");
      await page.getByRole("button", { name: "Show", exact: true }).click();
      await expect(page).toHaveURL(/sort=past/);
      const narrowed = await page.locator(".entry").count();
      expect(narrowed).toBeLessThan(all);
      expect(await words(page)).toContain(`This list is narrowed. You see ${narrowed} of ${all} entries.`);
      await page.getByRole("link", { name: "Show the whole list" }).click();
      await expect(page.locator(".entry")).toHaveCount(all);
    });
  });
}
