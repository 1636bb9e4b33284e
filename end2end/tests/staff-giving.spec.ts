// The access team gives somebody access in short pages, with JavaScript on and off; and half a year of use as a chart.
import { accessible, apart as test, expect, fits } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("staff give an attorney access page by page, change an answer, and hand over a code", async ({ page, own }) => {
      test.setTimeout(120_000);
      const looked = async () => {
        if (javaScriptEnabled) await accessible(page);
        await page.setViewportSize({ width: 320, height: 640 });
        await fits(page);
        await page.setViewportSize({ width: 1100, height: 800 });
      };
      const next = async (heading: string) => {
        await page.getByRole("button", { name: "Continue" }).click();
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
      };
      await page.goto(`${own.url}/practice`);
      await page.getByRole("button", { name: "Log in as Avery Access", exact: true }).click();
      await page.getByRole("link", { name: "Who acts for whom" }).click();
      await page.getByLabel("NHS number").fill("999 000 0077");
      await page.getByLabel("Day").fill("29");
      await page.getByLabel("Month").fill("2");
      await page.getByLabel("Year").fill("1952");
      await page.getByLabel("Yes").check();
      await page.getByRole("button", { name: "Find the patient" }).click();
      await page.getByRole("link", { name: "To an attorney for health and welfare" }).click();
      await next("Who is given access?");
      await expect(page.getByRole("link", { name: "Choose who can use the code" })).toBeVisible();
      await looked();
      await page.getByLabel("The carer’s name").fill("Nadia Blank");
      await page.getByLabel("Whoever I hand it to").check();
      await next("What may they see and do here?");
      await looked();
      await page.getByLabel("Medicines").first().check();
      await page.getByLabel("Book, change, cancel and confirm appointments").check();
      await next("How long, and what stays hidden?");
      await looked();
      await page.getByLabel("6 months").check();
      await next("What did you check?");
      await looked();
      await page.getByLabel("The power of attorney online").check();
      await page.getByLabel("Its number, or where it is kept").fill("V-4711");
      await page.getByLabel("Who checked it").fill("Dr Vera Vouch");
      await page.getByLabel("They cannot use one now").check();
      await page.getByLabel("I looked at both, and nothing warns").check();
      await page.getByLabel("No sign of it").check();
      await next("Check your answers");
      await looked();
      await page.getByRole("link", { name: /^Change ?: Who$/ }).click();
      await expect(page.getByLabel("The carer’s name")).toHaveValue("Nadia Blank");
      await page.getByLabel("The carer’s name").fill("Nadia White");
      for (const heading of ["What may they see and do here?", "How long, and what stays hidden?", "What did you check?", "Check your answers"]) {
        await next(heading);
      }
      await expect(page.getByText("Nadia White")).toBeVisible();
      await page.getByRole("button", { name: "Give access, and make a code" }).click();
      await expect(page.locator(".big-code")).toBeVisible();
      await looked();
    });
  });
}

test("a chart of use stands with its table in a narrow window, in forced colours and without any script", async ({ page, own }) => {
  await page.goto(`${own.url}/practice`);
  await page.getByRole("button", { name: "Log in as Morgan Manager", exact: true }).click();
  await page.getByRole("link", { name: "What is offered, and used" }).click();
  await page.getByRole("link", { name: "Waiting room, First floor" }).click();
  await expect(page.getByRole("img", { name: "A chart by week." })).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(27);
  await page.emulateMedia({ forcedColors: "active" });
  await accessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page);
});
