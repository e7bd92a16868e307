import type { Page } from "@playwright/test";
import { card, column, drag, openBoard, toast } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";

const dialog = (page: Page) => page.getByRole("dialog");
const phases = (page: Page) => page.getByRole("list", { name: "フェーズの順番" });

test("an admin makes a pipeline from a template and puts its phases in order by keys", async ({ admin }) => {
  await admin.goto("/settings");
  await admin
    .getByRole("main")
    .getByRole("link", { name: /案件タイプ/ })
    .click();
  await admin.getByLabel("名前").fill("代理店開拓");
  await admin.getByLabel("7フェーズ").check();
  await admin.getByRole("button", { name: "作る" }).click();
  await expect(admin.getByRole("heading", { level: 1, name: "代理店開拓" })).toBeVisible();
  await expect(phases(admin).getByRole("listitem")).toHaveCount(7);
  await expectNoAxeViolations(admin);
  await shot(admin, "pipeline");

  const up = admin.getByRole("button", { name: "初回訪問を上へ" });
  await up.focus();
  await up.press("Enter");
  await expect(admin.getByRole("status").filter({ hasText: "初回訪問を2番目へ移しました" })).toBeAttached();
  await expect(up).toBeFocused();
  await admin.reload();
  await expect(phases(admin).getByRole("listitem").nth(1)).toContainText("初回訪問");
});

test("a phase with deals is retired, and its deals move in the same dialog", async ({ admin }) => {
  await admin.goto("/settings/pipelines");
  await admin.getByLabel("名前").fill("小口の販売");
  await admin.getByLabel("標準の5フェーズ").check();
  await admin.getByRole("button", { name: "作る" }).click();
  await expect(phases(admin).getByRole("listitem")).toHaveCount(5);
  const pipeline = admin.url();
  await enterDeal(admin, { title: "移される案件", phase: "アプローチ" });

  await admin.goto(pipeline);
  await admin.getByRole("link", { name: "アプローチを編集" }).click();
  await admin.getByRole("link", { name: "このフェーズの使用をやめる" }).click();
  await expect(dialog(admin)).toContainText("「アプローチ」には1件の案件があります。");
  await dialog(admin).getByLabel("案件を移すフェーズ").selectOption("ヒアリング");
  await expectNoAxeViolations(admin);
  await dialog(admin).getByRole("button", { name: "使用をやめる" }).click();
  await expect(toast(admin)).toContainText("使用をやめました（移した案件1件）");

  await admin.goto(`/board?pipeline=${pipeline.split("/").pop()}`);
  await expect(card(column(admin, "ヒアリング"), "移される案件")).toBeVisible();
  await expect(admin.getByRole("heading", { name: "アプローチ", exact: true })).toHaveCount(0);
});

test("a criterion that an admin adds is asked for on the next move", async ({ admin, rep }) => {
  await enterDeal(rep, { title: "新しい条件の案件", phase: "商談見極め" });
  await admin.goto("/settings/pipelines");
  await admin.getByRole("link", { name: "法人営業を編集" }).click();
  await admin.getByRole("link", { name: "商談見極めを編集" }).click();
  await admin.getByLabel("確かめること").fill("競合の名前を聞いた");
  await admin.getByRole("button", { name: "条件を追加" }).click();
  await expect(toast(admin)).toContainText("条件を追加しました");

  await openBoard(rep, "新しい条件の案件");
  await drag(rep, card(rep, "新しい条件の案件"), column(rep, "初回訪問"));
  await expect(dialog(rep)).toContainText("あと3つで進めます。");
  await expect(dialog(rep).getByLabel("競合の名前を聞いた")).toBeVisible();
});

test("a number that makes no sense is named, and nothing is saved", async ({ admin }) => {
  await admin.goto("/settings/pipelines");
  await admin.getByRole("link", { name: "法人営業を編集" }).click();
  await admin.getByRole("link", { name: "提案を編集" }).click();
  await admin.getByLabel("確度（%）").fill("百");
  await admin.getByRole("button", { name: "保存" }).click();
  await expect(admin.getByRole("alert")).toContainText("確度「百」を0〜100の数字で入力してください。");
  await expect(admin.getByLabel("確度（%）")).toHaveValue("百");
});

test("a loss reason is added and offered at once", async ({ admin, rep }) => {
  const deal = await enterDeal(rep, { title: "理由が増えた案件", phase: "提案" });
  await admin.goto("/settings/masters/loss_reasons");
  await admin.getByLabel("名前").fill("担当者の異動");
  await admin.getByRole("button", { name: "追加" }).click();
  await expect(toast(admin)).toContainText("「担当者の異動」を追加しました");
  await rep.goto(`${deal}/lose`);
  await rep.getByRole("combobox", { name: "失注理由" }).selectOption("担当者の異動");
  await rep.getByRole("button", { name: "失注にする" }).click();
  await expect(rep.getByRole("region", { name: "結果" })).toContainText("担当者の異動");
});

test("an invited person sets a password by the link, and signs in with it", async ({ admin, page }) => {
  await admin.goto("/settings/people");
  await admin.getByRole("link", { name: "メンバーを招待" }).click();
  await dialog(admin).getByLabel("名前").fill("大塚 渚");
  await dialog(admin).getByLabel("メールアドレス").fill("otsuka@minato.example");
  await dialog(admin).getByRole("button", { name: "招待リンクを作る" }).click();
  await expect(admin.getByText("大塚 渚さんの招待リンクを作りました。")).toBeVisible();
  await expectNoAxeViolations(admin);
  const link = await admin.getByLabel("渡すリンク").inputValue();

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "大塚 渚さん、ようこそ" })).toBeVisible();
  await page.getByLabel("新しいパスワード").fill("みじかい");
  await page.getByRole("button", { name: "決めてサインイン" }).click();
  await expect(page.getByRole("alert")).toContainText("パスワードが短すぎます。12文字以上にしてください。");
  await page.getByLabel("新しいパスワード").fill("朝の港に三隻の青い船が着く");
  await page.getByRole("button", { name: "決めてサインイン" }).click();
  await expect(page.getByRole("button", { name: "大塚 渚のメニュー" })).toBeVisible();

  await page.getByRole("button", { name: "大塚 渚のメニュー" }).click();
  await page.getByRole("button", { name: "サインアウト" }).click();
  await page.getByLabel("メールアドレス").fill("otsuka@minato.example");
  await page.getByLabel("パスワード").fill("ちがう合言葉です間違い");
  await page.getByRole("button", { name: "サインイン" }).click();
  await expect(page.getByRole("alert")).toContainText("メールアドレスかパスワードが違います。");
  await expect(page.getByLabel("メールアドレス")).toHaveValue("otsuka@minato.example");
  await page.getByLabel("パスワード").fill("朝の港に三隻の青い船が着く");
  await page.getByRole("button", { name: "サインイン" }).click();
  await expect(page.getByRole("button", { name: "大塚 渚のメニュー" })).toBeVisible();
});

test("a rep does not reach what only admins may", async ({ rep }) => {
  await rep.goto("/settings");
  for (const section of ["メンバー", "案件タイプ", "ワークスペース"]) {
    await expect(rep.getByRole("main").getByRole("link", { name: section })).toHaveCount(0);
  }
  const answer = await rep.goto("/settings/people");
  expect(answer?.status()).toBe(403);
  await expect(rep.getByRole("heading", { name: "この操作はできません" })).toBeVisible();
  await expectNoAxeViolations(rep);
});
