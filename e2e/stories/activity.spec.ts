import type { Page } from "@playwright/test";
import { toast } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";

const dialog = (page: Page) => page.getByRole("dialog");
const timeline = (page: Page) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: "これまで" }) });
const group = (page: Page, title: string | RegExp) =>
  page.locator("section.day").filter({ has: page.getByRole("heading", { name: title }) });

test("what was just done is logged in two clicks", async ({ rep }) => {
  await enterDeal(rep, { title: "二回押すだけ", phase: "提案" });
  const log = rep.locator(".quick-log");
  await log.getByText("電話", { exact: true }).click();
  await log.getByRole("button", { name: "記録" }).click();
  await expect(toast(rep)).toContainText("記録しました");
  await expect(timeline(rep)).toContainText("電話");
});

test("one line in a rep's own words is understood, shown, and saved with the next action", async ({
  rep,
}) => {
  await enterDeal(rep, { title: "原価の見える化計画", phase: "提案" });
  await rep.goto("/activities");
  await rep.keyboard.press("n");
  const line = dialog(rep).getByLabel("ひとことで入力");
  await expect(line).toBeFocused();
  await line.fill("原価の見える化計画 訪問 見積提出 来週火曜に電話");
  await line.press("Enter");

  await expect(dialog(rep)).toContainText("読み取った内容です。直してから記録できます。");
  await expect(dialog(rep)).toContainText("原価の見える化計画");
  await expect(dialog(rep).getByRole("radio", { name: "済み" })).toBeChecked();
  await expect(dialog(rep).locator("#kind").getByRole("radio", { name: "訪問" })).toBeChecked();
  await expect(dialog(rep).locator("#subject")).toHaveValue("見積提出");
  await expect(dialog(rep).locator("#next_kind").getByRole("radio", { name: "電話" })).toBeChecked();
  await expect(dialog(rep).locator("#next_day")).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
  await expectNoAxeViolations(rep);
  await shot(rep, "quick-entry");
  await dialog(rep).getByRole("button", { name: "記録する" }).click();
  await expect(toast(rep)).toContainText("記録し、次の予定を登録しました");
  await expect(dialog(rep)).toBeHidden();
});

test("finishing an action asks for the next one in the same form", async ({ rep }) => {
  await enterDeal(rep, {
    title: "次を決める案件",
    phase: "提案",
    next: { day: "今日", subject: "見積の確認" },
  });
  await rep.goto("/activities");
  await expect(group(rep, /^今日/)).toContainText("見積の確認");
  await rep.getByRole("link", { name: "見積の確認を完了にする" }).click();
  await dialog(rep).getByLabel("結果").fill("金額は了解、社内で検討");
  await dialog(rep).getByText("お客様の反応があった").click();
  const next = dialog(rep).getByRole("group", { name: "ネクストアクション" });
  await next.getByText("電話", { exact: true }).click();
  await next.getByLabel("日付").fill("2099-12-24");
  await next.getByLabel("内容").fill("検討の結果を聞く");
  await dialog(rep).getByRole("button", { name: "完了にする" }).click();
  await expect(toast(rep)).toContainText("完了にし、次の予定を登録しました");
  await expect(rep.getByRole("link", { name: "見積の確認を完了にする" })).toHaveCount(0);
  await expect(group(rep, "その後")).toContainText("検討の結果を聞く");
  await expectNoAxeViolations(rep);
});

test("my list says what is overdue, due today and due this week", async ({ rep }) => {
  await enterDeal(rep, { title: "今日の用事", phase: "提案", next: { day: "今日", subject: "今日の電話" } });
  await rep.goto("/activities");
  await expect(rep.getByRole("heading", { name: /期限を過ぎています/ })).toBeVisible();
  const overdue = group(rep, /期限を過ぎています/);
  const count = await overdue.getByRole("listitem").count();
  await expect(overdue.getByRole("heading")).toContainText(`${count}件`);
  await expect(rep.getByRole("link", { name: "アクション", exact: false }).first()).toContainText(
    String(count),
  );
  await expect(group(rep, /^今日/)).toContainText("今日の電話");
  await shot(rep, "activities");
});

test("a day that cannot be read keeps what was typed", async ({ rep }) => {
  await rep.goto("/activities/new");
  await rep.getByLabel("案件・取引先").fill("どこにもない会社");
  await rep.locator("#kind").getByText("電話", { exact: true }).click();
  await rep.locator("#subject").fill("挨拶");
  await rep.getByRole("button", { name: "記録する" }).click();
  await expect(rep.getByRole("alert")).toContainText(
    "「どこにもない会社」に合う案件・取引先が見つかりません。",
  );
  await expect(rep.locator("#subject")).toHaveValue("挨拶");
  await expect(rep.locator("#kind").getByRole("radio", { name: "電話" })).toBeChecked();
});

test("while a Japanese word is being converted nothing is sent", async ({ rep }) => {
  await rep.goto("/deals");
  const sent: string[] = [];
  rep.on("request", (request) => sent.push(request.url()));
  await rep.clock.install();
  const text = rep.getByLabel("文字で絞る");
  await text.focus();
  const keyboard = await rep.context().newCDPSession(rep);
  await keyboard.send("Input.imeSetComposition", { text: "くら", selectionStart: 2, selectionEnd: 2 });
  await expect(text).toHaveValue("くら");
  await rep.clock.runFor(2000);
  expect(sent.filter((url) => url.includes("text="))).toEqual([]);

  await keyboard.send("Input.insertText", { text: "倉庫" });
  await expect(text).toHaveValue("倉庫");
  await rep.clock.runFor(2000);
  await expect(rep).toHaveURL(/text=%E5%80%89%E5%BA%AB/);
});
