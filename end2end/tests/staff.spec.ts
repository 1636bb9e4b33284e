// The staff desk: each role's pages, and one day of a service manager with JavaScript on and off.
import type { Page } from "@playwright/test";
import type { Portal } from "./support/portal.ts";
import { accessible, apart as test, expect, fits, logIn } from "./support/test.ts";

async function atTheDesk(page: Page, own: Portal, name: string): Promise<void> {
  await page.goto(`${own.url}/practice`);
  await page.getByRole("button", { name: `Log in as ${name}`, exact: true }).click();
  await expect(page.getByRole("heading", { name: "Staff desk" })).toBeVisible();
}

const YESTERDAY = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

const PAGES: [string, string[]][] = [
  ["Morgan Manager", ["/staff", "/staff/sources", "/staff/sources/stop", "/staff/sources/medicines", `/staff/sources/medicines/${YESTERDAY}`, "/staff/notices", "/staff/notices/new", "/staff/reports", "/staff/used", "/staff/used/kinds/medicines"]],
  ["Gale Governance", ["/staff", "/staff/access-log", "/staff/access-log/safeguarding"]],
  ["Avery Access", ["/staff", "/staff/carers", "/staff/carers/new"]],
  ["Rowan Reception", ["/staff", "/staff/linkage", "/staff/visit-codes", "/staff/log-in-codes", "/staff/terminals", "/staff/terminals/add"]],
  ["Addison Admin", ["/staff", "/staff/people", "/staff/people/add", "/staff/settings"]],
  ["Harper Host", ["/staff", "/staff/terminals", "/staff/terminals/add"]],
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
      await expect(page.getByText("You are logged out of the staff desk.")).toBeVisible();
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

test("a host sets up a screen, reception gives a slip, and the person reads who did", async ({ page, own, browser }) => {
  test.setTimeout(120_000);
  await atTheDesk(page, own, "Harper Host");
  await page.getByRole("link", { name: "Shared screens" }).click();
  await page.getByRole("button", { name: "Add a shared screen" }).click();
  await page.getByLabel("What is it called?").fill("Desk 1");
  await page.getByRole("button", { name: "Add and make a code" }).click();
  const toType = await page.locator(".big-code").innerText();
  await accessible(page);
  const context = await browser.newContext();
  const screen = await context.newPage();
  await screen.goto(`${own.url}/terminal`);
  await screen.getByLabel("Code for this terminal").fill(toType);
  await screen.getByRole("button", { name: "Make this browser a terminal" }).click();
  await expect(screen.getByText("This screen is Desk 1, Hill Street Surgery.")).toBeVisible();
  await page.goto(`${own.url}/staff/terminals`);
  await expect(page.getByText("Runs. Last used today")).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "Log out" }).click();

  await atTheDesk(page, own, "Rowan Reception");
  await page.getByRole("link", { name: "Visit codes" }).click();
  await page.getByRole("button", { name: "Make a code" }).click();
  await expect(page.getByRole("link", { name: "Choose how you know who they are" })).toBeVisible();
  await accessible(page);
  await page.getByLabel("Photo ID and proof of address").check();
  await page.getByLabel("NHS number").fill("999 000 0018");
  await page.getByLabel("Day").fill("12");
  await page.getByLabel("Month").fill("4");
  await page.getByLabel("Year").fill("1961");
  await page.getByLabel("Where do they use it?").selectOption({ label: "Here, at Hill Street Surgery: for 15 minutes" });
  await page.getByRole("button", { name: "Make a code" }).click();
  const code = await page.locator(".big-code").innerText();
  expect(code).toMatch(/^\d{4} \d{4}$/);
  await accessible(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Rowan Reception")).toBeHidden();
  await expect(page.getByText("Press \"I have a visit code\".")).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  await screen.getByRole("link", { name: "I have a visit code" }).click();
  await screen.getByLabel("The 8 numbers of your slip").fill(code);
  await screen.getByLabel("Day").fill("12");
  await screen.getByLabel("Month").fill("4");
  await screen.getByLabel("Year").fill("1961");
  await screen.getByRole("button", { name: "Continue" }).click();
  await screen.getByRole("link", { name: "I am helping this person" }).click();
  await screen.getByLabel("Your name").fill("Jo Day");
  await screen.getByLabel("Who you are").fill("library staff");
  await screen.getByRole("button", { name: "I am helping" }).click();
  await expect(screen.getByText("Jo Day, library staff, is helping you.")).toBeVisible();
  await screen.getByRole("button", { name: "Finish and clear" }).click();
  await expect(screen.getByText("Jo Day")).toHaveCount(0);
  await context.close();

  await page.getByRole("button", { name: "Log out" }).click();
  await logIn(page, own, "sam");
  await page.goto(`${own.url}/who-looked?who=others`);
  await expect(page.getByText("Made a visit code for you")).toBeVisible();
  await expect(page.getByText("Jo Day, library staff").first()).toBeVisible();
});
