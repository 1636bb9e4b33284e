// "Leave this page quickly": away at once, and Back shows nothing about the person.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Portal } from "./support/portal.ts";
import { accessible, expect, logIn, test as base } from "./support/test.ts";

/** A portal of its own, which leads to a page of ours about the weather. */
const test = base.extend<{ own: Portal }>({
  own: [
    async ({ watched }, use) => {
      const weather = createServer((_, answer) => {
        answer.setHeader("content-type", "text/html");
        answer.end('<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Weather</title><h1>Rain later</h1></html>');
      });
      await new Promise<void>((resolve) => weather.listen(0, resolve));
      const { port } = weather.address() as AddressInfo;
      const portal = await Portal.start({ FRONT_DOOR_LEAVE_TO: `http://localhost:${port}/` });
      await use(portal);
      watched.end();
      await portal.stop();
      weather.closeAllConnections();
      await new Promise((resolve) => weather.close(resolve));
    },
    { timeout: 90_000 },
  ],
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("one press leads away, and Back shows nothing about the person", async ({ page, own }) => {
      await logIn(page, own, "sam");
      await page.goto(`${own.url}/record/medicines`);
      if (javaScriptEnabled) await accessible(page);
      await page.getByRole("button", { name: "Leave this page quickly" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rain later");
      for (let presses = 0; presses < 4; presses += 1) {
        await page.goBack({ waitUntil: "commit" }).catch(() => undefined);
        await page.waitForLoadState("domcontentloaded");
        await page.waitForTimeout(300);
        const text = await page.locator("body").innerText();
        expect(text, `after ${presses + 1} presses of Back, at ${page.url()}`).not.toContain("Sam Sample");
      }
    });
  });
}
