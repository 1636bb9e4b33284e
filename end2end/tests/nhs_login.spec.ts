// Logging in with NHS login against a provider that others wrote, and with the practice one.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLIENT_ID, NhsLogin, type Person } from "./support/oidc.ts";
import { Portal } from "./support/portal.ts";
import { accessible, expect, fits, test as base } from "./support/test.ts";

type Worker = { nhsLogin: NhsLogin };

/** A portal that is one of the provider's services, with one key that signs and one that is to come. */
const test = base.extend<object, Worker>({
  nhsLogin: [
    async ({}, use) => {
      const nhsLogin = await NhsLogin.start();
      await use(nhsLogin);
      await nhsLogin.stop();
    },
    { scope: "worker" },
  ],
  portal: [
    async ({ nhsLogin }, use, { workerIndex }) => {
      const keys = ["now", "next"].map((name) => join(tmpdir(), `front-door-nhs-login-${process.pid}-${workerIndex}-${name}.pem`));
      for (const key of keys) await writeFile(key, NhsLogin.newKey(), { mode: 0o600 });
      const portal = await Portal.start({
        FRONT_DOOR_NHS_LOGIN_ISSUER: nhsLogin.issuer,
        FRONT_DOOR_NHS_LOGIN_CLIENT_ID: CLIENT_ID,
        FRONT_DOOR_NHS_LOGIN_KEYS: keys.join(","),
      });
      nhsLogin.knows(portal.url);
      await use(portal);
      await portal.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

const SAM: Person = {
  sub: "1f0c2a52",
  nhs_number: "9990000018",
  birthdate: "1961-04-12",
  family_name: "Sample",
  given_name: "Sam",
  identity_proofing_level: "P9",
  vot: "P9.Cp.Cd",
};

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("somebody comes with NHS login and sees the page that they asked for", async ({ page, nhsLogin }) => {
      nhsLogin.person = SAM;
      await page.goto("/record/medicines");
      await page.getByRole("button", { name: "Continue to NHS login" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("NHS login");
      expect(nhsLogin.asked.get("vtr")).toContain("P9.Cp.Cd");
      await page.getByRole("button", { name: "Agree" }).click();
      await expect(page).toHaveURL("/record/medicines");
      await expect(page.getByRole("banner")).toContainText("Sam Sample");
    });

    test("somebody who does not agree to share is told what that means", async ({ page, nhsLogin }) => {
      nhsLogin.person = SAM;
      await page.goto("/log-in");
      await page.getByRole("button", { name: "Continue to NHS login" }).click();
      await page.getByRole("button", { name: "I do not want to use my NHS login" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("We cannot log you in with NHS login");
      if (javaScriptEnabled) await accessible(page);
      await page.getByRole("link", { name: "Log in another way" }).click();
      await expect(page).toHaveURL(/\/log-in/);
    });

    test("somebody proves who they are on the way", async ({ page, nhsLogin }) => {
      nhsLogin.person = { ...SAM, identity_proofing_level: "P5", vot: "P5.Cp.Cd" };
      await page.goto("/log-in");
      await page.getByRole("button", { name: "Continue to NHS login" }).click();
      await page.getByRole("button", { name: "Agree" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Prove who you are to see your record");
      nhsLogin.person = SAM;
      await page.getByRole("button", { name: "Prove who you are with NHS login" }).click();
      // Logged in there still, so it asks at most to agree.
      const agree = page.getByRole("button", { name: "Agree" });
      if (await agree.isVisible()) await agree.click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello Sam");
    });
  });
}

test("the same NHS login with another NHS number opens nothing", async ({ page, nhsLogin }) => {
  nhsLogin.person = { ...SAM, sub: "other", nhs_number: "9990000026" };
  await page.goto("/log-in/nhs-login");
  await page.getByRole("button", { name: "Agree" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your details do not match");
});

base("every page about NHS login is accessible and fits a narrow window", async ({ page }) => {
  const reasons = [
    "cancelled", "not-shared", "prove-who-you-are", "not-proved", "no-nhs-number", "no-account", "differs",
    "start-again", "too-late", "log-in-again", "not-working", "not-right",
  ];
  await page.setViewportSize({ width: 320, height: 640 });
  for (const reason of reasons) {
    await page.goto(`/log-in/nhs-login/${reason}`);
    await accessible(page);
    await fits(page);
  }
  await page.goto("/log-in/nhs-login");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Practice NHS login");
  await accessible(page);
  await fits(page);
  await page.getByLabel("Grace Young").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello Grace");
});
