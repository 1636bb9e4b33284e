// A letter that is a PDF is read in a page of ours, drawn by a program of its own.
import { type Page } from "@playwright/test";
import { accessible, expect, fits, test } from "./support/test.ts";

/** The pictures as the browser has them: none that it could not read. */
async function pictures(page: Page): Promise<string[]> {
  const drawn = page.locator("main img.letter__picture");
  return drawn.evaluateAll((all) =>
    all.map((one) => `${(one as HTMLImageElement).alt}: ${(one as HTMLImageElement).naturalWidth}`),
  );
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a letter is opened, seen and read, with the keyboard alone", async ({ page, logIn }) => {
      await logIn("sam");
      await page.goto("/record/letters");
      await page.getByRole("link", { name: "Discharge summary" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /^Read the letter \(PDF, / }).focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Discharge summary");
      await expect(page.getByRole("img", { name: "Page 1 of 1" })).toBeVisible();
      expect(await pictures(page)).toEqual(["Page 1 of 1: 1240"]);
      await expect(page.getByText("Stay in hospital with pneumonia, 5 days.")).toBeVisible();
      if (javaScriptEnabled) await accessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page);
    });
  });
}
