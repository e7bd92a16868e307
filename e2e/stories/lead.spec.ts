import type { Page } from "@playwright/test";
import { toast } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";
import { arrived } from "../harness/visit.ts";

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const course = (page: Page) => page.getByRole("region", { name: "経緯" });

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

test("ticked leads are given to somebody at once, by keys alone", async ({ manager }) => {
  await manager.goto("/leads?owner=none");
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
