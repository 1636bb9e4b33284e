// Reading a page out: with voices of the device alone, after a question, and nothing of it anywhere else.
import type { Page } from "@playwright/test";
import { firstEntry } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";

type Voices = "own" | "elsewhere" | "another language" | "none";

/** A browser that speaks with these voices, and writes down what it says. */
async function speaks(page: Page, voices: Voices): Promise<void> {
  await page.addInitScript((voices: string) => {
    const voice = { own: { localService: true, lang: "en-GB" }, elsewhere: { localService: false, lang: "en-GB" }, "another language": { localService: true, lang: "cy-GB" } }[voices];
    const said: string[] = [];
    let left = 0;
    const speech = {
      getVoices: () => (voice ? [voice] : []),
      speak: ({ text }: { text: string }) => { said.push(text); left += 1; },
      cancel: () => { if (left > 0) said.push("(stopped)"); left = 0; },
      get speaking() { return left > 0; },
      pending: false,
    };
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    Object.defineProperty(window, "SpeechSynthesisUtterance", { value: class { text: string; voice = null; lang = ""; constructor(text: string) { this.text = text; } } });
    Object.assign(window, { said, done: () => { left = 0; } });
  }, voices);
}

const said = (page: Page) => page.evaluate(() => (window as unknown as { said: string[] }).said);
const button = (page: Page, name: string) => page.getByRole("button", { name });

async function simple(page: Page): Promise<void> {
  await page.goto("/simple-pages");
  await page.getByRole("button", { name: "Show large, simple pages" }).click();
}

test("a result is read out after the question about headphones, and stops when asked or left", async ({ page, logIn }) => {
  await speaks(page, "own");
  await logIn("sam");
  await simple(page);
  await page.goto((await firstEntry(page, "/record/test-results")) ?? "");
  await button(page, "Read this page out").click();
  expect(await said(page)).toEqual([]);
  await expect(page.getByText("Are headphones plugged in?")).toBeVisible();
  await expect(button(page, "Yes, read it out")).toBeFocused();
  await button(page, "No, go back").click();
  await expect(button(page, "Read this page out")).toBeFocused();
  await button(page, "Read this page out").click();
  await button(page, "Yes, read it out").click();
  await expect(button(page, "Stop reading")).toBeFocused();
  const heading = await page.getByRole("heading", { level: 1 }).innerText();
  const lines = await said(page);
  expect(lines[0]).toBe(heading);
  expect(lines.join(" ")).toContain("Where this comes from");
  expect(lines.join(" ")).not.toContain("headphones");
  await button(page, "Stop reading").click();
  expect((await said(page)).at(-1)).toBe("(stopped)");
  await button(page, "Read this page out").click();
  await button(page, "Yes, read it out").click();
  await page.evaluate(() => (window as unknown as { done: () => void }).done());
  await expect(button(page, "Read this page out")).toBeVisible();
  await button(page, "Read this page out").click();
  await button(page, "Yes, read it out").click();
  await page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
  expect((await said(page)).at(-1)).toBe("(stopped)");
});

for (const voices of ["elsewhere", "another language", "none"] as const) {
  test(`nothing of it is there with voices: ${voices}`, async ({ page }) => {
    await speaks(page, voices);
    await simple(page);
    await page.goto("/help");
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".wasm")));
    await page.waitForTimeout(7_000);
    await expect(button(page, "Read this page out")).toBeHidden();
  });
}

test("ordinary pages have nothing of it, and load nothing for it", async ({ page }) => {
  await speaks(page, "own");
  await page.goto("/help", { waitUntil: "networkidle" });
  await expect(button(page, "Read this page out")).toHaveCount(0);
  expect(await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length)).toBe(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("nothing of it is seen", async ({ page }) => {
    await simple(page);
    await page.goto("/help");
    await expect(button(page, "Read this page out")).toBeHidden();
  });
});
