import type { Page } from "@playwright/test";
import { card, openBoard } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expectNoOverflow } from "../harness/pages.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";
import { arrived } from "../harness/visit.ts";

const marks = (page: Page) => page.locator(".deal__marks .marks");
const item = (page: Page, name: string) =>
  page
    .getByRole("region", { name: "見極め" })
    .getByRole("listitem")
    .filter({ has: page.getByText(name, { exact: true }) });

test("with the keyboard a rep writes down a budget, and card, head and list show it", async ({ rep }) => {
  const deal = await enterDeal(rep, { title: "見極める案件", phase: "商談見極め" });
  await rep.goto(deal);
  await expect(marks(rep)).toHaveAccessibleName("予算 未確認、決裁権 未確認、必要性 未確認、導入時期 未確認");
  await rep.getByRole("link", { name: "予算を編集" }).focus();
  await rep.keyboard.press("Enter");
  const form = rep.getByRole("dialog");
  await expect(form.getByRole("radio", { name: "聞いた" })).toBeChecked();
  await form.getByRole("radio", { name: "未確認" }).focus();
  await rep.keyboard.press("ArrowRight");
  await expect(form.getByRole("radio", { name: "確認済" })).toBeChecked();
  await form.getByRole("textbox", { name: "予算（JPY）" }).fill("300万");
  await expectNoAxeViolations(rep);
  await rep.keyboard.press("Enter");
  await expect(rep.getByText("予算を保存しました")).toBeVisible();
  await expect(marks(rep)).toHaveAccessibleName(/^予算 確認済、決裁権 未確認/);
  await expect(item(rep, "予算").getByText("¥3,000,000")).toBeVisible();
  await expectNoAxeViolations(rep);

  await openBoard(rep, "見極める案件");
  await expect(card(rep, "見極める案件").locator(".marks")).toHaveAccessibleName(/^予算 確認済/);
  await rep.goto("/deals?text=見極める案件&columns=qualification&columns=item-1");
  await expect(rep.getByRole("cell", { name: "¥3,000,000" })).toContainText("確認済");
  await expectNoAxeViolations(rep);
  await shot(rep, "deals-known");
});

test("the board is narrowed to what is a concern, and the address keeps it", async ({ manager }) => {
  await manager.goto("/board");
  await manager.getByText("見極め", { exact: true }).click();
  await manager.getByRole("combobox", { name: "決裁権" }).selectOption("懸念あり");
  await arrived(manager);
  await expect(manager).toHaveURL(/fact=2%3Aconcern/);
  const shown = manager.locator(".card .marks");
  await expect(shown.first()).toHaveAccessibleName(/決裁権 懸念あり/);
  for (const one of await shown.all()) {
    await expect(one).toHaveAccessibleName(/決裁権 懸念あり/);
  }
  await expectNoAxeViolations(manager);
  await shot(manager, "board-concern");
  await manager.reload();
  await expect(shown.first()).toHaveAccessibleName(/決裁権 懸念あり/);
});

test("a phase asks for an item, and the sheet of the move has its form", async ({ admin, rep }) => {
  const deal = await enterDeal(rep, { title: "確かめる案件", phase: "商談見極め" });
  await admin.goto("/settings/phases/2/edit");
  await admin.getByLabel("条件の種類").selectOption("見極めの項目が把握済（懸念あり・条件外も可）");
  await admin.getByLabel("見極めの項目", { exact: true }).selectOption("導入時期");
  await expectNoAxeViolations(admin);
  await admin.getByRole("button", { name: "条件を追加" }).click();
  await expect(admin.getByText("導入時期", { exact: true }).first()).toBeVisible();

  await rep.setViewportSize({ width: 390, height: 844 });
  await rep.goto(`${deal}/moves/new?phase_id=3`);
  const asked = rep.getByRole("group", { name: "導入時期の把握" });
  await expect(asked).toBeVisible();
  await asked.getByText("懸念あり").click();
  await expectNoAxeViolations(rep);
  await expectNoOverflow(rep);
  await shot(rep, "move-fact-phone");
});
