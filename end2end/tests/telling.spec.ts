// Being told things, finding a service, and the pages that say whom to ask: with JavaScript on and off.
import { accessible, expect, fits, test, words } from "./support/test.ts";

const WAYS = ["/no-gp-surgery", "/complaints", "/feedback", "/someone-has-died"];

type Sent = { to: string; body: string };

/** The code in the newest text to a number, once it has gone. */
async function codeSentTo(portal: string, to: string): Promise<string> {
  let code: string | undefined;
  await expect
    .poll(async () => {
      const all = (await (await fetch(`${portal}/practice/outbox.json`)).json()) as Sent[];
      code = all.find((one) => one.to === to && one.body.startsWith("Your code"))?.body.match(/\d{6}/)?.[0];
      return code;
    })
    .toBeDefined();
  return code ?? "";
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("somebody gives a mobile number, types the code, and chooses texts", async ({ page, logIn, portal }) => {
      await logIn("max");
      await page.goto("/your-choices");
      await page.getByRole("link", { name: /Change\s*: mobile number/ }).click();
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page).toHaveTitle(/^Error: /);
      await expect(page.locator("#error-summary")).toBeFocused();
      const number = javaScriptEnabled ? "07700 900321" : "07700 900654";
      await page.getByLabel("Mobile number", { exact: true }).fill(number);
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page).toHaveURL(/\/your-choices\/mobile\/code$/);
      if (javaScriptEnabled) await accessible(page);
      const sent = `+44${number.replaceAll(" ", "").slice(1)}`;
      const code = await codeSentTo(portal.url, sent);
      await page.getByLabel("Code").fill(code);
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page).toHaveURL(/\/your-choices$/);
      expect(await words(page)).toContain(sent);
      await page.getByRole("link", { name: /Change\s*: Something new/ }).click();
      await page.getByLabel("By text").check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page).toHaveURL(/\/your-choices$/);
      expect(await words(page)).toMatch(/Something new in your record By text/);
      if (javaScriptEnabled) await accessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page);
    });

    test("a pharmacy is found without logging in, and the postcode stands in no address", async ({ page }) => {
      await page.goto("/find-a-service");
      await page.getByRole("button", { name: "Find", exact: true }).click();
      await expect(page).toHaveTitle(/^Error: /);
      await page.locator("#error-summary").getByRole("link").first().click();
      await expect(page.getByLabel("A pharmacy")).toBeFocused();
      await page.getByLabel("A pharmacy").check();
      await page.getByLabel("Near where?").fill("ZZ99 4RR");
      await page.getByRole("button", { name: "Find", exact: true }).click();
      await expect(page).toHaveURL(/\/find-a-service\/[0-9a-f]{32}$/);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pharmacies near you");
      await expect(page.locator(".entry h2").first()).toHaveText("Riverside Pharmacy");
      await page.reload();
      await expect(page.locator(".entry h2").first()).toHaveText("Riverside Pharmacy");
      if (javaScriptEnabled) await accessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page);
    });

    test("the pages that say whom to ask fit, and say before they lead away", async ({ page }) => {
      for (const path of WAYS) {
        await page.goto(path);
        expect(await words(page)).toContain("That website is not part of Front Door.");
        if (javaScriptEnabled) await accessible(page);
        await page.setViewportSize({ width: 320, height: 640 });
        await fits(page);
      }
    });
  });
}
