import { expect, test } from "./support/test.ts";
import { HOLDERS, LISTS, details, firstEntry } from "./support/pages.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("every list of the record says who answered, and every entry who holds it", async ({ page, logIn }) => {
      await logIn("sam");
      for (const list of LISTS) {
        await page.goto(list);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        const entries = page.locator(".entry");
        expect(await entries.count(), list).toBeGreaterThan(0);
        for (const entry of await entries.all()) {
          await expect(entry).toContainText(HOLDERS);
        }
      }
    });

    test("every kind of entry has a page of its own, with its holder and a way back", async ({ page, logIn }) => {
      await logIn("sam");
      const pages = await details(page);
      expect(pages.length).toBe(LISTS.length);
      for (const detail of pages) {
        await page.goto(detail);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator("main")).toContainText(HOLDERS);
        await page.locator(".nhsuk-back-link").first().click();
        await expect(page).toHaveURL(new RegExp(`${detail.replace(/\/[0-9a-f]{32}$/, "")}(\\?.*)?$`));
      }
    });

    test("an entry of somebody else, and one that never was, are the same page", async ({ page, logIn }) => {
      await logIn("grace");
      const entry = await firstEntry(page, "/record/medicines");
      expect(entry).toBeDefined();
      await page.context().clearCookies();
      await logIn("sam");
      const seen: string[] = [];
      for (const path of [entry ?? "", `/record/medicines/${"0".repeat(32)}`, "/record/medicines/x"]) {
        const answer = await page.goto(path);
        expect(answer?.status(), path).toBe(404);
        seen.push(await page.locator("main").innerText());
      }
      expect(new Set(seen.map((text) => text.replace(/[0-9a-f-]{36}/g, ""))).size).toBe(1);
    });

    test("a condition and a medicine are said in plain words, after their own name", async ({ page, logIn }) => {
      await logIn("sam");
      for (const [list, own, plain] of [
        ["/record/conditions", "Hypertensive disorder", "High blood pressure"],
        ["/record/medicines", "Amlodipine 5mg tablets", "Blood pressure medicine"],
      ]) {
        await page.goto(list);
        await page.getByRole("link", { name: own }).first().click();
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(own);
        await expect(page.locator("main")).toContainText(plain);
        await expect(page.locator("main")).toContainText("Nobody has reviewed these words yet.");
        const link = page.getByRole("link", { name: /^Read more about .* on the NHS website$/ });
        await expect(link).toHaveAttribute("href", /^https:\/\/www\.nhs\.uk\//);
      }
    });

    test("a very long record comes in pages", async ({ page, logIn }) => {
      await logIn("olive");
      // So long a record may take longer than a page waits.
      await expect(async () => {
        await page.goto("/record/test-results");
        await page.getByRole("link", { name: /^Next/ }).first().click({ timeout: 1_000 });
        await expect(page.getByRole("link", { name: /^Previous/ }).first()).toBeVisible({ timeout: 1_000 });
      }).toPass();
    });

    test("a questionnaire on another website says so before the link", async ({ page, logIn }) => {
      await logIn("sam");
      await page.goto("/record/questionnaires");
      await page.getByRole("link", { name: "Skin clinic questions" }).click();
      const main = page.locator("main");
      await expect(main).toContainText("That website is not part of Front Door.");
      const link = main.getByRole("link", { name: "Go to myportal-01.example" });
      await expect(link).toHaveAttribute("href", /^https:\/\/myportal-01\.example\//);
      await expect(link).toHaveAttribute("rel", /noreferrer/);
    });

    test("allergies that contradict each other both stand", async ({ page, logIn }) => {
      await logIn("priya");
      await page.goto("/record/allergies");
      const text = await page.locator("main").innerText();
      expect(text).toMatch(/penicillin/i);
      expect(text).toContain("Northfield Hospital");
      expect(text).toContain("Mill Lane Surgery");
      expect(text).toContain("Ask them to check.");
    });

    test("an entry that may be the same as another leads there and back", async ({ page, logIn }) => {
      await logIn("priya");
      await page.goto("/record/medicines");
      await page.getByRole("link", { name: /^May be the same as Paracetamol .* Northfield Hospital$/ }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Paracetamol 500mg tablets");
      await page.getByRole("link", { name: /^Paracetamol .* held by Mill Lane Surgery$/ }).click();
      await expect(page.locator("main")).toContainText("held by Northfield Hospital");
    });
  });
}
