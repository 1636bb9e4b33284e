// How much a first view costs: bytes as they travel, and requests.
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";
import { OWN } from "./support/pages.ts";

const KIB = 1024;

type Cost = { bytes: number; requests: number; html: number; urls: string[] };

async function cost(page: Page, path: string): Promise<Cost> {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.clearBrowserCache");
  const urls = new Map<string, string>();
  const cost: Cost = { bytes: 0, requests: 0, html: 0, urls: [] };
  network.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.url.startsWith("http")) urls.set(requestId, response.url);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (url === undefined) return;
    cost.bytes += encodedDataLength;
    cost.requests += 1;
    cost.urls.push(`${url} ${encodedDataLength}`);
    if (new URL(url).pathname === path) cost.html = encodedDataLength;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await network.detach();
  return cost;
}

test("the first view of every page is small", async ({ page, logIn }) => {
  for (const path of ["/", "/log-in"]) {
    const { bytes, requests, html, urls } = await cost(page, path);
    expect(bytes, urls.join("\n")).toBeLessThanOrEqual(30 * KIB);
    expect(requests, urls.join("\n")).toBeLessThanOrEqual(4);
    expect(html, path).toBeLessThanOrEqual(14 * KIB);
  }
  await logIn("sam");
  // That page is made for the browser part, and fetches it at once.
  for (const path of OWN.filter((path) => path !== "/your-log-in/passkeys")) {
    const { bytes, requests, html, urls } = await cost(page, path);
    expect(bytes, urls.join("\n")).toBeLessThanOrEqual(30 * KIB);
    expect(requests, urls.join("\n")).toBeLessThanOrEqual(4);
    expect(html, path).toBeLessThanOrEqual(14 * KIB);
  }
});

test("nothing shifts once it is drawn", async ({ page, logIn }) => {
  await logIn("sam");
  await page.goto("/");
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let total = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) total += (entry as unknown as { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(total), 1_000);
      }),
  );
  expect(shift).toBeLessThan(0.01);
});
