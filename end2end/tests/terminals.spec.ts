// A terminal: one person after the other at one screen, in Chromium with the back-forward cache on.
import AxeBuilder from "@axe-core/playwright";
import { type Page, chromium } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, fits, test } from "./support/test.ts";

const PAGES = [
  "/",
  "/terminal/help",
  "/terminal/helper",
  "/appointments",
  "/appointments/book",
  "/record",
  "/record/medicines",
  "/record/medicines/order",
  "/record/letters",
  "/record/test-results",
  "/requests",
  "/messages",
  "/where-from",
  "/help",
  "/help/easy-read",
];

/** Makes the browser a terminal, as practice mode lets anybody. */
async function terminal(page: Page): Promise<void> {
  await page.goto("/terminal");
  await page.getByRole("button", { name: "Practice: try it without a code" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What do you want to do?");
}

async function logIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole("link", { name: "Log in" }).click();
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("main").getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("What do you want to do?");
}

async function back(page: Page): Promise<void> {
  await page.goBack({ waitUntil: "commit" }).catch(() => undefined);
  await page.waitForLoadState("domcontentloaded");
  await page.waitForTimeout(300);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("the next person sees the first page, and Back shows nothing", async ({ page, portal }) => {
      const { name, email, password } = portal.person("sam");
      await terminal(page);
      await logIn(page, email, password);
      await expect(page.getByRole("main")).toContainText("Hello Sam");
      await page.getByRole("link", { name: "See my appointments" }).click();
      await expect(page.getByRole("main")).toContainText("Surgery");
      await page.goto("/record/medicines");
      await page.getByRole("button", { name: "Finish and clear" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("What do you want to do?");
      for (let presses = 0; presses < 6; presses += 1) {
        await back(page);
        const text = await page.locator("body").innerText();
        expect(text, `after ${presses + 1} presses of Back, at ${page.url()}`).not.toContain(name.split(" ")[0]);
        expect(text).not.toContain("Hill Street Surgery");
      }
    });

    test("after the limit whatever is pressed leads to the first page", async ({ page, portal, context }) => {
      const { email, password } = portal.person("grace");
      await terminal(page);
      await logIn(page, email, password);
      // The log-in ends on the server: here somebody takes its cookie from the browser.
      const session = (await context.cookies()).find(({ name }) => name === "front-door");
      await context.clearCookies({ name: "front-door" });
      await context.addCookies([{ ...session!, value: "AAAAAAAAAAAAAAAAAAAAAA" }]);
      await page.getByRole("link", { name: "Read my letters" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("What do you want to do?");
      expect((await context.cookies()).map(({ name }) => name)).toEqual(["front-door-terminal"]);
    });
  });
}

test("a person who is away is warned at the last minute, and then the screen clears", async ({ page, portal }) => {
  const { email, password } = portal.person("sam");
  await terminal(page);
  await logIn(page, email, password);
  await page.clock.install();
  await page.getByRole("link", { name: "See my appointments" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("ppointments");
  const warning = page.getByText("Are you still here? This screen clears in 1 minute.");
  await expect(warning).toBeHidden();
  await page.clock.runFor(6_000);
  await page.waitForFunction(() => document.querySelector("leptos-island [role=alert]") !== null);
  await page.waitForTimeout(1_500);
  await page.clock.runFor(236_000);
  await expect(warning).toBeVisible();
  await page.getByRole("button", { name: "I am still here" }).click();
  await expect(warning).toBeHidden();
  await page.clock.runFor(238_000);
  await expect(warning).toBeVisible();
  await page.clock.runFor(61_000);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What do you want to do?");
  await expect(page.locator("body")).not.toContainText("Sam");
});

test("every page is large, of strongest contrast, and fits; every target is large enough", async ({ page, portal }) => {
  const { email, password } = portal.person("sam");
  const look = async (path: string) => {
    await page.goto(path);
    const yes = page.getByRole("button", { name: "Yes, show it here" });
    if ((await yes.count()) > 0) await yes.click();
    for (const [width, height] of [[1080, 1920], [1280, 1024], [320, 700]]) {
      await page.setViewportSize({ width: width!, height: height! });
      await fits(page);
    }
    await page.setViewportSize({ width: 1280, height: 1024 });
    const found = await new AxeBuilder({ page })
      .options({ rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } } })
      .analyze();
    const said = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ").slice(0, 400)}`);
    expect(said, path).toEqual([]);
    const small = await page.evaluate(() => {
      const seen = (element: Element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 2 && height > 2 && (element as HTMLElement).checkVisibility();
      };
      const own = (element: Element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      // What a chart says stands in the table beside it.
      const all = [...document.querySelectorAll("body *:not(svg *)")].filter(seen);
      const type = all.filter((element) => own(element) && Number.parseFloat(getComputedStyle(element).fontSize) < 24);
      const targets = all.filter((element) => element.matches("a, button, summary, select, input:not([type=hidden], [type=radio], [type=checkbox])"))
        .filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          return width < 44 || height < 44;
        });
      const name = (element: Element) => element.outerHTML.slice(0, 160);
      return { type: type.map(name), targets: targets.map(name) };
    });
    expect(small, path).toEqual({ type: [], targets: [] });
  };
  await terminal(page);
  for (const path of ["/", "/log-in", "/visit-code", "/terminal/help", "/help"]) await look(path);
  await page.goto("/");
  await logIn(page, email, password);
  for (const path of PAGES) await look(path);
  for (const list of ["/appointments", "/record/medicines", "/record/letters", "/record/test-results"]) {
    await page.goto(list);
    const first = await page.locator(`main a[href^="${list}/"]:not([href*="order"]):not([href*="book"])`).first().getAttribute("href");
    if (first) await look(first);
  }
  // The first letter that is a PDF is read as pictures of its pages.
  await page.goto("/record/letters");
  const letters = await page.locator('main a[href^="/record/letters/"]').evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
  let pages: string | null = null;
  for (const letter of letters) {
    await page.goto(letter);
    const link = page.locator('main a[href$="/pages"]');
    if ((await link.count()) > 0) {
      pages = await link.first().getAttribute("href");
      break;
    }
  }
  expect(pages, "a letter that is a PDF").not.toBeNull();
  await look(pages!);
});

test("a machine that loses its power in the middle begins again with the first page, and is still the terminal", async ({ portal }) => {
  const folder = await mkdtemp(join(tmpdir(), "front-door-kiosk-"));
  const start = () =>
    chromium.launchPersistentContext(folder, { executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"], baseURL: portal.url });
  const { email, password } = portal.person("sam");
  try {
    const before = await start();
    const page = before.pages()[0] ?? (await before.newPage());
    await terminal(page);
    await logIn(page, email, password);
    await page.goto("/appointments");
    // Chromium writes its cookies to the disk every 30 seconds.
    await page.waitForTimeout(35_000);
    await page.goto("chrome://crash").catch(() => undefined);
    await before.close();
    const after = await start();
    const next = after.pages()[0] ?? (await after.newPage());
    await next.goto("/terminal");
    await expect(next.getByRole("heading", { level: 1 })).toHaveText("What do you want to do?");
    await expect(next.locator("body")).not.toContainText("Sam");
    await next.goto("/appointments");
    await expect(next.getByRole("heading", { level: 1 })).toHaveText("What do you want to do?");
    await after.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
