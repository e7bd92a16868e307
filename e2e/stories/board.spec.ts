import type { Page } from "@playwright/test";
import { card, column, drag, openBoard, toast } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";
import { arrived } from "../harness/visit.ts";

const dialog = (page: Page) => page.getByRole("dialog");

test("a card says who, what, how much, when, and in words what its four clocks saw", async ({ rep }) => {
  await enterDeal(rep, { title: "話す時計", phase: "提案", amount: "2400000" });
  await openBoard(rep, "話す時計");
  const mine = card(column(rep, "提案"), "話す時計");
  await expect(mine).toContainText("¥2,400,000");
  await expect(mine).toContainText("次の予定を決める");

  await rep.goto("/board?colour=red");
  const red = rep.locator(".card").first();
  await expect(red.locator(".chip")).toHaveText(/日|超過|延期|なし/);
  await red.getByRole("link").first().click();
  const drawer = rep.getByRole("complementary", { name: "案件" });
  await expect(drawer.getByRole("heading", { name: "四つの時計" })).toBeVisible();
  for (const clock of ["沈黙", "滞留", "次の予定", "延期"]) {
    await expect(drawer.locator(".clocks dt").filter({ hasText: clock })).toHaveText(
      /要対応|注意|順調|未着手/,
    );
  }
});

test("a card is dragged to the next phase, and the undo in the toast takes it back", async ({ rep }) => {
  await enterDeal(rep, { title: "引いて動かす", phase: "提案" });
  await openBoard(rep, "引いて動かす");
  await drag(rep, card(rep, "引いて動かす"), column(rep, "ヒアリング・情報収集"));
  await expect(card(column(rep, "ヒアリング・情報収集"), "引いて動かす")).toBeVisible();
  await expect(toast(rep)).toContainText("「引いて動かす」をヒアリング・情報収集へ移しました。");
  await expect(column(rep, "提案").locator(".column__count")).toHaveText("0件");
  await expect(column(rep, "ヒアリング・情報収集").locator(".column__count")).toHaveText("1件");
  await expectNoAxeViolations(rep);

  await toast(rep).getByRole("button", { name: "元に戻す" }).click();
  await expect(card(column(rep, "提案"), "引いて動かす")).toBeVisible();
  await expect(toast(rep)).toContainText("元に戻しました。");
});

test("the keys walk the cards, open, edit and move them", async ({ rep }) => {
  await enterDeal(rep, { title: "鍵盤の一", phase: "初回訪問" });
  await enterDeal(rep, { title: "鍵盤の二", phase: "提案" });
  await openBoard(rep, "鍵盤の");
  const first = rep.getByRole("link", { name: "鍵盤の一", exact: true });
  const second = rep.getByRole("link", { name: "鍵盤の二", exact: true });
  await second.focus();
  await rep.keyboard.press("ArrowLeft");
  await expect(first).toBeFocused();
  await rep.keyboard.press("ArrowRight");
  await expect(second).toBeFocused();

  await rep.keyboard.press("Enter");
  const drawer = rep.getByRole("complementary", { name: "案件" });
  await expect(drawer.getByRole("heading", { name: "鍵盤の二" })).toBeFocused();
  await expect(rep).toHaveURL(/\/deals\/\d+/);
  await rep.keyboard.press("Escape");
  await expect(second).toBeFocused();
  await expect(rep).toHaveURL(/\/board\?/);

  await rep.keyboard.press("e");
  await expect(dialog(rep).getByRole("heading", { name: "案件を編集" })).toBeVisible();
  await rep.keyboard.press("Escape");
  await expect(dialog(rep)).toBeHidden();
  await expect(second).toBeFocused();

  await rep.keyboard.press("m");
  await expect(rep.getByText("移動先のフェーズ")).toBeVisible();
  await rep.keyboard.press("ArrowDown");
  await rep.getByRole("button", { name: "初回訪問", exact: true }).press("Enter");
  await expect(card(column(rep, "初回訪問"), "鍵盤の二")).toBeVisible();
  await expect(second).toBeFocused();

  await rep.keyboard.press("?");
  await expect(dialog(rep).getByRole("heading", { name: "キーの一覧" })).toBeVisible();
  await expect(dialog(rep)).toContainText("フェーズを移す");
});

test("a drop on a phase that misses something asks for just that; cancel puts the card back", async ({
  rep,
}) => {
  await enterDeal(rep, { title: "足りない条件", phase: "商談見極め" });
  await openBoard(rep, "足りない条件");
  const before = card(column(rep, "商談見極め"), "足りない条件");
  await drag(rep, before, column(rep, "初回訪問"));
  await expect(dialog(rep).getByRole("heading", { name: "初回訪問へ移す" })).toBeVisible();
  await expect(dialog(rep)).toContainText("あと2つで進めます。");
  await expect(dialog(rep).getByRole("checkbox")).toHaveCount(2);
  await expect(dialog(rep).getByText("条件を満たさずに移す")).toHaveCount(0);
  await expectNoAxeViolations(rep);
  await shot(rep, "move-sheet");

  await dialog(rep).getByRole("link", { name: "やめる" }).click();
  await expect(dialog(rep)).toBeHidden();
  await expect(before).toBeVisible();

  await drag(rep, before, column(rep, "初回訪問"));
  await dialog(rep).getByLabel("関心の度合いを確かめた").check();
  await dialog(rep).getByRole("button", { name: "確認して移す" }).click();
  await expect(dialog(rep).getByRole("alert")).toContainText("「BANTの4項目を確かめた」がまだです。");
  await expect(dialog(rep).getByLabel("関心の度合いを確かめた")).toBeChecked();
  await dialog(rep).getByLabel("BANTの4項目を確かめた").check();
  await dialog(rep).getByRole("button", { name: "確認して移す" }).click();
  await expect(card(column(rep, "初回訪問"), "足りない条件")).toBeVisible();
  await expect(dialog(rep)).toBeHidden();
});

test("a manager moves on without the criteria, with a reason that stays on the deal", async ({ manager }) => {
  const deal = await enterDeal(manager, { title: "理由つきで進む", phase: "商談見極め" });
  await openBoard(manager, "理由つきで進む");
  await drag(manager, card(manager, "理由つきで進む"), column(manager, "初回訪問"));
  await dialog(manager).getByText("条件を満たさずに移す").click();
  await dialog(manager).getByLabel("理由").fill("社長どうしの約束があるため");
  await dialog(manager).getByRole("button", { name: "確認して移す" }).click();
  await expect(card(column(manager, "初回訪問"), "理由つきで進む")).toBeVisible();
  await manager.goto(deal);
  await expect(manager.getByRole("list").filter({ hasText: "社長どうしの約束があるため" })).toBeVisible();
});

test("drops on won and lost ask their few questions", async ({ rep }) => {
  await enterDeal(rep, { title: "決まる案件", phase: "クロージング", amount: "900000" });
  await enterDeal(rep, { title: "決まらない案件", phase: "提案" });
  await openBoard(rep, "決まる案件");
  await drag(rep, card(rep, "決まる案件"), rep.locator(".outcomes__drop").filter({ hasText: "受注" }));
  await expect(dialog(rep).getByRole("heading", { name: "受注" })).toBeVisible();
  await expect(dialog(rep).getByLabel("契約金額")).toHaveValue(/900,?000/);
  await expectNoAxeViolations(rep);
  await dialog(rep).getByLabel("利用開始日").fill("2027-01-05");
  await dialog(rep).getByRole("button", { name: "受注にする" }).click();
  await expect(toast(rep)).toContainText("「決まる案件」を受注にしました");
  await expect(card(column(rep, "クロージング"), "決まる案件")).toHaveCount(0);
  await expect(card(column(rep, "フォローアップ"), "決まる案件")).toBeVisible();

  await openBoard(rep, "決まらない案件");
  const drop = rep.locator(".outcomes__drop").filter({ hasText: "失注" });
  await drag(rep, card(rep, "決まらない案件"), drop);
  await dialog(rep).getByRole("button", { name: "失注にする" }).click();
  await expect(dialog(rep).getByRole("alert")).toContainText("失注理由を選んでください。");
  await dialog(rep).getByLabel("失注理由").selectOption("価格が合わない");
  await dialog(rep).getByLabel("競合").selectOption("ネクスリーフ");
  await dialog(rep).getByLabel("お客様の言葉").fill("半額なら考えたい");
  await dialog(rep).getByRole("button", { name: "失注にする" }).click();
  await expect(toast(rep)).toContainText("「決まらない案件」を失注にしました");
  await expect(card(rep, "決まらない案件")).toHaveCount(0);
});

test("a move that cannot be sent puts the card back and says why", async ({ rep }) => {
  await enterDeal(rep, { title: "圏外の案件", phase: "提案" });
  await openBoard(rep, "圏外の案件");
  const before = card(column(rep, "提案"), "圏外の案件");
  await drag(rep, before, column(rep, "初回訪問"));
  await expect(toast(rep)).toContainText("初回訪問へ移しました。");

  await rep.context().setOffline(true);
  await drag(rep, card(rep, "圏外の案件"), column(rep, "アポイント獲得"));
  await expect(toast(rep)).toContainText("通信できませんでした。変更は行われていません。");
  await expect(card(column(rep, "初回訪問"), "圏外の案件")).toBeVisible();
  await rep.context().setOffline(false);
});

test("a move that a colleague overtook puts the card back and says why", async ({ rep, manager }) => {
  const deal = await enterDeal(rep, { title: "追い越された案件", phase: "提案" });
  await openBoard(rep, "追い越された案件");
  // What the colleague does in this moment does not reach this screen in time.
  await rep.route("**/live*", (route) => route.abort());
  await rep.reload();
  await manager.goto(`${deal}/moves/new`);
  await manager.getByRole("button", { name: "アポイント獲得へ移す" }).click();
  await expect(toast(manager)).toContainText("「追い越された案件」をアポイント獲得へ移しました。");

  await drag(rep, card(column(rep, "提案"), "追い越された案件"), column(rep, "初回訪問"));
  await expect(toast(rep)).toContainText("ほかの人が先に変更したため、保存しませんでした。");
  await expect(card(column(rep, "初回訪問"), "追い越された案件")).toHaveCount(0);
});

test("filters stay in the address, and totals count every deal and not only the cards loaded", async ({
  rep,
}) => {
  await rep.goto("/board");
  const total = rep.locator(".totals b").first();
  const all = (await total.textContent()) ?? "";
  expect(Number.parseInt(all, 10)).toBeGreaterThan(200);

  await rep.getByLabel("担当").selectOption("鈴木 大輔");
  await expect(rep).toHaveURL(/owner=/);
  await expect(total).not.toHaveText(all);
  await rep.getByLabel("並び順").selectOption("金額順");
  await expect(rep).toHaveURL(/order=amount/);
  await arrived(rep);
  const some = await total.textContent();
  await rep.reload();
  await expect(rep.getByLabel("担当").locator("option:checked")).toHaveText("鈴木 大輔");
  await expect(rep.getByLabel("並び順").locator("option:checked")).toHaveText("金額順");
  await expect(total).toHaveText(some ?? "");
  await expect(rep.locator("[data-kind=selling] .card")).toHaveCount(Number.parseInt(some ?? "", 10));
  await rep.getByRole("link", { name: "条件を消す" }).click();
  await expect(total).toHaveText(all);
});
