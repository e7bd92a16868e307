import { expect, type Page } from "@playwright/test";

const masters = [
  "channels",
  "touch_kinds",
  "interests",
  "loss_reasons",
  "products",
  "activity_kinds",
  "competitors",
];

/** What an admin can reach from the rail, with one record of each kind. */
export const pages: readonly string[] = [
  "/board",
  "/board?text=システム",
  "/board?as_of=2026-09-30&text=システム",
  "/deals",
  "/deals?text=ありえない名前",
  "/deals/1",
  "/deals/new",
  "/deals/1/edit",
  "/deals/1/hearing",
  "/hearing/answers",
  "/hearing/answers?question=4",
  "/deals/1/introductions",
  "/touches/new?about=deal-1",
  "/leads",
  "/leads?state=new&colour=red",
  "/leads/1",
  "/leads/1/conversion",
  "/leads/new",
  "/companies",
  "/companies/1",
  "/companies/new",
  "/contacts",
  "/contacts/1",
  "/activities",
  "/activities?whose=team",
  "/activities/all",
  "/notices",
  "/activities/1",
  "/activities/new",
  "/appointments/new",
  "/calendar",
  "/calendar?view=day&whose=team",
  "/calendar?view=month",
  "/matching",
  "/matching?kind=contact",
  "/search",
  "/search?q=システム",
  "/reports/phases",
  "/reports/phases/stays",
  "/reports/outcomes",
  "/reports/outcomes/deals",
  "/reports/channels",
  "/reports/channels?by=any&of=channel",
  "/reports/channels/behind?what=opened",
  "/settings",
  "/settings/pipelines",
  "/settings/pipelines/1",
  "/settings/phases/2/edit",
  "/settings/frameworks",
  "/settings/frameworks/1",
  "/settings/frameworks/items/1/edit",
  "/settings/questionnaires",
  "/settings/questionnaires/1",
  "/settings/questionnaires/1/questions/new",
  "/settings/questionnaires/questions/1/edit",
  "/settings/questionnaires/2",
  "/deals/1/questionnaires",
  "/questionnaires",
  "/questionnaires?whose=all",
  "/settings/clocks",
  "/settings/hearing",
  "/settings/hearing/1",
  "/settings/hearing-questions/4/edit",
  ...masters.map((master) => `/settings/masters/${master}`),
  "/settings/people",
  "/settings/teams",
  "/settings/workspace",
  "/me",
  "/nowhere",
];

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** Nothing on the page is wider than the screen, on a desk or on a phone. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(width, `width of ${page.url()} at ${size.width} px`).toBeLessThanOrEqual(size.width);
  }
  if (before) await page.setViewportSize(before);
}
