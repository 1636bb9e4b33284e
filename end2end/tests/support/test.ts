// What every browser test has: a portal, a page that is watched for errors, and ways to log in and to look.
import AxeBuilder from "@axe-core/playwright";
import { type Locator, type Page, expect, test as base } from "@playwright/test";
import { Portal } from "./portal.ts";

type Worker = { portal: Portal };
type Watch = { wrong: string[]; end: () => void };
type Each = { watched: Watch; logIn: (key: string) => Promise<void> };

export const test = base.extend<Each, Worker>({
  // One portal for all tests of a worker that leave it as it is.
  portal: [
    async ({}, use) => {
      const portal = await Portal.start();
      await use(portal);
      await portal.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ portal }, use) => use(portal.url),
  // Every page of every test: no console errors, no broken scripts, no refused content, nothing from elsewhere.
  watched: [
    async ({ page }, use) => {
      const watched = watch(page);
      await use(watched);
      expect(watched.wrong).toEqual([]);
    },
    { auto: true },
  ],
  logIn: async ({ page, portal }, use) => {
    await use((key) => logIn(page, portal, key));
  },
});

/** For tests that change what others would see, or how somebody logs in: each has a portal of its own. */
export const apart = test.extend<{ own: Portal }>({
  own: [
    async ({ watched }, use) => {
      const portal = await Portal.start();
      await use(portal);
      // The page still stands when its portal goes: what it asks for from here on is nobody's fault.
      watched.end();
      await portal.stop();
    },
    { timeout: 90_000 },
  ],
});

export { expect };

export function watch(page: Page): Watch {
  const wrong: string[] = [];
  let over = false;
  const note = (what: string) => {
    if (!over) wrong.push(what);
  };
  page.on("console", (message) => {
    // A page that answers 404 or 422 on purpose stands in the console too; the tests look at its status.
    const ownStatus = /the server responded with a status of 4\d\d/.test(message.text());
    const isPage = message.location().url === page.url();
    if (["error", "warning"].includes(message.type()) && !(ownStatus && isPage)) {
      note(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => note(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.hostname !== "localhost" && url.protocol !== "data:") note(`third party: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    // Leaving a page ends what it was still fetching.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") {
      note(`failed: ${request.url()} ${request.failure()?.errorText}`);
    }
  });
  return { wrong, end: () => (over = true) };
}

export async function logIn(page: Page, portal: Portal, key: string): Promise<void> {
  const person = portal.person(key);
  await page.goto(`${portal.url}/log-in`);
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
}

/** No violations of WCAG 2.2 A and AA, nor of axe's best practices. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const said = violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map(({ html }) => html).join(" ")}`);
  expect(said, `axe on ${page.url()}`).toEqual([]);
}

/** The page is as wide as the window, so nobody scrolls sideways. */
export async function fits(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const sticksOut = (element: Element) => {
      const { right, width: own } = element.getBoundingClientRect();
      return own > 1 && right > width + 1;
    };
    const scrolls = document.documentElement.scrollWidth > width;
    return scrolls ? [...document.querySelectorAll("body *")].filter(sticksOut).map((e) => e.outerHTML.slice(0, 120)) : [];
  });
  expect(tooWide, `${page.url()} at ${page.viewportSize()?.width} px`).toEqual([]);
}

/** Presses Tab until the focus is on this, as somebody without a mouse does. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`the focus does not come to ${wanted} on ${page.url()}`);
}

/** What a person reads on the page. */
export async function words(page: Page): Promise<string> {
  return (await page.locator("main").innerText()).replace(/\s+/g, " ");
}
