import type { Page } from "@playwright/test";
import { toast } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expectNoOverflow } from "../harness/pages.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";
import { arrived } from "../harness/visit.ts";

// Far ahead and of no sample: Tuesday to Thursday.
const [tuesday, wednesday, thursday] = ["2098-11-25", "2098-11-26", "2098-11-27"];

const dialog = (page: Page) => page.getByRole("dialog");
const entry = (page: Page, what: string) => page.locator(".calendar__entries .entry", { hasText: what });

async function makeVisit(page: Page, deal: string, what: string, day: string, time: string) {
  await page.goto(`/deals?text=${deal}`);
  await page.getByRole("link", { name: deal }).first().click();
  await page.getByRole("link", { name: "アポイントを入れる" }).click();
  await dialog(page).locator("#subject").fill(what);
  await dialog(page).locator("#day").fill(day);
  await dialog(page).locator("#time").fill(time);
  await dialog(page).locator("#until").fill("1時間");
}

test("an appointment is made from the page of its deal, with words as people type them", async ({ rep }) => {
  await enterDeal(rep, { title: "訪問の案件", phase: "提案" });
  await makeVisit(rep, "訪問の案件", "初回の訪問", tuesday, "14時半");
  await expect(dialog(rep).getByLabel("場所")).toBeVisible();
  await expect(dialog(rep).getByLabel("会議のURL")).toBeHidden();
  await dialog(rep).locator("#way").getByText("オンライン").click();
  await dialog(rep).getByLabel("会議のURL").fill("https://meet.example.jp/abc");
  await expect(dialog(rep).getByLabel("場所")).toBeHidden();
  await expectNoAxeViolations(rep);
  await shot(rep, "appointment-new");
  await dialog(rep).getByRole("button", { name: "予定に入れる" }).click();
  await expect(toast(rep)).toContainText("アポイントを予定に入れました");
  await rep.goto(`/calendar?on=${tuesday}`);
  await expect(entry(rep, "初回の訪問")).toContainText("14:30–15:30");
  await shot(rep, "calendar-week");
});

test("what lies across it is shown, and it can be saved all the same", async ({ rep }) => {
  await makeVisit(rep, "訪問の案件", "重なる訪問", tuesday, "15:00");
  await dialog(rep).getByRole("button", { name: "予定に入れる" }).click();
  await expect(dialog(rep)).toContainText("同じ時間にほかの予定があります");
  await expect(dialog(rep)).toContainText("初回の訪問");
  await expect(dialog(rep).locator("#subject")).toHaveValue("重なる訪問");
  await expectNoAxeViolations(rep);
  await dialog(rep).getByRole("button", { name: "重なったまま入れる" }).click();
  await expect(toast(rep)).toContainText("アポイントを予定に入れました");
  await rep.goto(`/calendar?view=day&on=${tuesday}`);
  await expect(entry(rep, "重なる訪問")).toContainText("ほかの予定と重なっています");
  const [first, second] = await Promise.all([
    entry(rep, "初回の訪問").boundingBox(),
    entry(rep, "重なる訪問").boundingBox(),
  ]);
  if (!first || !second) throw new Error("both are drawn");
  expect(first.x + first.width).toBeLessThanOrEqual(second.x + 1);
});

test("keys move it by quarters and days, and the toast takes it back", async ({ rep }) => {
  await rep.goto(`/calendar?on=${tuesday}`);
  await entry(rep, "重なる訪問").getByRole("link").focus();
  await rep.keyboard.press("Shift+ArrowDown");
  await expect(entry(rep, "重なる訪問")).toContainText("15:15–16:15");
  await expect(entry(rep, "重なる訪問")).not.toHaveAttribute("aria-busy");
  await expect(entry(rep, "重なる訪問").getByRole("link")).toBeFocused();
  await rep.keyboard.press("Shift+ArrowRight");
  await expect(rep.locator(`[data-day="${wednesday}"]`, { hasText: "重なる訪問" }).first()).toBeVisible();
  await toast(rep).getByRole("button", { name: "元に戻す" }).last().click();
  await expect(rep.locator(`.calendar__column[data-day="${tuesday}"]`)).toContainText("重なる訪問");
});

test("a drag moves it to another day and time", async ({ rep }) => {
  await rep.goto(`/calendar?on=${tuesday}`);
  const moved = entry(rep, "重なる訪問");
  const from = await moved.boundingBox();
  const column = await rep.locator(`.calendar__column[data-day="${thursday}"]`).boundingBox();
  if (!from || !column) throw new Error("both are drawn");
  await rep.mouse.move(from.x + 20, from.y + 10);
  await rep.mouse.down();
  await rep.mouse.move(column.x + 30, from.y - 50, { steps: 6 });
  await rep.mouse.move(column.x + 30, from.y + 10 - 48, { steps: 3 });
  await rep.mouse.up();
  await expect(rep.locator(`.calendar__column[data-day="${thursday}"]`)).toContainText("14:15–15:15");
  await expect(dialog(rep)).toBeHidden();
  await expectNoAxeViolations(rep);
});

test("in a month it is moved to another day, by keys and by drag", async ({ rep }) => {
  await rep.goto(`/calendar?view=month&on=${tuesday}`);
  const of = (day: string) => rep.locator(`.month td[data-day="${day}"]`);
  const moved = rep.locator(".month .entry", { hasText: "初回の訪問" });
  await expect(of(tuesday)).toContainText("初回の訪問");
  await moved.getByRole("link").focus();
  await rep.keyboard.press("Shift+ArrowUp");
  await expect(of("2098-11-18")).toContainText("初回の訪問");
  await rep.keyboard.press("Shift+ArrowDown");
  await expect(of(tuesday)).toContainText("初回の訪問");
  const [from, to] = await Promise.all([moved.boundingBox(), of(wednesday).boundingBox()]);
  if (!from || !to) throw new Error("both are drawn");
  await rep.mouse.move(from.x + 20, from.y + 8);
  await rep.mouse.down();
  await rep.mouse.move(to.x + 40, to.y + 60, { steps: 5 });
  await rep.mouse.up();
  await expect(of(wednesday)).toContainText("14:30");
  await expect(dialog(rep)).toBeHidden();
  await expectNoAxeViolations(rep);
  await shot(rep, "calendar-month");
  await rep.keyboard.press("Escape");
  await moved.getByRole("link").focus();
  await rep.keyboard.press("Shift+ArrowLeft");
  await expect(of(tuesday)).toContainText("初回の訪問");
});

test("on a phone, a finger that rests on an entry drags it", async ({ rep }) => {
  await rep.setViewportSize({ width: 390, height: 844 });
  await rep.goto(`/calendar?view=day&on=${tuesday}`);
  const moved = entry(rep, "初回の訪問");
  await moved.scrollIntoViewIfNeeded();
  const box = await moved.boundingBox();
  if (!box) throw new Error("it is drawn");
  const finger = await rep.context().newCDPSession(rep);
  const [x, y] = [box.x + 30, box.y + 12];
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
  await expect(moved).toHaveAttribute("data-dragging", "");
  for (const down of [14, 28, 42, 56]) {
    await finger.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x, y: y - down }] });
  }
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(moved).toContainText("13:30–14:30");
  await expect(dialog(rep)).toBeHidden();
});

test("what came of it is told with the next action in one form", async ({ rep }) => {
  await enterDeal(rep, { title: "今日すませる案件", phase: "提案" });
  await makeVisit(rep, "今日すませる案件", "今日の訪問", "今日", "0:00");
  await dialog(rep).locator("#until").fill("30分");
  await dialog(rep).getByRole("button", { name: "予定に入れる" }).click();
  await expect(toast(rep)).toContainText("アポイントを予定に入れました");
  await rep.goto("/calendar?view=day");
  await entry(rep, "今日の訪問").getByRole("link").click();
  await dialog(rep).getByRole("link", { name: "結果を記録" }).click();
  await dialog(rep).getByLabel("結果").fill("課題を聞けた");
  const next = dialog(rep).getByRole("group", { name: "ネクストアクション" });
  await next.getByLabel("日付").fill("2099-12-24");
  await next.getByLabel("内容").fill("提案書を送る");
  await dialog(rep).getByRole("button", { name: "完了にする" }).click();
  await expect(toast(rep)).toContainText("完了にし、次の予定を登録しました");
});

test("on a phone a week is a list, a day has hours and a month counts", async ({ rep }) => {
  await rep.setViewportSize({ width: 390, height: 844 });
  for (const view of ["week", "day", "month"]) {
    await rep.goto(`/calendar?view=${view}&on=${tuesday}`);
    await arrived(rep);
    await expectNoOverflow(rep);
    await rep.setViewportSize({ width: 390, height: 844 });
    await expectNoAxeViolations(rep);
    await shot(rep, `calendar-${view}-phone`);
  }
  await rep.goto(`/calendar?on=${tuesday}`);
  await entry(rep, "初回の訪問").getByRole("link").click();
  await expect(rep.getByLabel("用件")).toHaveValue("初回の訪問");
});

test("a secret link brings the calendar to other programs until it is revoked", async ({ rep, request }) => {
  await rep.goto("/me");
  await rep.getByRole("button", { name: "リンクを作る" }).click();
  const url = await rep.getByLabel("カレンダーのURL").inputValue();
  const feed = await request.get(url);
  expect(feed.headers()["content-type"]).toContain("text/calendar");
  expect(await feed.text()).toContain("BEGIN:VEVENT");
  await expectNoAxeViolations(rep);
  await rep.goto("/me");
  await rep.getByRole("button", { name: "リンクを無効にする" }).click();
  await expect(toast(rep)).toContainText("無効にしました");
  expect((await request.get(url)).status()).toBe(404);
});
