import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";

type Stop = { name: string; seen: boolean; inView: boolean };

/** Presses Tab, and says where the focus is now and whether it can be seen. */
async function tab(page: Page): Promise<Stop> {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: "", seen: true, inView: true };
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && style.outlineColor !== "rgba(0, 0, 0, 0)";
    const { top, bottom } = element.getBoundingClientRect();
    return {
      name: (element.id || element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 60),
      seen: outlined || style.boxShadow !== "none",
      inView: bottom > 0 && top < window.innerHeight,
    };
  });
}

test("somebody logs in by keyboard alone", async ({ page, portal }) => {
  const person = portal.person("grace");
  await page.goto("/log-in");
  expect((await tab(page)).name).toBe("Skip to main content");
  let stop = await tab(page);
  for (let presses = 0; presses < 15 && stop.name !== "email"; presses += 1) {
    expect(stop.seen, `the focus on ${stop.name}`).toBe(true);
    stop = await tab(page);
  }
  expect(stop.name).toBe("email");
  await page.keyboard.type(person.email);
  expect((await tab(page)).name).toBe("password");
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
});

test("the skip link leads to the main part", async ({ page, logIn }) => {
  await logIn("sam");
  await page.goto("/");
  expect((await tab(page)).name).toBe("Skip to main content");
  await page.keyboard.press("Enter");
  const { name } = await tab(page);
  const first = await page.locator("main").locator("a, button").first().innerText();
  expect(name).toContain(first.trim().replace(/\s+/g, " ").slice(0, 20));
});

test("on the home page the focus comes to everything, is always seen, and is nowhere caught", async ({ page, logIn }) => {
  await logIn("sam");
  await page.goto("/");
  const wanted = await page.locator("a:visible, button:visible, summary:visible").count();
  const stops: Stop[] = [];
  for (let presses = 0; presses < wanted + 10; presses += 1) {
    const stop = await tab(page);
    if (stop.name === "") break;
    stops.push(stop);
  }
  // The skip link is seen only while it has the focus, so it may be one more.
  expect(stops.length).toBeGreaterThanOrEqual(wanted);
  expect(stops.filter(({ seen }) => !seen)).toEqual([]);
  expect(stops.filter(({ inView }) => !inView)).toEqual([]);
});
