// A file that is not whole yet: with JavaScript it is made by itself when everybody has answered, without it by one press.
import { expect, test as base } from "@playwright/test";
import { Portal } from "./support/portal.ts";
import { accessible, logIn, watch } from "./support/test.ts";

const test = base.extend<{ portal: Portal }>({
  portal: async ({}, use) => {
    const portal = await Portal.start();
    await use(portal);
    await portal.stop();
  },
  baseURL: async ({ portal }, use) => use(portal.url),
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a file waits for a slow hospital and is then made", async ({ page, portal }) => {
      test.setTimeout(120_000);
      const { wrong } = watch(page);
      await logIn(page, portal, "sam");
      await portal.setFault("Riverside Hospital", "slow", 9);
      await page.goto("/download");
      await page.getByLabel("Plain text").check();
      await page.getByRole("button", { name: "Make the file" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your file is not whole yet");
      await expect(page.getByText(/We are still waiting for .*Riverside Hospital/)).toBeVisible();
      if (javaScriptEnabled) await accessible(page);
      const made = page.waitForEvent("download", { timeout: 60_000 });
      if (!javaScriptEnabled) {
        // Nobody knows when the hospital has answered, so people press until the file has come.
        const again = page.getByRole("button", { name: "Check again" });
        const notYet = () => Promise.race([made.then(() => false), page.waitForTimeout(3_000).then(() => true)]);
        while (await notYet()) await again.click();
      }
      const file = await made;
      expect(file.suggestedFilename()).toBe("health-record.txt");
      if (javaScriptEnabled) await expect(page.getByRole("status")).toContainText("Everybody has answered.");
      expect(wrong).toEqual([]);
    });
  });
}
