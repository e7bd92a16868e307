import { card, column, openBoard } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expect, test } from "../harness/story.ts";

test("what a colleague moves, moves on my screen within a second, and I lose neither place nor focus", async ({
  rep,
  manager,
}) => {
  await enterDeal(rep, { title: "生中継の案件", phase: "提案" });
  await rep.goto("/board");
  const mine = column(rep, "提案").getByRole("list");
  await mine.hover();
  await rep.mouse.wheel(0, 600);
  await expect.poll(() => mine.evaluate((list) => list.scrollTop)).toBeGreaterThan(300);
  const place = await mine.evaluate((list) => list.scrollTop);
  const held = column(rep, "アポイント獲得").getByRole("link").first();
  await held.focus();
  await expect(card(column(rep, "提案"), "生中継の案件")).toHaveCount(1);

  await openBoard(manager, "生中継の案件");
  await manager.getByRole("link", { name: "生中継の案件", exact: true }).press("m");
  await manager.getByRole("button", { name: "初回訪問", exact: true }).click();

  const second = { timeout: 1000 };
  await expect(card(column(manager, "初回訪問"), "生中継の案件")).toBeVisible();
  await expect(card(column(rep, "初回訪問"), "生中継の案件")).toHaveCount(1, second);
  await expect(card(column(rep, "提案"), "生中継の案件")).toHaveCount(0, second);
  await expect(held).toBeFocused();
  expect(Math.abs((await mine.evaluate((list) => list.scrollTop)) - place)).toBeLessThan(120);
});

test("what happened while the connection was lost is caught up with", async ({ rep, manager }) => {
  await enterDeal(rep, { title: "途切れた案件", phase: "提案" });
  await openBoard(rep, "途切れた案件");
  await openBoard(manager, "途切れた案件");
  await rep.context().setOffline(true);

  await manager.getByRole("link", { name: "途切れた案件", exact: true }).press("m");
  await manager.getByRole("button", { name: "アポイント獲得", exact: true }).click();
  await expect(column(manager, "アポイント獲得").locator(".column__count")).toHaveText("1件");
  await expect(card(column(rep, "提案"), "途切れた案件")).toBeVisible();

  await rep.context().setOffline(false);
  await expect(card(column(rep, "アポイント獲得"), "途切れた案件")).toBeVisible({ timeout: 15_000 });
});

test("an open menu stays open while the board changes around it", async ({ rep, manager }) => {
  await enterDeal(rep, { title: "開いた献立の一", phase: "提案" });
  await enterDeal(rep, { title: "開いた献立の二", phase: "提案" });
  await openBoard(rep, "開いた献立");
  await openBoard(manager, "開いた献立");
  await rep.getByRole("link", { name: "開いた献立の一", exact: true }).press("m");
  await expect(rep.getByText("移動先のフェーズ")).toBeVisible();

  await manager.getByRole("link", { name: "開いた献立の二", exact: true }).press("m");
  await manager.getByRole("button", { name: "初回訪問", exact: true }).click();
  await expect(card(column(rep, "初回訪問"), "開いた献立の二")).toBeVisible();
  await expect(rep.getByText("移動先のフェーズ")).toBeVisible();
  await rep.getByRole("button", { name: "アポイント獲得", exact: true }).click();
  await expect(card(column(rep, "アポイント獲得"), "開いた献立の一")).toBeVisible();
});
