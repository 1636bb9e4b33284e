// Acting for somebody else: from the six pages of giving access to looking, and back, with all pages looked at.
import type { Page } from "@playwright/test";
import { LISTS, firstEntry } from "./support/pages.ts";
import type { Portal } from "./support/portal.ts";
import { accessible, apart as test, expect, fits, logIn, words } from "./support/test.ts";

/** Looks at the page that stands there: no faults, and no scrolling sideways at 320 px. */
async function look(page: Page, javaScriptEnabled: boolean): Promise<void> {
  await expect(page.locator("h1")).toHaveCount(1);
  if (javaScriptEnabled) await accessible(page);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page);
  if (before) await page.setViewportSize(before);
}

/** Fills in the six pages, for everything where nothing is named; gives the code. */
async function give(page: Page, own: Portal, kinds: string[], javaScriptEnabled: boolean): Promise<string> {
  const all = async () => {
    for (const box of await page.getByRole("checkbox").all()) await box.check();
  };
  const goOn = async () => {
    await look(page, javaScriptEnabled);
    await page.getByRole("button", { name: "Continue" }).click();
  };
  await page.goto(`${own.url}/carers`);
  await look(page, javaScriptEnabled);
  await page.getByRole("button", { name: "Give someone you trust access" }).click();
  await page.getByLabel("Their name").fill("Grace");
  await goOn();
  if (kinds.length === 0) await all();
  else await page.getByLabel("Hill Street Surgery").check();
  await goOn();
  if (kinds.length === 0) await all();
  for (const kind of kinds) await page.getByLabel(kind, { exact: true }).check();
  await goOn();
  await page.getByLabel("Until I stop it").check();
  await goOn();
  await goOn();
  await look(page, javaScriptEnabled);
  await page.getByRole("button", { name: /^Give .*Grace.* access$/ }).click();
  await look(page, javaScriptEnabled);
  return page.locator(".code").innerText();
}

/** Types the code, accepts, and acts for whoever it came from. */
async function accept(carer: Page, own: Portal, code: string): Promise<void> {
  await carer.goto(`${own.url}/helping/code`);
  await carer.getByLabel("Code").fill(code);
  await carer.getByRole("button", { name: "Continue" }).click();
  await carer.getByRole("button", { name: /^Yes, act for/ }).click();
  await carer.getByRole("button", { name: /^Act for .*Sam Sample/ }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("somebody gives access, and the other acts with it until it is stopped", async ({ page, own, browser }) => {
      test.setTimeout(240_000);
      await logIn(page, own, "sam");
      const code = await give(page, own, ["Medicines", "Allergies"], javaScriptEnabled);
      const elsewhere = await browser.newContext({ javaScriptEnabled, baseURL: own.url });
      const carer = await elsewhere.newPage();
      await logIn(carer, own, "grace");
      await carer.getByRole("link", { name: "People you help" }).click();
      await look(carer, javaScriptEnabled);
      await carer.getByRole("button", { name: "I have a code from somebody" }).click();
      await look(carer, javaScriptEnabled);
      await carer.getByLabel("Code").fill(code);
      await carer.getByRole("button", { name: "Continue" }).click();
      await look(carer, javaScriptEnabled);
      await carer.getByRole("button", { name: /^Yes, act for .*Sam Sample/ }).click();
      await look(carer, javaScriptEnabled);
      await carer.getByRole("button", { name: /^Act for .*Sam Sample/ }).click();
      const banner = carer.getByRole("region", { name: "Acting for someone" });
      await expect(banner).toContainText("Sam Sample");
      await look(carer, javaScriptEnabled);
      await carer.getByRole("link", { name: "Medicines" }).click();
      await look(carer, javaScriptEnabled);
      await expect(carer.locator("h1")).toContainText("Sam Sample");
      expect(await carer.title()).not.toContain("Sam");
      const medicine = await firstEntry(carer, "/record/medicines");
      await carer.goto(medicine ?? "");
      await look(carer, javaScriptEnabled);
      await carer.goto("/record/letters");
      expect(await words(carer)).not.toContain("Hill Street");
      await carer.goto("/your-details");
      await look(carer, javaScriptEnabled);
      await expect(carer.locator("h1")).toHaveText("You cannot do this for somebody else");
      // The patient changes it, sees who looked, and stops it.
      await page.goto(`${own.url}/carers`);
      await page.locator("main .entry a").first().click();
      await look(page, javaScriptEnabled);
      await page.getByRole("button", { name: "Stop the access now" }).click();
      await expect(page.locator("main")).toContainText("Ended");
      await carer.goto("/record/medicines");
      await look(carer, javaScriptEnabled);
      await expect(carer.locator("h1")).toHaveText("This access is not active");
      await carer.getByRole("button", { name: "Go to your own record" }).click();
      await expect(carer.locator("h1")).toContainText("Hello");
      await elsewhere.close();
    });

    test("a carer books and cancels for the patient, in their own name", async ({ page, own, browser }) => {
      test.setTimeout(240_000);
      await logIn(page, own, "sam");
      const code = await give(page, own, ["Book, change, cancel and confirm appointments"], javaScriptEnabled);
      const elsewhere = await browser.newContext({ javaScriptEnabled, baseURL: own.url });
      const carer = await elsewhere.newPage();
      await logIn(carer, own, "grace");
      await accept(carer, own, code);
      await look(carer, javaScriptEnabled);
      await carer.getByRole("link", { name: "Book an appointment for Sam Sample" }).click();
      await look(carer, javaScriptEnabled);
      await carer.getByRole("link", { name: "Hill Street Surgery" }).click();
      await look(carer, javaScriptEnabled);
      await carer.getByLabel("When").selectOption({ index: 2 });
      await carer.getByLabel("How it takes place").selectOption("in-person");
      await carer.getByRole("button", { name: "Show these times" }).click();
      await carer.locator("input[name=time]").nth(1).check();
      await carer.getByRole("button", { name: "Continue" }).click();
      await look(carer, javaScriptEnabled);
      await carer.getByLabel("Why does Sam Sample want to be seen?").fill("Sore throat");
      await carer.getByRole("button", { name: "Continue" }).click();
      await expect(carer.locator("h1")).toContainText("Sam Sample");
      await look(carer, javaScriptEnabled);
      await carer.getByRole("button", { name: "Book this time for Sam Sample" }).click();
      await expect(carer.locator("h1")).toContainText("Book an appointment: Done");
      expect(await carer.title()).not.toContain("Sam");
      await look(carer, javaScriptEnabled);
      await carer.getByRole("link", { name: "See this appointment" }).click();
      await look(carer, javaScriptEnabled);
      await carer.getByRole("button", { name: "Cancel this appointment for Sam Sample" }).click();
      await look(carer, javaScriptEnabled);
      await carer.getByLabel("Sam Sample cannot come then").check();
      await carer.getByRole("button", { name: "Yes, cancel this appointment for Sam Sample" }).click();
      await expect(carer.locator("h1")).toContainText("Cancel an appointment: Done");
      await look(carer, javaScriptEnabled);
      await page.goto(`${own.url}/requests`);
      expect(await words(page)).toContain("by Grace Young");
      await look(page, javaScriptEnabled);
      await elsewhere.close();
    });
  });
}

test("every page of whoever acts for somebody has no faults and fits a narrow window", async ({ page, own, browser }) => {
  test.setTimeout(240_000);
  await logIn(page, own, "sam");
  const code = await give(page, own, [], true);
  const elsewhere = await browser.newContext({ baseURL: own.url });
  const carer = await elsewhere.newPage();
  await logIn(carer, own, "grace");
  await accept(carer, own, code);
  for (const path of ["/", "/search", "/download", "/appointments/book", "/appointments/book/A99901", "/record/medicines/order", "/requests", "/messages", "/messages/new", "/messages/new/RZ1"]) {
    await carer.goto(path);
    await look(carer, true);
  }
  const below: [string, RegExp, string][] = [
    ["/appointments", /Sleep study, overnight/, "coming"],
    ["/record/referrals", /physiotherapist/, "no-longer-needed"],
  ];
  for (const [list, name, end] of below) {
    await carer.goto(list);
    const own = await carer.locator("main a", { hasText: name }).first().getAttribute("href");
    await carer.goto(`${own}/${end}`);
    await expect(carer.locator("main form button[type=submit]").first()).toContainText("Sam Sample");
    await look(carer, true);
  }
  for (const list of LISTS) {
    const answer = await carer.goto(list);
    await look(carer, true);
    if (answer?.status() !== 200) continue;
    const entry = await firstEntry(carer, list);
    if (!entry) continue;
    await carer.goto(entry);
    await look(carer, true);
  }
  await elsewhere.close();
});
