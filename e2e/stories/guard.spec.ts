import type { Page } from "@playwright/test";
import { toast } from "../harness/board.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";
import { arrived } from "../harness/visit.ts";

/** A company of the manager's, of which the rep is about to enter something too. */
async function managersCompany(manager: Page, name: string): Promise<void> {
  await manager.goto("/companies/new");
  await manager.getByLabel("社名").fill(name);
  await manager.getByRole("button", { name: "登録", exact: true }).click();
  await expect(toast(manager)).toContainText("登録しました");
}

const shown = (page: Page) => page.getByRole("region", { name: "ほかの担当者が同じお客様を担当しています" });

test("a colleague's customer is shown before a lead is entered, and the colleague is told", async ({
  rep,
  manager,
}) => {
  await managersCompany(manager, "株式会社白樺計器");
  await rep.goto("/leads/new");
  await rep.getByLabel("社名").fill("㈱白樺計器");
  await rep.getByLabel("氏名").fill("藤本 環");
  await rep.getByRole("button", { name: "登録する" }).click();
  await expect(shown(rep)).toContainText("木村 直人（第一営業部）");
  await expect(shown(rep)).toContainText("株式会社白樺計器");
  await expectNoAxeViolations(rep);
  await shot(rep, "guard");

  // By keys alone; Enter in a field decides nothing.
  await rep.getByLabel("理由・伝えたいこと").focus();
  const answer = rep.waitForResponse((response) => response.request().method() === "POST");
  await rep.keyboard.press("Enter");
  await answer;
  await arrived(rep);
  await expect(shown(rep)).toContainText("まだ登録していません");
  await expect(rep.getByLabel("氏名")).toHaveValue("藤本 環");
  await rep.getByRole("button", { name: "このまま登録する" }).focus();
  await rep.keyboard.press("Enter");
  await expect(rep.getByRole("alert").first()).toContainText("理由が空欄です");
  await rep.getByLabel("理由・伝えたいこと").fill("別の事業所の案件のため");
  await rep.getByRole("button", { name: "このまま登録する" }).focus();
  await rep.keyboard.press("Enter");
  await expect(rep.getByRole("heading", { level: 1, name: "㈱白樺計器　藤本 環" })).toBeVisible();
  await expect(rep.getByRole("main")).toContainText("別の事業所の案件のため");

  await manager.goto("/activities");
  await manager.getByRole("link", { name: "お知らせ（未読" }).click();
  const notice = manager.getByRole("listitem").filter({ hasText: "㈱白樺計器" });
  await expect(notice).toContainText("別の事業所の案件のため");
  await expectNoAxeViolations(manager);
  await shot(manager, "notices");
  await notice.getByRole("button", { name: "確認済みにする" }).click();
  await expect(notice.getByRole("button")).toHaveCount(0);
});

test("a lead is handed over on a phone", async ({ rep, manager }) => {
  await rep.setViewportSize({ width: 390, height: 844 });
  await managersCompany(manager, "株式会社楠木金型");
  await rep.goto("/leads/new");
  await rep.getByLabel("社名").fill("楠木金型");
  await rep.getByRole("button", { name: "登録する" }).click();
  await expect(shown(rep)).toBeVisible();
  await expectNoAxeViolations(rep);
  await rep.getByRole("button", { name: "木村 直人（第一営業部）さんに任せる" }).click();
  await expect(toast(rep)).toContainText("新しい担当者に知らせました");
  await arrived(rep);
  await expect(rep.locator(".page__head .facts")).toContainText("木村 直人");
});

test("a deal is entered together with the colleague", async ({ rep, manager }) => {
  await managersCompany(manager, "株式会社柊製網");
  await rep.goto("/deals/new");
  const form = rep.locator("form[action='/deals']");
  await form.getByLabel("案件名").fill("在庫の見える化");
  await form.getByLabel("取引先").fill("株式会社柊製網");
  await form.getByRole("button", { name: "登録する" }).click();
  await expect(shown(rep)).toBeVisible();
  await expect(form.getByLabel("案件名")).toHaveValue("在庫の見える化");
  await form.getByRole("button", { name: "木村 直人（第一営業部）さんと一緒に進める" }).click();
  await expect(toast(rep)).toBeVisible();
  await rep.goto("/deals?text=在庫の見える化");
  await rep.getByRole("link", { name: "在庫の見える化" }).first().click();
  const drawer = rep.getByRole("complementary", { name: "案件" });
  await expect(drawer.getByText("木村 直人").first()).toBeVisible();
});
