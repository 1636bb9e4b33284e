// What holds for every page there is: no accessibility faults, no sideways scrolling, no errors (see `watched`).
import type { Page } from "@playwright/test";
import { accessible, expect, fits, test } from "./support/test.ts";
import { OPEN, OWN, all } from "./support/pages.ts";

/** 320 px, and what is left of 1280 px at 400%. */
const NARROW = [
  { width: 320, height: 640 },
  { width: 320, height: 256 },
];

async function look(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  await expect(page.locator("h1"), path).toHaveCount(1);
  expect((await page.locator("h1").innerText()).length, `the heading of ${path}`).toBeLessThanOrEqual(65);
  await expect(page.locator("main#main"), path).toHaveCount(1);
}

test("the pages for anybody have no accessibility faults", async ({ page }) => {
  for (const path of OPEN) {
    await look(page, path);
    await accessible(page);
  }
});

test("the pages for anybody fit a narrow window", async ({ page }) => {
  for (const size of NARROW) {
    await page.setViewportSize(size);
    for (const path of OPEN) {
      await look(page, path);
      await fits(page);
    }
  }
});

/** With `cargo xtask test --long`, the pages of more people. */
const MORE = ["nadia", "wilhelmina", "trang", "robin", "tom", "eddie"];
const PEOPLE = ["sam", "max", "nour", ...(process.env.FRONT_DOOR_LONG ? MORE : [])];

for (const key of PEOPLE) {
  test(`all pages of ${key} have no accessibility faults`, async ({ page, logIn }) => {
    test.setTimeout(360_000);
    await logIn(key);
    for (const path of await all(page)) {
      await look(page, path);
      await accessible(page);
    }
  });

}

for (const key of [...PEOPLE, "wilhelmina"].filter((key, at, all) => all.indexOf(key) === at)) {
  test(`all pages of ${key} fit a narrow window`, async ({ page, logIn }) => {
    test.setTimeout(360_000);
    await logIn(key);
    const pages = await all(page);
    for (const size of NARROW) {
      await page.setViewportSize(size);
      for (const path of pages) {
        await page.goto(path);
        await fits(page);
      }
    }
  });
}

test("large text fits a narrow window too", async ({ page, logIn }) => {
  await logIn("sam");
  await page.setViewportSize({ width: 640, height: 640 });
  for (const path of OWN) {
    await page.goto(path);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await fits(page);
  }
});

test("what can be pressed is at least 24 px high and wide, or stands in a sentence", async ({ page, logIn }) => {
  await logIn("sam");
  for (const path of ["/", "/record", "/where-from", "/record/medicines", "/appointments"]) {
    await page.goto(path);
    const small = await page.locator("a:visible, button:visible, input:visible").evaluateAll((elements) =>
      elements
        .filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          const inSentence = getComputedStyle(element).display === "inline";
          const hidden = width <= 1 || height <= 1;
          return !inSentence && !hidden && (width < 24 || height < 24);
        })
        .map((element) => element.outerHTML.slice(0, 160)),
    );
    expect(small, path).toEqual([]);
  }
});

test("no page about a person has their name or number in its title or address", async ({ page, portal, logIn }) => {
  await logIn("sam");
  const { name, nhs_number, email } = portal.person("sam");
  for (const path of await all(page)) {
    await page.goto(path);
    const shown = `${await page.title()} ${page.url()}`;
    for (const secret of [...name.split(" "), nhs_number, email]) expect(shown).not.toContain(secret);
  }
});
