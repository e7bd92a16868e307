import { expect, type Page } from "@playwright/test";

/** The visit that changed the address has also drawn its page: the address changes first, the marks of a visit go last. */
export async function arrived(page: Page): Promise<void> {
  await expect(page.locator("html")).not.toHaveAttribute("aria-busy");
}
