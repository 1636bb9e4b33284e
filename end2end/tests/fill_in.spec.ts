// Fill in a questionnaire by keyboard alone: one question a page, stopped, gone back to, changed and sent; with JavaScript on
// and off.
import { accessible, apart as test, expect, fits, logIn, tabTo, words } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled, viewport: { width: 320, height: 700 } });

    test("a questionnaire is filled in by keyboard, gone back to, changed and sent once", async ({ page, own }) => {
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
      await page.goto(`${own.url}/record/questionnaires`);
      await page.getByRole("link", { name: "About your eyes" }).click();
      await looked();
      await press("button", "Fill it in here");
      await expect(heading).toContainText("Which eye gives you trouble?");
      expect(await words(page)).toContain("Have your glasses and eye drops beside you.");
      await looked();

      // This one must be answered.
      await press("button", "Continue");
      await expect(page).toHaveTitle(/^Error: /);
      await looked();
      await tabTo(page, page.getByRole("radio", { name: "Left eye" }));
      await page.keyboard.press("ArrowDown");
      await expect(page.getByRole("radio", { name: "Right eye" })).toBeChecked();
      await page.keyboard.press("Enter");
      await expect(heading).toContainText("Have you had pain in an eye?");
      await looked();
      await tabTo(page, page.getByRole("radio", { name: "Yes" }));
      await page.keyboard.press("Space");
      await page.keyboard.press("Enter");
      await expect(heading).toContainText("How bad is the pain");
      await tabTo(page, page.getByLabel("Your answer"));
      await page.keyboard.type("seven");
      await page.keyboard.press("Enter");
      await expect(page).toHaveTitle(/^Error: /);
      await expect(page.getByLabel("Your answer")).toHaveValue("seven");
      await looked();
      await page.getByLabel("Your answer").fill("7");
      await page.keyboard.press("Enter");
      await expect(heading).toContainText("Which eye drops do you use?");
      await tabTo(page, page.getByLabel("Your answer"));
      await page.keyboard.type("Blue bottle");
      await press("button", "Add another");
      await expect(page.locator("main")).toContainText("Your answers so far");
      await looked();
      await press("button", "Continue");
      await expect(heading).toContainText("When did you last have new glasses?");
      await looked();

      // The browser's Back shows what was answered, and nothing is lost.
      await page.goBack({ waitUntil: "commit" });
      await expect(heading).toContainText("Which eye drops do you use?");
      await expect(page.locator("main")).toContainText("Blue bottle");
      await press("button", "See all my answers");
      await expect(heading).toHaveText("Check your answers");
      await looked();
      for (const said of ["Right eye", "7", "Blue bottle"]) await expect(page.locator("main")).toContainText(said);

      // A changed answer takes the question away that followed from it.
      await tabTo(page, page.getByRole("link", { name: /^Change.*pain in an eye/ }));
      await page.keyboard.press("Enter");
      await tabTo(page, page.getByRole("radio", { name: "Yes" }));
      await page.keyboard.press("ArrowDown");
      await press("button", "See all my answers");
      await expect(heading).toHaveText("Check your answers");
      await expect(page.locator("main")).not.toContainText("How bad is the pain");
      await press("button", "Send my answers");
      await expect(heading).toHaveText("Your answers have arrived");
      const request = page.url();
      await looked();

      // The browser's Back may show the last page once more: sent again it is the same request, and loaded anew it leads there.
      await page.goBack({ waitUntil: "commit" });
      await page.getByRole("button", { name: "Send my answers" }).click();
      await expect(page).toHaveURL(request);
      await page.goBack({ waitUntil: "commit" });
      await page.reload();
      await expect(page).toHaveURL(request);
      await page.goto(`${own.url}/record/questionnaires`);
      await page.getByRole("link", { name: "About your eyes" }).click();
      await expect(page.getByRole("button", { name: "Fill it in here" })).toHaveCount(0);
    });
  });
}
