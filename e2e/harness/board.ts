import { expect, type Locator, type Page } from "@playwright/test";

/** Opens the board with only the deals whose name or company has this text. */
export async function openBoard(page: Page, text: string): Promise<void> {
  await page.goto(`/board?text=${encodeURIComponent(text)}`);
}

export function column(page: Page, phase: string): Locator {
  return page.locator(".column").filter({ has: page.getByRole("heading", { name: phase, exact: true }) });
}

/** The card with this title, wherever within `place` it lies. */
export function card(place: Page | Locator, title: string): Locator {
  const page = "page" in place ? place.page() : place;
  return place.getByRole("listitem").filter({ has: page.getByRole("link", { name: title, exact: true }) });
}

export function toast(page: Page): Locator {
  return page.getByRole("region", { name: "お知らせ" });
}

/** Drags a card with the pointer and lets it go over `place`, as a hand does: take, pull, carry, drop. */
export async function drag(page: Page, card: Locator, place: Locator): Promise<void> {
  await take(page, card);
  await expect(place).toBeVisible();
  const goal = await middle(place);
  await page.mouse.move(goal.x, goal.y, { steps: 12 });
  await page.mouse.move(goal.x + 2, goal.y + 2, { steps: 3 });
  await page.mouse.up();
}

/** Presses on a card and pulls until it follows; the first pull may come before the page is ready for it. */
async function take(page: Page, card: Locator): Promise<void> {
  await expect(async () => {
    await page.mouse.up();
    await card.hover({ position: { x: 30, y: 10 } });
    const { x, y } = await middle(card);
    await page.mouse.down();
    await page.mouse.move(x + 15, y + 15, { steps: 6 });
    await expect(page.locator(".board")).toHaveAttribute("data-dragging", /.+/, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
}

async function middle(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (!box) throw new Error(`${place} is not on the page`);
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 200) };
}
