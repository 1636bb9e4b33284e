import { expect, test, words } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("every organisation stands with its state, its setting and its phone number", async ({ page, logIn }) => {
      await logIn("sam");
      await page.goto("/where-from");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Where your information comes from");
      const text = await words(page);
      const names = ["Hill Street Surgery", "Mill Lane Surgery", "Riverside Hospital", "Northfield Hospital", "Vale Community Care"];
      for (const name of names) {
        const row = page.locator(".entry", { has: page.getByRole("heading", { name }) });
        await expect(row).toContainText(/Answered (in part )?today at/);
        await expect(row).toContainText(/01632 960 \d{3}/);
      }
      expect(text.indexOf("Not connected")).toBeLessThan(text.indexOf("Eastmoor Hospital"));
      expect(text).toContain("Dentists, opticians, private care");
    });

    test("somebody says where else they have been, and takes it back", async ({ page, logIn }) => {
      await logIn("wulandari");
      await page.goto("/where-from");
      const row = page.locator(".entry", { has: page.getByRole("heading", { name: "Northfield Hospital" }), hasText: "Answered" });
      await expect(row).toHaveCount(0);
      await page.getByRole("button", { name: "I have been to Northfield Hospital" }).click();
      await expect(page).toHaveURL("/where-from");
      await expect(row).toContainText(/it does not know you|it told us of nothing/);
      await row.getByRole("button", { name: "Stop asking Northfield Hospital" }).click();
      await expect(row).toHaveCount(0);
      await expect(page.getByRole("button", { name: "I have been to Northfield Hospital" })).toBeVisible();
    });

    test("a form that names no such place comes back with an error", async ({ page, logIn }) => {
      await logIn("wulandari");
      await page.goto("/where-from");
      const form = page.locator("form", { has: page.getByRole("button", { name: /^I have been to/ }) }).first();
      await form.locator("input[name=ods_code]").evaluate((input) => input.setAttribute("value", "NOWHERE"));
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === "POST"),
        form.getByRole("button").click(),
      ]);
      expect(answer.status()).toBe(422);
      await expect(page).toHaveTitle(/^Error: /);
      await expect(page.locator("#error-summary").getByRole("link")).toHaveText("Choose a place from the list");
      await expect(page.locator("#error-summary")).toBeFocused();
    });
  });
}

test("the number of organisations still waited for is plain text, and a wrong word is not found", async ({ page, logIn }) => {
  await logIn("grace");
  for (const kind of ["appointments", "medicines", "test-results", "everything"]) {
    const answer = await page.request.get(`/where-from/waiting/${kind}`);
    expect(await answer.text()).toMatch(/^\d+$/);
    expect(answer.headers()["content-type"]).toContain("text/plain");
  }
  expect((await page.request.get("/where-from/waiting/medicine")).status()).toBe(404);
});
