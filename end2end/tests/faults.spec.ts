// Every fault of the switchboard, at a GP surgery and at a hospital: the page's words, the other organisations'
// entries still there, and nothing about anyone else.
import { type Page, expect, test as base } from "@playwright/test";
import { Portal } from "./support/portal.ts";
import { LISTS } from "./support/pages.ts";
import { logIn, watch, words } from "./support/test.ts";

/** What "where your information comes from" says about an organisation with this fault. */
const SAID: Record<string, RegExp> = {
  slow: /We are still waiting/,
  hang: /We are still waiting|It has not answered/,
  reset: /It has not answered/,
  "error-500": /It has not answered/,
  "too-many-requests": /It has not answered/,
  unavailable: /It has not answered/,
  "wrong-content-type": /It has not answered in a way that we can read/,
  "truncated-json": /It has not answered in a way that we can read/,
  "invalid-json": /It has not answered in a way that we can read/,
  "malformed-entry": /could not be read and (is|are) not shown/,
  "other-person": /something about somebody else/,
  "ignores-filter": /something about somebody else/,
  "huge-body": /It has not answered/,
  "redirect-loop": /It has not answered/,
  "expired-certificate": /It has not answered/,
  "wrong-token": /it did not let Front Door in/,
  "expired-token": /it did not let Front Door in/,
  "wrong-tenant": /it did not let Front Door in/,
  "clock-skew": /it did not let Front Door in/,
  "no-permission": /does not share anything online/,
};

/** Faults of what is asked for (`src/tests/coming.rs`, `referrals_ended.rs`): whoever only looks reads as ever. */
const OF_WRITING = ["lists-nothing", "fails-afterwards", "conflict"];

/** Faults under which the organisation's entries still come, now or a little later. */
const STILL_TELLS = ["slow", "malformed-entry"];

const PLACES = [
  { name: "Hill Street Surgery", others: ["Riverside Hospital", "Vale Community Care"] },
  { name: "Riverside Hospital", others: ["Hill Street Surgery", "Vale Community Care"] },
];

// Each fault has a portal of its own: one that keeps failing is left alone for a while, whatever comes next.
const test = base.extend<{ portal: Portal; wrong: string[] }>({
  portal: async ({}, use) => {
    const portal = await Portal.start();
    await use(portal);
    await portal.stop();
  },
  baseURL: async ({ portal }, use) => use(portal.url),
  wrong: [
    async ({ page }, use) => {
      const { wrong } = watch(page);
      await use(wrong);
      expect(wrong).toEqual([]);
    },
    { auto: true },
  ],
});

/** Logs in without looking at the home page. */
async function logInQuietly(page: Page, portal: Portal, key: string): Promise<void> {
  const { email, password } = portal.person(key);
  const answer = await page.request.post("/log-in", {
    form: { email, password },
    headers: { origin: portal.url },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
}

/** The entries of a list that an organisation holds; others may name it, as a referral does. */
async function heldBy(page: Page, name: string): Promise<number> {
  const holder = page.locator(".entry__who", { hasText: new RegExp(`^[^·]*${name}`) });
  return page.locator(".entry", { has: holder }).count();
}

/** No name or number of any other practice person stands on the page. */
async function onlyAbout(page: Page, portal: Portal, key: string): Promise<void> {
  const text = await page.locator("body").innerText();
  for (const person of portal.people.filter(({ email }) => !email.startsWith(`${key}@`))) {
    expect(text, page.url()).not.toContain(person.name);
    expect(text.replace(/\s/g, ""), page.url()).not.toContain(person.nhs_number);
  }
}

test("every fault there is has its test", async ({ portal }) => {
  for (const { faults } of portal.organisations) {
    expect([...faults].filter((fault) => fault !== "none").sort()).toEqual([...Object.keys(SAID), ...OF_WRITING].sort());
  }
});

for (const fault of OF_WRITING) {
  test(`Riverside Hospital with ${fault}: whoever looks sees all that it holds`, async ({ page, portal }) => {
    await portal.setFault("Riverside Hospital", fault);
    await logInQuietly(page, portal, "sam");
    const row = page.locator(".entry", { has: page.getByRole("heading", { name: "Riverside Hospital" }) });
    await expect(async () => {
      await page.goto("/where-from");
      await expect(row).toContainText(/Answered today/, { timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await page.goto("/appointments");
    expect(await heldBy(page, "Riverside Hospital")).toBeGreaterThan(0);
  });
}

for (const { name, others } of PLACES) {
  for (const [fault, said] of Object.entries(SAID)) {
    test(`${name} with ${fault}: the page says so, and everyone else's entries stand`, async ({ page, portal }) => {
      test.setTimeout(120_000);
      await portal.setFault(name, fault, fault === "slow" ? 10 : undefined);
      await logInQuietly(page, portal, "sam");

      // First of all: an organisation that keeps failing is soon left alone, and then only that can be said.
      // A busy machine may need more than the 2 seconds that a page waits for good answers and bad.
      const row = page.locator(".entry", { has: page.getByRole("heading", { name }) });
      await expect(async () => {
        await page.goto("/where-from");
        await expect(row).toContainText(said, { timeout: 500 });
        for (const other of others) {
          const good = page.locator(".entry", { has: page.getByRole("heading", { name: other }) });
          await expect(good).toContainText(/Answered (in part )?today/, { timeout: 500 });
        }
      }).toPass({ timeout: 60_000 });
      await expect(row).toContainText(/01632 960 \d{3}/);
      await onlyAbout(page, portal, "sam");

      await page.goto("/");
      expect(await words(page)).toContain(name);
      await onlyAbout(page, portal, "sam");

      let shown = 0;
      for (const list of LISTS) {
        await page.goto(list);
        await onlyAbout(page, portal, "sam");
        if (!STILL_TELLS.includes(fault)) {
          expect(await heldBy(page, name), `${list} shows nothing of ${name}`).toBe(0);
        }
        for (const other of others) shown += await heldBy(page, other);
        expect(await words(page), list).not.toMatch(/you have no |^none\b/i);
      }
      expect(shown, "the others' entries").toBeGreaterThan(0);
    });
  }
}

test("an organisation that fails later leaves its last good copy, said on each entry", async ({ page, portal }) => {
  await logIn(page, portal, "sam");
  await page.goto("/record/medicines");
  const before = await heldBy(page, "Hill Street Surgery");
  expect(before).toBeGreaterThan(0);
  await portal.setFault("Hill Street Surgery", "error-500");
  await page.goto("/record/medicines");
  const old = page.locator(".entry", { hasText: "Hill Street Surgery", has: page.locator(".entry__old") });
  expect(await old.count()).toBeGreaterThan(0);
  await page.goto("/where-from");
  const row = page.locator(".entry", { has: page.getByRole("heading", { name: "Hill Street Surgery" }) });
  await expect(row).toContainText("You see a copy of what it told us today at");
});

test("a slow organisation is waited for on the page, and is there when it is checked again", async ({ page, portal }) => {
  await portal.setFault("Riverside Hospital", "slow", 3);
  await logIn(page, portal, "sam");
  await page.goto("/appointments");
  expect(await words(page)).toMatch(/still waiting for Riverside Hospital/i);
  await portal.setFault("Riverside Hospital", "none");
  await page.getByRole("link", { name: "Check again" }).first().click();
  await expect.poll(async () => heldBy(page, "Riverside Hospital")).toBeGreaterThan(0);
});

test("a page is never held longer than its deadline by an organisation that hangs", async ({ page, portal }) => {
  await portal.setFault("Riverside Hospital", "hang");
  await logIn(page, portal, "sam");
  const began = Date.now();
  await page.goto("/appointments", { waitUntil: "commit" });
  expect(Date.now() - began).toBeLessThan(3_000);
});

test("a page that waits says by itself that more has come, and moves nothing", async ({ page, portal }) => {
  await portal.setFault("Riverside Hospital", "slow", 3);
  await logIn(page, portal, "sam");
  await page.goto("/appointments");
  const status = page.getByRole("status");
  await expect(status).toContainText("We go on asking.");
  const entries = await page.locator(".entry").count();
  let loads = 0;
  page.on("framenavigated", () => (loads += 1));
  await portal.setFault("Riverside Hospital", "none");
  await expect(status).toContainText("More has come.", { timeout: 40_000 });
  expect(loads).toBe(0);
  expect(await page.locator(".entry").count()).toBe(entries);
  await status.getByRole("link", { name: "Check again" }).click();
  // What came first may have been another organisation's.
  await expect(async () => {
    await page.goto("/appointments");
    expect(await heldBy(page, "Riverside Hospital")).toBeGreaterThan(0);
  }).toPass();
});
