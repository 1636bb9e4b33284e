// The staff desk: each role's pages, and one day of a service manager with JavaScript on and off.
import type { Page } from "@playwright/test";
import type { Portal } from "./support/portal.ts";
import { accessible, apart as test, expect, fits, logIn } from "./support/test.ts";

async function atTheDesk(page: Page, own: Portal, name: string): Promise<void> {
  await page.goto(`${own.url}/practice`);
  await page.getByRole("button", { name: `Log in as ${name}`, exact: true }).click();
  await expect(page.getByRole("heading", { name: "Staff desk" })).toBeVisible();
}

const PAGES: [string, string[]][] = [
  ["Morgan Manager", ["/staff", "/staff/sources", "/staff/sources/stop", "/staff/notices", "/staff/notices/new", "/staff/reports", "/staff/used"]],
  ["Gale Governance", ["/staff", "/staff/access-log", "/staff/access-log/safeguarding"]],
  ["Avery Access", ["/staff", "/staff/carers", "/staff/carers/new"]],
  ["Rowan Reception", ["/staff", "/staff/linkage"]],
  ["Addison Admin", ["/staff", "/staff/people", "/staff/people/add", "/staff/settings"]],
  ["Harper Host", ["/staff"]],
];

test("the pages of each role have no accessibility faults and fit a narrow window", async ({ page, own }) => {
  test.setTimeout(180_000);
  for (const [name, paths] of PAGES) {
    await atTheDesk(page, own, name);
    for (const path of paths) {
      await page.setViewportSize({ width: 1100, height: 800 });
      expect((await page.goto(own.url + path))?.status(), path).toBe(200);
      await accessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page);
    }
    await page.getByRole("button", { name: "Log out" }).click();
    await expect(page.getByText("You are logged out of the staff desk.")).toBeVisible();
  }
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a manager stops a kind, writes a notice, and a patient reads both", async ({ page, own }) => {
      test.setTimeout(120_000);
      await atTheDesk(page, own, "Morgan Manager");
      await page.getByRole("link", { name: "How your sources answer" }).click();
      await page.getByRole("button", { name: "Stop showing something" }).click();
      await page.getByRole("button", { name: "Stop showing it now" }).click();
      await expect(page.getByRole("link", { name: "Choose why" })).toBeVisible();
      await page.getByLabel("Allergies").check();
      await page.getByLabel("Another reason").check();
      await page.getByRole("button", { name: "Stop showing it now" }).click();
      await expect(page.getByRole("button", { name: "Show again: Allergies" })).toBeVisible();
      await page.goto(`${own.url}/staff/notices/new`);
      await page.getByLabel("What are patients to know?").fill("Online booking is off. Call us.");
      await page.getByLabel("Until what time?").fill("11:59pm");
      await page.getByRole("button", { name: "Show it to patients" }).click();
      await expect(page.getByText("Shown now")).toBeVisible();
      await page.getByRole("button", { name: "Log out" }).click();
      await logIn(page, own, "grace");
      await expect(page.getByText("Online booking is off. Call us.")).toBeVisible();
      await page.goto(`${own.url}/record/allergies`);
      await expect(page.getByText("Hill Street Surgery has asked us not to show this at the moment.").first()).toBeVisible();
      await page.goto(`${own.url}/status`);
      await expect(page.getByText("Online booking is off. Call us.")).toBeVisible();
      if (javaScriptEnabled) await accessible(page);
    });

    test("after logging out, Back shows nothing of the desk", async ({ page, own }) => {
      await atTheDesk(page, own, "Addison Admin");
      await page.goto(`${own.url}/staff/people`);
      await page.getByRole("button", { name: "Log out" }).click();
      await page.goBack();
      await expect(page.getByText("Rowan Reception")).toHaveCount(0);
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("somebody comes with their log-in at work, once they have said that it is theirs", async ({ page, own }) => {
      test.setTimeout(120_000);
      const atWork = async () => {
        await page.goto(`${own.url}/staff/log-in`);
        await page.getByRole("link", { name: /^Log in with/ }).click();
        await page.getByLabel("Rowan Reception").check();
        if (javaScriptEnabled) await accessible(page);
        await page.getByRole("button", { name: "Continue" }).click();
      };
      await atWork();
      await expect(page.getByText("We do not know your log-in at work yet.")).toBeVisible();
      if (javaScriptEnabled) await accessible(page);
      await page.goto(`${own.url}/practice`);
      await page.getByRole("button", { name: "Log in as Rowan Reception", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your log-in at work");
      if (javaScriptEnabled) await accessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page);
      await page.getByRole("button", { name: "It was me: let it open my account" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Staff desk");
      await page.getByRole("button", { name: "Log out" }).click();
      await atWork();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Staff desk");
    });
  });
}
