// Write a message by keyboard alone: saved, found again, checked, sent, and gone back to; with JavaScript on and off.
import { accessible, apart as test, expect, fits, logIn, tabTo, words } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled, viewport: { width: 320, height: 700 } });

    test("a message is written by keyboard, kept when one goes back, and sent once", async ({ page, own }) => {
      test.setTimeout(150_000);
      const heading = page.getByRole("heading", { level: 1 });
      // axe and the measure of width are scripts themselves.
      const looked = async () => {
        if (!javaScriptEnabled) return;
        await accessible(page);
        await fits(page);
      };
      const press = async (role: "link" | "button", name: string) => {
        await tabTo(page, page.getByRole(role, { name, exact: true }));
        await page.keyboard.press("Enter");
      };
      await logIn(page, own, "sam");
      await page.goto(`${own.url}/messages`);
      await expect(page.locator("main h2").first()).toContainText("Call 999");
      await looked();
      await press("button", "Write a new message");
      await expect(heading).toHaveText("Who do you want to write to?");
      await looked();
      await press("link", "Riverside Hospital");
      await expect(heading).toHaveText("Write your message");

      // Without words it comes back and says so.
      await press("button", "Continue");
      await expect(page).toHaveTitle(/^Error: /);
      await looked();
      await tabTo(page, page.getByLabel("What is it about?"));
      await page.keyboard.type("My drops");
      await tabTo(page, page.getByLabel("Your message"));
      await page.keyboard.type("Which eye? 😕");
      await press("button", "Save and finish later");
      await expect(page).toHaveURL(/\/messages$/);
      expect(await words(page)).toContain("Nobody has these yet.");
      await looked();

      await press("link", "My drops");
      await expect(page.getByLabel("Your message")).toHaveValue("Which eye? 😕");
      await press("button", "Continue");
      await expect(heading).toHaveText("Check before you send");
      await looked();
      await page.goBack({ waitUntil: "commit" });
      await expect(page.getByLabel("Your message")).toHaveValue("Which eye? 😕");
      await tabTo(page, page.getByLabel("Your message"));
      await page.keyboard.press("Control+End");
      await page.keyboard.type(" The left one?");
      await press("button", "Continue");
      await expect(heading).toHaveText("Check before you send");
      expect(await words(page)).toContain("Which eye? 😕 The left one?");
      await press("button", "Send this message");
      await expect(heading).toHaveText("Your message has arrived");
      const request = page.url();
      expect(request).toMatch(/\/requests\/[0-9a-f-]{36}$/);
      await looked();

      // The browser's Back may show the last page once more: sent again it is the same request, and loaded anew it leads there.
      await page.goBack({ waitUntil: "commit" });
      await page.getByRole("button", { name: "Send this message" }).click();
      await expect(page).toHaveURL(request);
      await page.goBack({ waitUntil: "commit" });
      await page.reload();
      await expect(page).toHaveURL(request);
      await page.goto(`${own.url}/messages`);
      await expect(page.getByRole("link", { name: "My drops" })).toHaveCount(1);
      expect(await words(page)).not.toContain("Not finished");
      await page.getByRole("link", { name: "My drops" }).click();
      expect(await words(page)).toContain("The left one?");
      await looked();
    });
  });
}
