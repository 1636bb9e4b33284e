// Say that one is coming, and that one no longer needs a referral, by keyboard alone; with JavaScript on and off.
import { accessible, apart as test, expect, fits, logIn, tabTo } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled, viewport: { width: 320, height: 700 } });

    test("somebody says that they are coming, and that they no longer need a referral", async ({ page, own }) => {
      test.setTimeout(120_000);
      const heading = page.getByRole("heading", { level: 1 });
      const main = page.locator("main");
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
      await page.goto(`${own.url}/appointments`);
      await page.getByRole("link", { name: "Sleep study, overnight" }).click();
      await looked();
      await press("button", "Say that you are coming");
      await expect(heading).toHaveText("Are you coming to this appointment?");
      await looked();
      await press("button", "Yes, I am coming");
      await expect(heading).toHaveText("They know that you are coming");
      const request = page.url();
      await looked();
      // The browser's Back may show the form once more: sent again it is the same request.
      await page.goBack({ waitUntil: "commit" });
      await page.getByRole("button", { name: "Yes, I am coming" }).click();
      await expect(page).toHaveURL(request);
      await page.getByRole("link", { name: "See this appointment" }).click();
      await expect(main).toContainText("knows that you are coming.");
      await expect(page.getByRole("button", { name: "Say that you are coming" })).toHaveCount(0);

      await page.goto(`${own.url}/record/referrals`);
      await page.getByRole("link", { name: /dietitian/ }).first().click();
      await press("button", "I no longer need this");
      await expect(heading).toHaveText("Do you no longer need this referral?");
      await looked();
      await tabTo(page, page.getByLabel("Why do you no longer need it? (you do not have to say)"));
      await page.keyboard.type("a".repeat(301));
      await press("button", "Yes, I no longer need it");
      await expect(page).toHaveTitle(/^Error: /);
      await looked();
      await page.locator("#why").fill("I eat well now");
      await press("button", "Yes, I no longer need it");
      await expect(heading).toHaveText("You have asked to end your referral");
      await expect(main).toContainText("Until then the referral goes on.");
      await looked();
      await expect(async () => {
        await page.reload();
        await expect(heading).toHaveText("Your referral is not ended", { timeout: 500 });
      }).toPass({ timeout: 40_000 });
      await expect(main).toContainText("Call us before you decide");
      await looked();
    });
  });
}
