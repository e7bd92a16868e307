import type { Page } from "@playwright/test";
import { toast } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expectNoOverflow } from "../harness/pages.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";
import { arrived } from "../harness/visit.ts";

const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const pairs = (page: Page) => page.locator(".pair");

/** Enters a company by the labels of its form, though one that is like it may be there; returns its address. */
async function enterCompany(page: Page, facts: Record<string, string>, isTwin = false): Promise<string> {
  await page.goto("/companies/new");
  for (const [label, text] of Object.entries(facts)) await page.getByLabel(label).fill(text);
  await page.getByRole("button", { name: "登録", exact: true }).click();
  if (isTwin) await page.getByRole("button", { name: "それでも登録する" }).click();
  await expect(toast(page)).toContainText("登録しました");
  await arrived(page);
  return new URL(page.url()).pathname;
}

test("two spellings of one company become one, with the best of both and all that hangs on them", async ({
  rep,
}) => {
  const gone = await enterCompany(rep, { 社名: "㈱葛城製薬", 電話: "0745-00-1111", メモ: "紹介で会った" });
  await rep.getByRole("link", { name: "追加" }).click();
  await rep.getByLabel("氏名").fill("高田 葵");
  await rep.getByRole("button", { name: "登録" }).click();
  await expect(toast(rep)).toContainText("コンタクト「高田 葵」を登録しました");
  await enterDeal(rep, {
    title: "調剤記録の電子化",
    phase: "提案",
    company: "㈱葛城製薬",
    next: { day: "明日", subject: "電話で確かめる" },
  });
  const known = {
    社名: "株式会社葛城製薬",
    電話: "0745-00-2222",
    所在地: "奈良県葛城市1-2",
    メモ: "展示会で会った",
  };
  const kept = await enterCompany(rep, known, true);

  await rep.getByRole("link", { name: "統合", exact: true }).click();
  await rep.getByRole("link", { name: "「㈱葛城製薬」と比べる" }).click();
  const moves = panel(rep, "「株式会社葛城製薬」へ移るもの");
  for (const what of ["案件", "コンタクト", "アクション"]) await expect(moves).toContainText(`${what}1件`);
  // What only one of them knows and what was changed last is proposed; notes are joined.
  const choose = (field: string, value: string) =>
    rep.getByRole("group", { name: field }).getByRole("radio", { name: value });
  await expect(choose("所在地", "奈良県葛城市1-2")).toBeChecked();
  await expect(choose("社名", "株式会社葛城製薬")).toBeChecked();
  await expect(choose("メモ", "両方をつなげる")).toBeChecked();
  await choose("電話", "0745-00-1111").check();
  await expectNoAxeViolations(rep);
  await shot(rep, "merge");
  await rep.getByRole("button", { name: "統合する" }).click();
  await expect(toast(rep)).toContainText("「㈱葛城製薬」を「株式会社葛城製薬」に統合しました");

  // The old address leads on to what it became.
  await rep.goto(gone);
  await expect(rep).toHaveURL(new RegExp(`${kept}$`));
  await arrived(rep);
  await expect(rep.getByRole("heading", { level: 1, name: "株式会社葛城製薬" })).toBeVisible();
  await expect(panel(rep, "案件")).toContainText("調剤記録の電子化");
  await expect(panel(rep, "コンタクト")).toContainText("高田 葵");
  for (const text of ["0745-00-1111", "奈良県葛城市1-2", "展示会で会った", "紹介で会った"]) {
    await expect(panel(rep, "会社")).toContainText(text);
  }
  await expectNoAxeViolations(rep);
  await shot(rep, "merged");

  await panel(rep, "統合した記録").getByRole("button", { name: "「㈱葛城製薬」の統合を元に戻す" }).click();
  await expect(toast(rep)).toContainText("「㈱葛城製薬」の統合を元に戻しました");
  await expect(panel(rep, "統合した記録")).toHaveCount(0);
  await expect(panel(rep, "コンタクト")).not.toContainText("高田 葵");
  await expect(panel(rep, "会社")).toContainText("0745-00-2222");
  await rep.goto(gone);
  await expect(rep.getByRole("heading", { level: 1, name: "㈱葛城製薬" })).toBeVisible();
  await expect(panel(rep, "案件")).toContainText("調剤記録の電子化");
  await expect(panel(rep, "コンタクト")).toContainText("高田 葵");
});

test("one pair after another becomes one by keys alone", async ({ rep }) => {
  // The job that looks for pairs runs when the server starts.
  await expect(async () => {
    await rep.goto("/matching");
    await expect(pairs(rep).nth(1)).toBeVisible({ timeout: 1000 });
  }).toPass();
  for (const _ of ["first", "second"]) {
    const count = await pairs(rep).count();
    const pair = await pairs(rep).first().getAttribute("id");
    await rep.keyboard.press("j");
    await expect(pairs(rep).first()).toBeFocused();
    await rep.keyboard.press("Enter");
    await expect(rep.getByRole("button", { name: "統合する" })).toBeFocused();
    await arrived(rep);
    await rep.keyboard.press("Enter");
    await expect(rep).toHaveURL(/\/matching/);
    await arrived(rep);
    await expect(rep.locator(`#${pair}`)).toHaveCount(0);
    await expect(pairs(rep)).toHaveCount(count - 1);
    await expect(toast(rep)).toContainText("統合しました");
  }
  await expectNoAxeViolations(rep);
});

test("on a phone the other one is found by its name, and the toast takes the merge back", async ({ rep }) => {
  await rep.setViewportSize({ width: 390, height: 844 });
  const kept = await enterCompany(rep, { 社名: "株式会社橿原染色", 電話: "0744-00-2222" });
  await enterCompany(rep, { 社名: "大和橿原テキスタイル", 電話: "0744-00-3333" });
  await rep.goto(`${kept}/merge`);
  await rep.getByLabel("名前").fill("橿原テキ");
  await rep.getByLabel("名前").press("Enter");
  await rep.getByRole("link", { name: "「大和橿原テキスタイル」と比べる" }).click();
  await expect(rep.getByRole("button", { name: "統合する" })).toBeVisible();
  await arrived(rep);
  await rep.getByRole("link", { name: "残す側を入れ替える" }).click();
  await expect(rep.getByText("「株式会社橿原染色」を「大和橿原テキスタイル」に統合します")).toBeVisible();
  await expectNoOverflow(rep);
  await expectNoAxeViolations(rep);
  await rep.getByRole("button", { name: "統合する" }).click();
  await expect(toast(rep)).toContainText("「株式会社橿原染色」を「大和橿原テキスタイル」に統合しました");
  await toast(rep).getByRole("button", { name: "元に戻す" }).click();
  await expect(toast(rep)).toContainText("「株式会社橿原染色」の統合を元に戻しました");
  await rep.goto(kept);
  await expect(rep.getByRole("heading", { level: 1, name: "株式会社橿原染色" })).toBeVisible();
});
