import { join } from "node:path";
import type { Page } from "@playwright/test";

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/**
 * Takes a picture on a desk and on a phone, each in light and dark, into the folder that
 * KIZASHI_SHOTS names (`board-phone-dark.png`); does nothing when it names none.
 */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.KIZASHI_SHOTS;
  if (!folder) return;
  const before = page.viewportSize();
  for (const [place, size] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: join(folder, `${name}-${place}-${colorScheme}.png`),
        animations: "disabled",
      });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
