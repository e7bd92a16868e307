import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { arrived } from "./visit.ts";

/**
 * Fails with the rule, the element and the remedy when axe finds anything, in light or in dark. A visit that is not over marks
 * the page as busy, which axe takes for a fault.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  await arrived(page);
  await expectNone(page, "light", axe(page));
  // Between the themes only colours differ.
  await expectNone(page, "dark", axe(page).withRules("color-contrast"));
  await page.emulateMedia({ colorScheme: null });
}

/**
 * Only violations are written down: naming the thousands of elements of a board that pass takes longer than
 * finding them. The legacy mode skips frames of other origins, of which there are none, and opens no extra page.
 */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });

async function expectNone(page: Page, colorScheme: "light" | "dark", axe: AxeBuilder): Promise<void> {
  await page.emulateMedia({ colorScheme });
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.target.join(" ")}\n  ${node.failureSummary}`),
  );
  expect(found, `axe on ${page.url()} in ${colorScheme}`).toEqual([]);
}
