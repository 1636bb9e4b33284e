import { expect, test } from "./support/test.ts";

const LIST = "/record/test-results";

test.use({ javaScriptEnabled: false });

test("new results can wait, be opened early, and be shown straight away again", async ({ page, logIn }) => {
  await logIn("sam");
  await page.goto(LIST);
  const before = await page.locator(".entry").count();
  await page.getByRole("button", { name: "Show me new results 7 days after they arrive" }).click();
  await expect(page.getByText("You see new results 7 days after they arrive.")).toBeVisible();
  const waiting = page.getByRole("button", { name: /^Show th(is|ese \d+) results? now$/ });
  await expect(waiting.first()).toBeVisible();
  expect(await page.locator(".entry").count()).toBeLessThan(before);
  await page.goto("/record");
  await expect(page.getByText(/new results? waits?/)).toBeVisible();
  await page.goto(LIST);
  while ((await waiting.count()) > 0) await waiting.first().click();
  expect(await page.locator(".entry").count()).toBe(before);
  await page.getByRole("button", { name: "Show me new results straight away" }).click();
  await expect(page.getByText("You see new results straight away,")).toBeVisible();
});

test("a chart has its values in words, and a table beside it", async ({ page, logIn }) => {
  await logIn("sam");
  await page.goto(`${LIST}?kind=vital-signs`);
  await page.getByRole("link", { name: /blood pressure/i }).first().click();
  const chart = page.locator("svg.chart");
  await expect(chart).toHaveAttribute("role", "img");
  await expect(chart).toHaveAttribute("aria-label", /^Over time: .*Systolic.*Diastolic/);
  await expect(page.getByRole("table", { name: "Results of the same test" })).toBeVisible();
});
