import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { expect, fits, test } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("the whole record comes as one page that needs nothing else", async ({ page, browser, logIn }, info) => {
      await logIn("sam");
      await page.goto("/record");
      await page.getByRole("link", { name: /Take your record with you/ }).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Make the file" }).click(),
      ]);
      expect(download.suggestedFilename()).toBe("health-record.html");
      const file = info.outputPath("record.html");
      await download.saveAs(file);
      const html = await readFile(file, "utf8");
      expect(html).toContain("What may be missing, and why");
      expect(html).not.toMatch(/src=|href=/);
      // As somebody opens it later, without us.
      const reader = await browser.newPage();
      await reader.goto(pathToFileURL(file).href);
      await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Your health record");
      await reader.setViewportSize({ width: 320, height: 640 });
      await fits(reader);
      await reader.close();
    });

    test("a day that is none comes back at its field with all that was chosen", async ({ page, logIn }) => {
      await logIn("sam");
      await page.goto("/download");
      await page.getByLabel("Letters and documents").uncheck();
      await page.getByLabel("Plain text").check();
      await page.locator("#from-day").fill("31");
      await page.locator("#from-month").fill("2");
      await page.locator("#from-year").fill("2024");
      await page.getByRole("button", { name: "Make the file" }).click();
      await expect(page).toHaveTitle(/^Error: /);
      await page.locator("#error-summary").getByRole("link", { name: "The first day must be a real date" }).click();
      await expect(page.locator("#from-day")).toBeFocused();
      await expect(page.getByLabel("Letters and documents")).not.toBeChecked();
      await expect(page.getByLabel("Plain text")).toBeChecked();
    });
  });
}
