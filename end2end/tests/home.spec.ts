import { Portal } from "./support/portal.ts";
import { expect, logIn, test, words } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("the home page goes from what may be missing to what comes next, waits and is new", async ({ page, logIn }) => {
      await logIn("sam");
      const headings = await page.getByRole("heading", { level: 2 }).allInnerTexts();
      const at = (words: RegExp) => headings.findIndex((heading) => words.test(heading));
      expect(at(/^Your next appointment/)).toBeGreaterThanOrEqual(0);
      expect(at(/^(What is new|New since)/)).toBeGreaterThan(at(/^Your next appointment/));
      expect(at(/^Everything/)).toBeGreaterThan(at(/^(What is new|New since)/));
      const next = page.locator(".next");
      await expect(next.locator(".next__when")).toHaveText(/\w+day \d+ \w+ \d{4}, (\d+(:\d\d)?[ap]m|midday)/);
      await expect(next).toContainText("As they told us today at");
      await next.getByRole("link").first().click();
      await expect(page).toHaveURL(/\/appointments\/[0-9a-f]{32}$/);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    });

    test("every door leads to a page with that name", async ({ page, logIn }) => {
      await logIn("sam");
      const doors = page.locator(".doors a");
      const count = await doors.count();
      expect(count).toBeGreaterThanOrEqual(10);
      for (let n = 0; n < count; n += 1) {
        await page.goto("/");
        const door = doors.nth(n);
        expect((await door.innerText()).trim().split("\n").length, "a title and a line").toBeGreaterThanOrEqual(2);
        await door.click();
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        expect(page.url()).not.toMatch(/log-in/);
      }
    });

    test("a first visit has nothing new, and the next one says since when", async ({ page, watched }) => {
      // A portal that nobody has visited before.
      const portal = await Portal.start();
      await logIn(page, portal, "priya");
      await expect(page.getByText("This is your first visit.")).toBeVisible();
      await page.getByRole("banner").getByRole("button", { name: "Log out" }).click();
      await logIn(page, portal, "priya");
      await expect(page.getByRole("heading", { name: /^New since \d+ \w+ \d{4}$/ })).toBeVisible();
      await expect(page.getByText("Nobody has told us of anything new since then.")).toBeVisible();
      watched.end();
      await portal.stop();
    });

    test("with nothing anywhere, it is said who told us of none, and never that there is none", async ({ page, logIn }) => {
      await logIn("nadia");
      const text = await words(page);
      expect(text).toContain("Nobody told us of an appointment to come");
      expect(text).toMatch(/told us of none/);
      expect(text).not.toMatch(/you have no /i);
    });

    test("somebody known only to a place that is not connected is told so", async ({ page, logIn }) => {
      await logIn("eddie");
      expect(await words(page)).toMatch(/Eastmoor Hospital is not connected/);
    });

    test("a name stands as it is written, however long and in any script", async ({ page, portal, logIn }) => {
      for (const key of ["wilhelmina", "yael", "nour", "wulandari"]) {
        await page.context().clearCookies();
        await logIn(key);
        await expect(page.getByRole("banner")).toContainText(portal.person(key).name);
      }
    });
  });
}

test("the title holds nothing personal", async ({ page, portal, logIn }) => {
  await logIn("sam");
  const title = await page.title();
  for (const word of portal.person("sam").name.split(" ")) expect(title).not.toContain(word);
});
