import type { Page } from "@playwright/test";
import { card, column, openBoard } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expectNoOverflow } from "../harness/pages.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";
import { arrived } from "../harness/visit.ts";

const problem = (page: Page) => page.getByRole("textbox", { name: "いちばん困っていること" });
const question = (page: Page, text: string) =>
  page.getByRole("listitem").filter({ has: page.locator(".field__label", { hasText: text }) });

async function openHearing(page: Page, deal: string): Promise<void> {
  await page.goto(`${deal}/hearing`);
  await expect(page.getByRole("heading", { name: "ヒアリングシート" })).toBeVisible();
}

test("a rep fills the sheet with the keyboard, and every answer saves itself", async ({ rep }) => {
  const deal = await enterDeal(rep, { title: "聞き取りの案件", phase: "ヒアリング・情報収集" });
  await expect(rep.getByText("11問中0問を聴取済み")).toBeVisible();
  await rep.getByRole("link", { name: "ヒアリングシートを開く" }).click();
  await arrived(rep);
  await expect(rep.getByText("未聴取11問")).toBeVisible();

  await problem(rep).focus();
  await rep.keyboard.type("締めるまで赤字が分からない");
  await expect(question(rep, "いちばん困っていること").getByText("未保存")).toBeVisible();
  await rep.keyboard.press("Tab");
  await expect(question(rep, "いちばん困っていること").getByText("保存しました")).toBeVisible();
  await expect(rep.getByText("未聴取10問")).toBeVisible();

  await question(rep, "課題の大きさ").getByText("4", { exact: true }).click();
  await expect(question(rep, "課題の大きさ").getByText("保存しました")).toBeVisible();
  await question(rep, "期待していること").getByLabel("ミスの削減").check();
  await expect(rep.getByText("未聴取8問")).toBeVisible();

  // What cannot be read is told beside the question and stays there.
  const users = question(rep, "利用する人数");
  await users.getByRole("textbox", { name: "利用する人数" }).fill("たくさん");
  await users.getByRole("textbox", { name: "利用する人数" }).press("Tab");
  await expect(users.getByText("「利用する人数」の答え「たくさん」を数字で入力してください。")).toBeVisible();
  await expect(users.getByText("未保存")).toBeVisible();
  await expectNoAxeViolations(rep);
  await users.getByRole("textbox", { name: "利用する人数" }).fill("30");
  await users.getByRole("textbox", { name: "利用する人数" }).press("Tab");
  await expect(users.getByText("保存しました")).toBeVisible();
  await expect(users.getByText("たくさん")).toHaveCount(0);

  await rep.reload();
  await expect(problem(rep)).toHaveValue("締めるまで赤字が分からない");
  await expect(users.getByRole("textbox", { name: "利用する人数" })).toHaveValue("30");
  await shot(rep, "hearing");
  await rep.goto(deal);
  await expect(rep.getByText("ヒアリング「いちばん困っていること」：")).toBeVisible();
});

test("what was typed outlives the page and a lost connection", async ({ rep }) => {
  const deal = await enterDeal(rep, { title: "途切れる聞き取り", phase: "ヒアリング・情報収集" });
  await openHearing(rep, deal);
  await rep.context().setOffline(true);
  await problem(rep).fill("転記の間違い");
  await problem(rep).blur();
  const here = question(rep, "いちばん困っていること");
  await expect(here.getByText("未保存")).toBeVisible();
  await rep.context().setOffline(false);
  await expect(here.getByText("保存しました")).toBeVisible();

  await problem(rep).focus();
  await rep.keyboard.type("が多い");
  await expect
    .poll(() => rep.evaluate(() => Object.values(localStorage).join()))
    .toContain("転記の間違いが多い");
  await rep.reload();
  await expect(problem(rep)).toHaveValue("転記の間違いが多い");
  await expect(here.getByText("未保存")).toBeVisible();
  await here.getByRole("button", { name: "保存" }).click();
  await expect(here.getByText("保存しました")).toBeVisible();
});

test("on a phone the sheet fits, and a colleague's answer appears beside mine", async ({ rep, manager }) => {
  const deal = await enterDeal(rep, { title: "二人の聞き取り", phase: "ヒアリング・情報収集" });
  await openHearing(rep, deal);
  await expectNoOverflow(rep);
  await rep.setViewportSize({ width: 390, height: 844 });
  await openHearing(manager, deal);

  // Both type before either has saved.
  await problem(rep).focus();
  await rep.keyboard.type("在庫が合わない");
  await problem(manager).fill("人手が足りない");
  await problem(manager).blur();
  const mine = question(rep, "いちばん困っていること");
  await expect(mine.getByText(/木村 直人/)).toBeVisible();
  await expect(problem(rep)).toHaveValue("在庫が合わない");
  await rep.keyboard.press("Tab");
  await expect(mine.getByText("ほかの人が同時に回答しました。どちらも残っています。")).toBeVisible();
  await expect(mine.getByText("人手が足りない", { exact: true }).first()).toBeVisible();
  await expectNoAxeViolations(rep);
  await mine.getByRole("button", { name: "「在庫が合わない」のままにする" }).click();
  await arrived(rep);
  await expect(mine.getByText("ほかの人が同時に回答しました")).toHaveCount(0);
  await mine.getByText("これまでの回答1件").click();
  await expect(mine.getByText("人手が足りない")).toBeVisible();
  // The other one sees what holds without asking.
  await expect(problem(manager)).toHaveValue("在庫が合わない");
});

test("a required question that is missing is answered in the sheet of the move", async ({ rep }) => {
  await enterDeal(rep, { title: "聞き漏らしの案件", phase: "ヒアリング・情報収集" });
  await openBoard(rep, "聞き漏らしの案件");
  await expect(card(rep, "聞き漏らしの案件").getByText("未聴取11")).toBeVisible();
  await card(rep, "聞き漏らしの案件").getByRole("link", { name: "聞き漏らしの案件", exact: true }).press("m");
  await rep.getByRole("button", { name: "提案", exact: true }).click();
  const sheet = rep.getByRole("dialog");
  await expect(problem(rep)).toBeVisible();
  await problem(rep).fill("見積に3日かかる");
  await sheet.getByText("確保済み").click();
  await sheet.getByRole("button", { name: "確認して移す" }).click();
  await expect(sheet.getByRole("alert")).toContainText("「決裁の流れと決裁者」がまだです。");
  await expect(problem(rep)).toHaveValue("見積に3日かかる");
  await expectNoAxeViolations(rep);
  await expect(card(column(rep, "ヒアリング・情報収集"), "聞き漏らしの案件")).toBeVisible();
});

test("from answers an idea is noted, and one question is read across all deals", async ({ rep }) => {
  const deal = await enterDeal(rep, { title: "アイデアの案件", phase: "ヒアリング・情報収集" });
  await openHearing(rep, deal);
  await problem(rep).fill("棚卸しに3日かかる");
  await problem(rep).blur();
  await expect(question(rep, "いちばん困っていること").getByText("保存しました")).toBeVisible();
  await rep.getByText("もとになった回答を選ぶ").click();
  await rep.getByRole("checkbox", { name: /いちばん困っていること/ }).check();
  await rep.getByRole("textbox", { name: "提案のアイデア" }).fill("毎日の循環棚卸し");
  await rep.getByRole("button", { name: "アイデアを残す" }).click();
  await expect(rep.getByText("アイデアを残しました")).toBeVisible();
  await expect(rep.getByText("もとになった回答1件")).toBeVisible();

  await question(rep, "予算の状況")
    .getByRole("link", { name: /ほかの案件の回答/ })
    .click();
  await arrived(rep);
  await expect(rep.getByRole("heading", { name: "予算の状況" })).toBeVisible();
  const summary = rep.getByRole("region", { name: "結果ごとの回答" });
  await expect(summary.getByRole("row", { name: /確保済み/ })).toContainText("%");
  await expectNoAxeViolations(rep);
  await expectNoOverflow(rep);
  await shot(rep, "hearing-answers");
  await rep.goto("/hearing/answers?text=棚卸しに3日かかる");
  await rep.getByRole("link", { name: "アイデアの案件" }).click();
  await expect(rep.getByRole("heading", { name: "アイデアの案件" })).toBeVisible();
});

test("an admin changes a sheet that has answers, and they keep their words", async ({ admin }) => {
  await admin.goto("/settings/hearing");
  await expectNoAxeViolations(admin);
  await admin.getByRole("link", { name: "ヒアリングシートを編集" }).click();
  await expect(admin.getByText(/第1版/)).toBeVisible();
  await admin.getByRole("link", { name: "いちばん困っていることを編集" }).click();
  // The page before has a field of that name too.
  const question = admin.getByRole("textbox", { name: "質問" });
  await expect(question).toHaveValue("いちばん困っていること");
  await question.fill("最優先の困りごと");
  await expectNoAxeViolations(admin);
  await admin.getByRole("button", { name: "保存" }).click();
  await expect(admin.getByText(/第2版/)).toBeVisible();
  await admin.getByRole("button", { name: "最優先の困りごとを上へ" }).click();
  await expectNoAxeViolations(admin);
  await expectNoOverflow(admin);
  await shot(admin, "hearing-sheet");
});
