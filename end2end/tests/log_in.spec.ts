import { accessible, expect, test } from "./support/test.ts";

const WRONG = "The email address and password do not match. Check both and try again";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("somebody logs in, sees their home page and logs out", async ({ page, portal, logIn }) => {
      await logIn("sam");
      await expect(page).toHaveURL("/");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello Sam");
      await expect(page.getByRole("banner")).toContainText(portal.person("sam").name);
      await page.getByRole("banner").getByRole("button", { name: "Log out" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are logged out");
      await page.goto("/appointments");
      await expect(page).toHaveURL(/\/log-in/);
    });

    test("an empty form names both fields and takes the reader to the summary", async ({ page }) => {
      await page.goto("/log-in");
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === "POST"),
        page.getByRole("button", { name: "Log in" }).click(),
      ]);
      expect(answer.status()).toBe(422);
      await expect(page).toHaveTitle(/^Error: /);
      const summary = page.locator("#error-summary");
      await expect(summary.getByRole("heading")).toHaveText("There is a problem");
      await expect(summary).toBeFocused();
      await expect(summary.getByRole("link", { name: "Enter your email address" })).toHaveAttribute("href", "#email");
      await summary.getByRole("link", { name: "Enter your password" }).click();
      await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
    });

    test("something that is not an email address is kept, and the password is not", async ({ page }) => {
      await page.goto("/log-in");
      await page.getByLabel("Email address").fill("sam at example");
      await page.getByLabel("Password", { exact: true }).fill("secret");
      await page.getByRole("button", { name: "Log in" }).click();
      await expect(page.locator("#error-summary")).toContainText("Enter your whole email address");
      await expect(page.getByLabel("Email address")).toHaveValue("sam at example");
      await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
    });

    test("a wrong password and an unknown person get the same words", async ({ page, portal }) => {
      for (const email of [portal.person("grace").email, "nobody@example.org"]) {
        await page.goto("/log-in");
        await page.getByLabel("Email address").fill(email);
        await page.getByLabel("Password", { exact: true }).fill("wrong-password");
        await page.getByRole("button", { name: "Log in" }).click();
        await expect(page.locator("#error-summary")).toContainText(WRONG);
        expect(page.url()).not.toContain("@");
      }
    });

    test("too many tries have to wait, and are told how long", async ({ page }) => {
      const email = `many-${javaScriptEnabled}@example.org`;
      let status = 0;
      for (let tries = 0; tries < 8 && status !== 429; tries += 1) {
        await page.goto("/log-in");
        await page.getByLabel("Email address").fill(email);
        await page.getByLabel("Password", { exact: true }).fill("wrong-password");
        const [answer] = await Promise.all([
          page.waitForResponse((response) => response.request().method() === "POST"),
          page.getByRole("button", { name: "Log in" }).click(),
        ]);
        status = answer.status();
      }
      expect(status).toBe(429);
      await expect(page.locator("#error-summary")).toContainText(/Wait \d+ minutes?, then try again/);
    });

    test("whoever is logged in already goes home from the log-in page", async ({ page, logIn }) => {
      await logIn("grace");
      await page.goto("/log-in");
      await expect(page).toHaveURL("/");
    });

    test("nobody is sent to another site after logging in", async ({ page, portal }) => {
      const person = portal.person("grace");
      for (const elsewhere of ["https://example.com", "//example.com", "/\\example.com"]) {
        await page.context().clearCookies();
        await page.goto(`/log-in?return=${encodeURIComponent(elsewhere)}`);
        await page.getByLabel("Email address").fill(person.email);
        await page.getByLabel("Password", { exact: true }).fill(person.password);
        await page.getByRole("button", { name: "Log in" }).click();
        await expect(page).toHaveURL(`${portal.url}/`);
      }
    });

    test("the page that was asked for comes after logging in", async ({ page, portal }) => {
      const person = portal.person("grace");
      await page.goto("/log-in?return=/record/medicines");
      await page.getByLabel("Email address").fill(person.email);
      await page.getByLabel("Password", { exact: true }).fill(person.password);
      await page.getByRole("button", { name: "Log in" }).click();
      await expect(page).toHaveURL("/record/medicines");
    });

    test("the address for logging out asks first", async ({ page, logIn }) => {
      await logIn("grace");
      await page.goto("/log-out");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Do you want to log out?");
      await page.locator("main").getByRole("button", { name: "Log out" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are logged out");
    });
  });
}

test("the log-in page with errors has no accessibility faults", async ({ page }) => {
  await page.goto("/log-in");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.locator("#error-summary")).toBeVisible();
  await accessible(page);
});

test("the session's id changes when somebody logs in, and scripts cannot read it", async ({ page, context, logIn }) => {
  await context.addCookies([{ name: "front-door", value: "AAAAAAAAAAAAAAAAAAAAAA", domain: "localhost", path: "/" }]);
  await logIn("grace");
  const cookie = (await context.cookies()).find(({ name }) => name === "front-door");
  expect(cookie?.value).not.toBe("AAAAAAAAAAAAAAAAAAAAAA");
  expect(cookie?.httpOnly).toBe(true);
  expect(cookie?.sameSite).toBe("Lax");
  expect(await page.evaluate(() => document.cookie)).toBe("");
});

test("a post from another site logs nobody in", async ({ portal }) => {
  const { email, password } = portal.person("grace");
  const answer = await fetch(`${portal.url}/log-in`, {
    method: "POST",
    body: new URLSearchParams({ email, password }),
    headers: { origin: "https://example.com" },
    redirect: "manual",
  });
  expect(answer.status).toBe(403);
  expect(answer.headers.get("set-cookie")).toBeNull();
});
