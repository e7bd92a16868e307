import type { Page } from "@playwright/test";
import { toast } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";

const dialog = (page: Page) => page.getByRole("dialog");
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const timeline = (page: Page) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: "これまで" }) });

test("a rep enters a deal with a company that is new and the first thing to do", async ({ rep }) => {
  await rep.goto("/deals");
  await rep.getByRole("link", { name: "案件を登録" }).click();
  await rep.getByLabel("案件名").fill("新しい倉庫の見える化");
  await rep.getByLabel("取引先").fill("青空物流システム株式会社");
  await rep.getByLabel("契約金額").fill("120万");
  await rep.getByLabel("契約予定日").fill("月末");
  await rep.getByLabel("予定の日").fill("明日");
  await rep.locator("#next_subject").fill("担当者に電話");
  await rep.getByRole("button", { name: "登録する" }).click();

  // Nobody makes a second company by a slip of the pen.
  const problem = rep.getByRole("alert");
  await expect(problem).toContainText("取引先「青空物流システム株式会社」はまだ登録されていません。");
  await expect(rep.getByLabel("案件名")).toHaveValue("新しい倉庫の見える化");
  await expectNoAxeViolations(rep);
  await rep.getByLabel("「青空物流システム株式会社」を新しく登録する").check();
  await rep.getByRole("button", { name: "登録する" }).click();

  await expect(heading(rep, "新しい倉庫の見える化")).toBeVisible();
  await expect(rep.getByRole("link", { name: "青空物流システム株式会社" })).toBeVisible();
  await expect(rep.locator(".deal__head")).toContainText("¥1,200,000");
  await expect(rep.getByRole("region", { name: "ネクストアクション" })).toContainText("担当者に電話");
  await expect(timeline(rep)).toContainText("案件を登録");
  await expectNoAxeViolations(rep);
  await shot(rep, "deal");
});

test("bad input keeps everything typed and names field, value and remedy", async ({ rep }) => {
  await rep.goto("/deals/new");
  await rep.getByLabel("案件名").fill("入力の練習");
  await rep.getByLabel("契約金額").fill("たくさん");
  await rep.getByLabel("契約予定日").fill("2月30日");
  await rep.getByLabel("メモ").fill("消えてはいけない文");
  await rep.getByRole("button", { name: "登録する" }).click();

  await expect(rep.getByRole("heading", { name: "2か所を直すと保存できます" })).toBeVisible();
  const problems = rep.getByRole("alert");
  await expect(problems).toContainText("契約金額「たくさん」を数字で入力してください。例：");
  await expect(problems).toContainText("契約予定日「2月30日」はない日付です。");
  await expect(rep.getByLabel("契約金額")).toHaveValue("たくさん");
  await expect(rep.getByLabel("契約金額")).toHaveAttribute("aria-invalid", "true");
  await expect(rep.getByLabel("契約予定日")).toHaveValue("2月30日");
  await expect(rep.getByLabel("メモ")).toHaveValue("消えてはいけない文");

  await problems.getByRole("link", { name: /契約金額/ }).click();
  await expect(rep.getByLabel("契約金額")).toBeFocused();
  await rep.getByLabel("契約金額").fill("300万");
  await rep.getByLabel("契約予定日").fill("");
  await rep.getByRole("button", { name: "登録する" }).click();
  await expect(heading(rep, "入力の練習")).toBeVisible();
});

test("a figure is corrected where it stands", async ({ rep }) => {
  await enterDeal(rep, { title: "その場で直す", phase: "提案", amount: "100万" });
  await rep.getByRole("link", { name: "¥1,000,000" }).click();
  await expect(rep.getByLabel("契約金額")).toBeFocused();
  await rep.getByLabel("契約金額").fill("高い");
  await rep.getByLabel("契約金額").press("Enter");
  await expect(rep.locator(".deal__head")).toContainText("契約金額「高い」を数字で入力してください。");
  await rep.getByLabel("契約金額").fill("1,250,000");
  await rep.getByLabel("契約金額").press("Enter");
  await expect(rep.getByRole("link", { name: "¥1,250,000" })).toBeVisible();
  await expect(timeline(rep)).toContainText("¥1,250,000");
});

test("two people change the same deal: the second sees what changed, and nothing is overwritten", async ({
  rep,
  manager,
}) => {
  const deal = await enterDeal(rep, { title: "二人の案件", phase: "提案", amount: "100万" });
  await rep.goto(`${deal}/edit`);
  await manager.goto(`${deal}/edit`);
  await manager.getByLabel("契約金額").fill("200万");
  await manager.getByRole("button", { name: "保存する" }).click();
  await expect(heading(manager, "二人の案件")).toBeVisible();

  await rep.getByLabel("契約金額").fill("150万");
  await rep.getByLabel("メモ").fill("値引きの相談あり");
  await rep.getByRole("button", { name: "保存する" }).click();
  await expect(rep.getByText("ほかの人が変えました：").first()).toBeVisible();
  await expect(rep.locator(".conflict").first()).toContainText("2,000,000");
  await expect(rep.getByLabel("契約金額")).toHaveValue(/150万|1,?500,?000/);
  await expect(rep.getByLabel("メモ")).toHaveValue("値引きの相談あり");
  await manager.reload();
  await expect(manager.locator(".deal__head")).toContainText("¥2,000,000");

  await rep.getByRole("button", { name: "保存する" }).click();
  await expect(rep.locator(".deal__head")).toContainText("¥1,500,000");
  await expect(timeline(rep)).toContainText("¥2,000,000");
});

test("what was deleted by mistake comes back", async ({ rep }) => {
  await enterDeal(rep, { title: "消してしまった案件", phase: "提案" });
  await rep.getByRole("button", { name: "削除" }).click();
  await expect(toast(rep)).toContainText("「消してしまった案件」を削除しました");
  await toast(rep).getByRole("button", { name: "元に戻す" }).click();
  await expect(toast(rep)).toContainText("「消してしまった案件」の削除を取り消しました");
  await expect(heading(rep, "消してしまった案件")).toBeVisible();
});

test("a deal is put on hold, taken up again, lost, reopened and won, and its page tells it all", async ({
  rep,
}) => {
  await enterDeal(rep, { title: "波乱の案件", phase: "クロージング", amount: "500万" });
  await rep.getByRole("link", { name: "保留" }).click();
  await dialog(rep).getByLabel("いつまで").fill("2099-01-15");
  await dialog(rep).getByRole("button", { name: "保留にする" }).click();
  await expect(toast(rep)).toContainText("保留にしました");
  await rep.getByRole("button", { name: "進行中に戻す" }).click();
  await expect(toast(rep)).toContainText("「波乱の案件」を進行中に戻しました");

  await rep.getByRole("link", { name: "失注" }).click();
  await dialog(rep).getByLabel("失注理由").selectOption("価格が合わない");
  await dialog(rep).getByLabel("お客様の言葉").fill("半額ならすぐ決める");
  await dialog(rep).getByRole("button", { name: "失注にする" }).click();
  const outcome = rep.getByRole("region", { name: "結果" });
  await expect(outcome).toContainText("価格が合わない");
  await expect(outcome).toContainText("半額ならすぐ決める");
  await outcome.getByRole("button", { name: "進行中に戻す" }).click();

  await rep.getByRole("link", { name: "受注" }).click();
  await dialog(rep).getByLabel("利用開始日").fill("2099-02-01");
  await dialog(rep).getByRole("button", { name: "受注にする" }).click();
  await expect(outcome).toContainText("受注");
  const way = rep.getByRole("list", { name: "道のり" });
  await expect(way.getByRole("listitem").filter({ hasText: "フォローアップ" })).toHaveAttribute(
    "aria-current",
    "step",
  );
  for (const told of ["保留", "失注から進行中に戻した", "価格が合わない", "受注："]) {
    await expect(timeline(rep)).toContainText(told);
  }
  await expectNoAxeViolations(rep);
});

test("who takes part, with which part, and what it is about", async ({ rep }) => {
  const company = "千種みらい工房株式会社";
  await rep.goto("/companies/new");
  await rep.getByLabel("社名").fill(company);
  await rep.getByRole("button", { name: "登録" }).click();
  await expect(toast(rep)).toContainText("登録しました");
  await rep.getByRole("link", { name: "追加" }).click();
  await rep.getByLabel("氏名").fill("諏訪 誠");
  await rep.getByLabel("役職").fill("取締役");
  await rep.getByRole("button", { name: "登録" }).click();
  await expect(toast(rep)).toContainText("コンタクト「諏訪 誠」を登録しました");

  await enterDeal(rep, { title: "関わる人の案件", phase: "提案", company });
  await rep.getByRole("link", { name: "関係者を編集" }).click();
  await dialog(rep).getByLabel("コンタクト").first().selectOption({ label: "諏訪 誠 (取締役)" });
  await dialog(rep).getByLabel("役割").first().selectOption("決裁者");
  await expectNoAxeViolations(rep);
  await dialog(rep).getByRole("button", { name: "保存する" }).click();
  const people = rep.getByRole("region", { name: "関係者" });
  await expect(people).toContainText("諏訪 誠");
  await expect(people).toContainText("決裁者");

  await rep.getByRole("link", { name: "商品を編集" }).click();
  await dialog(rep).getByRole("combobox", { name: "商品" }).first().selectOption("倉庫管理システム");
  await dialog(rep).getByLabel("数量").first().fill("2");
  await dialog(rep).getByLabel(/単価/).first().fill("600,000");
  await dialog(rep).getByLabel("合計を契約金額にする").check();
  await dialog(rep).getByRole("button", { name: "保存する" }).click();
  await expect(rep.getByRole("region", { name: "商品" })).toContainText("¥1,200,000");
  await expect(rep.locator(".deal__head")).toContainText("¥1,200,000");
  await expect(timeline(rep)).toContainText("諏訪 誠（決裁者）");
});
