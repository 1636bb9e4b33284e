// Every page that a person can come to, found by following the lists.
import type { Page } from "@playwright/test";

/** For anybody. */
export const OPEN = ["/", "/log-in", "/log-in?logged-out", "/log-in/lost", "/log-in/forgotten", "/log-in/passkey", "/log-in/new-password", "/register", "/log-in/nhs-login/not-working", "/log-in/nhs-login/prove-who-you-are", "/help", "/help/easy-read", "/accessibility", "/privacy", "/cookies", "/account-closed", "/terminal", "/simple-pages", "/practice", "/practice/outbox", "/find-a-service", "/find-a-service/connected", "/status", "/staff/log-in", "/no-gp-surgery", "/complaints", "/feedback", "/someone-has-died"];

export const LISTS = [
  "/appointments",
  "/record/medicines",
  "/record/allergies",
  "/record/conditions",
  "/record/test-results",
  "/record/letters",
  "/record/vaccinations",
  "/record/visits",
  "/record/referrals",
  "/record/care-plans",
  "/record/prescriptions",
  "/record/questionnaires",
];

/** For somebody who is logged in. */
export const OWN = [
  "/",
  "/record",
  ...LISTS,
  "/record/test-results?by=test",
  "/record/test-results?kind=vital-signs",
  "/search",
  "/download",
  "/appointments/calendar-feed",
  "/record/medicines/order",
  "/your-details",
  "/your-details/change/email",
  "/your-details/change/mobile",
  "/your-details/change/address",
  "/your-details/change/language",
  "/your-details/change/pharmacy",
  "/your-log-in",
  "/your-log-in/password",
  "/your-log-in/email",
  "/your-log-in/app",
  "/your-log-in/codes",
  "/your-log-in/passkeys",
  "/your-log-in/sent-codes",
  "/your-log-in/stop",
  "/carers",
  "/give-access",
  "/helping",
  "/helping/ask",
  "/helping/ask?sent",
  "/helping/code",
  "/helping/stopped/another-record",
  "/your-choices",
  "/your-choices/new",
  "/your-choices/hours",
  "/your-choices/new-from",
  "/your-choices/mobile",
  "/your-choices/mobile/code",
  "/find-a-service",
  "/no-gp-surgery",
  "/complaints",
  "/feedback",
  "/someone-has-died",
  "/record/reports",
  "/requests",
  "/messages",
  "/messages/new",
  "/where-from",
  "/who-looked",
  "/who-looked?who=others&since=30-days",
  "/devices",
  "/confirm?return=/devices",
  "/kept-form",
  "/close-account",
  "/close-account/now",
  "/log-out",
  "/help",
];

/** One of the practice organisations that hold entries. */
export const HOLDERS = /Surgery|Hospital|Community Care|Community Record|Immunisation history|Patient Care Aggregator|Prescriptions for Patients/;

/** The first entry of a list, if it has one. */
export async function firstEntry(page: Page, list: string): Promise<string | undefined> {
  await page.goto(list);
  const hrefs = await page.locator("main a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  return hrefs.find((href) => new RegExp(`^${list}/[0-9a-f]{32}$`).test(href));
}

/** The pages of entries: one of each kind that the person has. */
export async function details(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const list of LISTS) {
    const entry = await firstEntry(page, list);
    if (entry) found.push(entry);
  }
  return found;
}

/** Every page that the person has: their own, one entry of each kind, who may see one, and the form of a message. */
export async function all(page: Page): Promise<string[]> {
  const entries = await details(page);
  const found = [...OWN, ...entries];
  const [kind, id] = entries[0]?.split("/").slice(-2) ?? [];
  if (id) found.push(`/record/${kind}/${id}/helpers`);
  for (const entry of entries) {
    if (entry.startsWith("/appointments/")) found.push(`${entry}/cancel`, `${entry}/coming`);
    if (entry.startsWith("/record/referrals/")) found.push(`${entry}/no-longer-needed`);
  }
  await page.goto("/messages/new");
  const write = page.locator('main a[href^="/messages/new/"]').first();
  if ((await write.count()) > 0) found.push((await write.getAttribute("href")) ?? "");
  return found;
}
