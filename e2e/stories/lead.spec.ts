import type { Page } from "@playwright/test";
import { toast } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expectNoOverflow } from "../harness/pages.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";
import { arrived } from "../harness/visit.ts";

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const course = (page: Page) => page.getByRole("region", { name: "経緯" });
const planned = (page: Page) => page.getByRole("region", { name: "予定", exact: true });
const timeline = (page: Page) => page.getByRole("region", { name: "これまで" });
const shown = (page: Page) => page.getByRole("region", { name: "ほかの担当者が同じお客様を担当しています" });

/** Enters a lead through its form, and returns its address. */
async function enterLead(page: Page, company: string, contact: string): Promise<string> {
  await page.goto("/leads/new");
  await page.getByLabel("社名").fill(company);
  await page.getByLabel("氏名").fill(contact);
  await page.getByRole("button", { name: "登録する" }).click();
  await expect(heading(page, `${company}　${contact}`)).toBeVisible();
  return new URL(page.url()).pathname;
}

test("a lead comes in, is touched, and becomes a deal with its course", async ({ rep }) => {
  await rep.goto("/deals");
  await rep.getByRole("navigation", { name: "案件" }).getByRole("link", { name: "リード" }).click();
  await rep.getByRole("link", { name: "リードを登録" }).click();
  await rep.getByLabel("社名").fill("星空精密工業");
  await rep.getByLabel("氏名").fill("天野 ひかり");
  await rep.getByLabel("メールアドレス").fill("amano＠hoshizora");
  await rep.getByLabel("チャネル").selectOption("展示会");
  await rep.getByRole("button", { name: "登録する" }).click();

  await expect(rep.getByRole("alert")).toContainText("メールアドレス「amano＠hoshizora」を読み取れません。");
  await expect(rep.getByLabel("社名")).toHaveValue("星空精密工業");
  await expectNoAxeViolations(rep);
  await rep.getByLabel("メールアドレス").fill("amano@hoshizora.example");
  await rep.getByRole("button", { name: "登録する" }).click();
  await expect(heading(rep, "星空精密工業　天野 ひかり")).toBeVisible();
  await expect(rep.locator(".page__head .facts")).toContainText("未対応");

  await course(rep).getByRole("link", { name: "追加" }).click();
  const dialog = rep.getByRole("dialog");
  await dialog.getByLabel("接点の種類").selectOption("展示会で名刺交換");
  await dialog.getByLabel("内容").fill("ものづくり展");
  await dialog.getByLabel("費用").fill("2万");
  await expectNoAxeViolations(rep);
  await dialog.getByRole("button", { name: "追加する" }).click();
  await expect(course(rep)).toContainText("ものづくり展");
  await expect(course(rep)).toContainText("¥20,000");

  await rep.getByRole("button", { name: "接触中にする" }).click();
  await expect(toast(rep)).toContainText("を接触中にしました。");
  await shot(rep, "lead");
  await rep.getByRole("link", { name: "案件にする" }).click();
  await expect(rep.getByLabel("新しい取引先として登録")).toBeChecked();
  await expectNoAxeViolations(rep);
  await rep.getByLabel("契約金額").fill("300万");
  await rep.getByRole("button", { name: "案件にする" }).click();

  await expect(heading(rep, "星空精密工業　天野 ひかり様 ご相談")).toBeVisible();
  await expect(course(rep)).toContainText("ものづくり展");
  await expect(course(rep)).toContainText("商談開始");
  await expect(rep.getByRole("link", { name: "天野 ひかり", exact: true })).toBeVisible();
  await course(rep).getByRole("link", { name: "星空精密工業　天野 ひかり" }).click();
  await expect(rep.locator(".page__head .facts")).toContainText("案件化");
});

test("what is done and planned with a lead goes along into the deal, and back with the toast", async ({
  rep,
}) => {
  const day = "2098-11-25";
  const lead = await enterLead(rep, "渚製菓", "浜口 汐");
  const log = rep.locator(".quick-log");
  await log.getByText("電話", { exact: true }).click();
  await log.getByRole("button", { name: "記録" }).click();
  await expect(toast(rep)).toContainText("記録しました");
  await expect(timeline(rep).getByRole("link", { name: "電話" })).toBeVisible();

  await planned(rep).getByRole("link", { name: "アポイントを入れる" }).click();
  const dialog = rep.getByRole("dialog");
  await expect(dialog).toContainText("渚製菓　浜口 汐");
  await dialog.locator("#subject").fill("工場の見学");
  await dialog.locator("#day").fill(day);
  await dialog.locator("#time").fill("14時");
  await dialog.locator("#until").fill("1時間");
  await dialog.getByLabel("場所").fill("渚製菓 第二工場");
  await dialog.getByLabel("目的").fill("検品の手順を見せてもらう");
  await expectNoAxeViolations(rep);
  await dialog.getByRole("button", { name: "予定に入れる" }).click();
  await expect(toast(rep)).toContainText("アポイントを予定に入れました");
  await expect(planned(rep)).toContainText("工場の見学");
  await expectNoAxeViolations(rep);
  await shot(rep, "lead-planned");
  await planned(rep).getByRole("link", { name: "工場の見学", exact: true }).click();
  await arrived(rep);
  await expect(rep.getByRole("main")).toContainText("渚製菓 第二工場");
  await expect(rep.getByRole("main")).toContainText("検品の手順を見せてもらう");
  await rep.goto("/activities");
  const todo = rep.getByRole("listitem").filter({ hasText: "工場の見学" });
  await expect(todo.getByRole("link", { name: "渚製菓　浜口 汐" })).toHaveAttribute("href", lead);
  await rep.goto(`/calendar?on=${day}`);
  const entry = rep.locator(".calendar__entries .entry", { hasText: "工場の見学" });
  await expect(entry).toContainText("14:00–15:00");
  await expect(entry).toContainText("渚製菓");

  await rep.goto(lead);
  await rep.getByRole("link", { name: "案件にする" }).click();
  await rep.getByRole("button", { name: "案件にする" }).click();
  await expect(heading(rep, "渚製菓　浜口 汐様 ご相談")).toBeVisible();
  await expect(rep.getByRole("region", { name: "ネクストアクション" })).toContainText("工場の見学");
  await expect(timeline(rep).getByRole("listitem").filter({ hasText: "電話" })).toBeVisible();
  await toast(rep).getByRole("button", { name: "元に戻す" }).click();
  await expect(toast(rep)).toContainText("「渚製菓　浜口 汐」の案件化を取り消しました");
  await expect(rep).toHaveURL(new RegExp(`${lead}$`));
  await arrived(rep);
  await expect(rep.locator(".page__head .facts")).toContainText("未対応");
  await expect(planned(rep)).toContainText("工場の見学");
  await expect(timeline(rep).getByRole("link", { name: "電話" })).toBeVisible();
  await rep.goto("/deals?text=渚製菓");
  await expect(rep.getByRole("link", { name: "渚製菓　浜口 汐様 ご相談" })).toHaveCount(0);
});

test("a lead of a colleague's customer becomes a deal only with a reason", async ({ rep, manager }) => {
  await manager.goto("/companies/new");
  await manager.getByLabel("社名").fill("株式会社緋色発条");
  await manager.getByRole("button", { name: "登録", exact: true }).click();
  await expect(toast(manager)).toContainText("登録しました");

  // The lead knew the name of the shop alone.
  await rep.setViewportSize({ width: 390, height: 844 });
  const lead = await enterLead(rep, "ひいろ工房の店", "赤星 茜");
  await rep.goto(`${lead}/conversion`);
  await rep.getByLabel("新しい取引先の名前").fill("㈱緋色発条");
  await rep.getByLabel("案件名").fill("店の在庫の相談");
  await rep.getByLabel("契約金額").fill("120万");
  await rep.getByLabel("メモ").fill("消えてはいけない文");
  await rep.getByRole("button", { name: "案件にする" }).click();
  await expect(shown(rep)).toContainText("木村 直人（第一営業部）");
  await expect(shown(rep)).toContainText("株式会社緋色発条");
  await expectNoAxeViolations(rep);
  await expectNoOverflow(rep);
  await shot(rep, "lead-guard");
  await rep.getByRole("button", { name: "このまま登録する" }).click();
  await expect(rep.getByRole("alert").first()).toContainText("理由が空欄です");
  await expect(rep.getByLabel("新しい取引先の名前")).toHaveValue("㈱緋色発条");
  await expect(rep.getByLabel("案件名")).toHaveValue("店の在庫の相談");
  await expect(rep.getByLabel("契約金額")).toHaveValue("120万");
  await expect(rep.getByLabel("メモ")).toHaveValue("消えてはいけない文");
  await rep.getByLabel("理由・伝えたいこと").fill("店舗の案件のため");
  await rep.getByRole("button", { name: "このまま登録する" }).click();
  await expect(heading(rep, "店の在庫の相談")).toBeVisible();
  await expect(timeline(rep)).toContainText("店舗の案件のため");

  await manager.goto("/notices");
  await expect(manager.getByRole("listitem").filter({ hasText: "店舗の案件のため" })).toBeVisible();
});

test("ticked leads are given to somebody at once, and back with the toast, by keys alone", async ({
  manager,
}) => {
  await manager.goto("/leads?owner=none");
  const row = (name: string) => manager.getByRole("rowheader", { name, exact: true });
  const name = (await manager.getByRole("rowheader").first().innerText()).trim();
  const first = manager.getByRole("checkbox").first();
  await first.focus();
  await manager.keyboard.press("Space");
  const assign = manager.getByRole("button", { name: "担当にする" });
  await expect(assign).toBeVisible();
  await manager.locator("#assign_owner").selectOption({ label: "佐藤 美咲" });
  await expectNoAxeViolations(manager);
  await assign.focus();
  await manager.keyboard.press("Enter");
  await expect(toast(manager)).toContainText("1件のリードの担当を佐藤 美咲にしました。");
  await arrived(manager);
  await expect(row(name)).toHaveCount(0);
  await toast(manager).getByRole("button", { name: "元に戻す" }).focus();
  await manager.keyboard.press("Enter");
  await expect(toast(manager)).toContainText("1件の担当を元に戻しました。");
  await arrived(manager);
  await expect(row(name)).toHaveCount(1);
});

test("what is untouched for too long says so, and why a lead is given up is asked", async ({ rep }) => {
  await rep.goto("/leads?state=new&colour=red");
  await expect(rep.getByText(/\d+日未対応/).first()).toBeVisible();
  await rep.getByRole("rowheader").first().getByRole("link").click();
  await arrived(rep);
  await rep.getByRole("link", { name: "見込みなしにする" }).click();
  const dialog = rep.getByRole("dialog");
  await dialog.getByRole("button", { name: "見込みなしにする" }).click();
  await expect(rep.getByRole("alert")).toContainText("見込みなしの理由を入力してください。");
  await rep.getByLabel("見込みなしの理由").fill("対象外の業種");
  await rep.getByRole("button", { name: "見込みなしにする" }).click();
  await expect(rep.getByRole("main")).toContainText("対象外の業種");
  await toast(rep).getByRole("button", { name: "元に戻す" }).click();
  await expect(rep.locator(".page__head .facts")).toContainText("未対応");
});

test("an introduction names who introduced, and the chain can be walked", async ({ rep }) => {
  await enterDeal(rep, { title: "紹介された相談", phase: "提案", amount: "100万" });
  await course(rep).getByRole("link", { name: "追加" }).click();
  const dialog = rep.getByRole("dialog");
  await dialog.getByLabel("接点の種類").selectOption("紹介");
  const known = await dialog.locator("#introducer_names option").last().getAttribute("value");
  await dialog.getByLabel("紹介者").fill(known ?? "");
  await dialog.getByRole("button", { name: "追加する" }).click();
  await expect(course(rep)).toContainText(`紹介者：${known}`);
  await course(rep).getByRole("link", { name: "紹介の連なりをたどる" }).click();
  await expect(rep.getByRole("main")).toContainText(known ?? "");
  await expectNoAxeViolations(rep);
  await rep
    .getByRole("main")
    .getByRole("link", { name: known ?? "" })
    .click();
  await expect(rep.getByRole("region", { name: "紹介してくれた案件" })).toContainText("紹介された相談");
});

test("a touch is changed and deleted, and the deletion taken back, on a phone too", async ({ rep }) => {
  await rep.setViewportSize({ width: 390, height: 844 });
  await enterDeal(rep, { title: "接点の手直し", phase: "提案", amount: "100万" });
  await course(rep).getByRole("link", { name: "追加" }).click();
  const dialog = rep.getByRole("dialog");
  await dialog.getByLabel("接点の種類").selectOption("電話");
  await dialog.getByLabel("内容").fill("折り返しの電話");
  await dialog.getByRole("button", { name: "追加する" }).click();
  await course(rep)
    .getByRole("link", { name: /の接点を編集/ })
    .click();
  await dialog.getByLabel("内容").fill("こちらからの電話");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(course(rep)).toContainText("こちらからの電話");
  await course(rep)
    .getByRole("link", { name: /の接点を編集/ })
    .click();
  await dialog.getByRole("button", { name: "削除" }).click();
  await expect(course(rep)).not.toContainText("こちらからの電話");
  await toast(rep).getByRole("button", { name: "元に戻す" }).last().click();
  await expect(course(rep)).toContainText("こちらからの電話");
});

test("the report says which channels win, and every number opens its list", async ({ manager }) => {
  await manager.goto("/reports/channels");
  await expect(manager.getByRole("heading", { level: 2 }).first()).toContainText(/受注率|決着/);
  await manager.getByRole("combobox", { name: "集計の単位" }).selectOption("first");
  await expect(manager.getByRole("rowheader", { name: "紹介" })).toBeVisible();
  await expect(manager.getByRole("heading", { name: "月ごとの推移" })).toBeVisible();
  await expectNoAxeViolations(manager);
  await shot(manager, "channels");
  const won = manager.getByRole("row", { name: /^紹介/ }).getByRole("link").nth(1);
  const count = await won.textContent();
  await won.click();
  await expect(manager.getByText(`/ ${count}件`)).toBeVisible();
});
