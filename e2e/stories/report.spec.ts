import { readFile } from "node:fs/promises";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";
import { arrived } from "../harness/visit.ts";

test("the report says in a sentence what its chart shows, and a number opens just as many deals", async ({
  manager,
}) => {
  await manager.goto("/reports");
  await expect(manager).toHaveURL(/\/reports\/phases/);
  await manager.getByLabel("期間", { exact: true }).selectOption({ index: 1 });
  await expect(manager).toHaveURL(/period=/);
  await arrived(manager);
  await expect(manager.locator(".report__sentence")).not.toBeEmpty();
  await expect(manager.locator(".chart svg")).toBeVisible();
  await expectNoAxeViolations(manager);
  await shot(manager, "report");

  const table = manager.getByRole("region", { name: "フェーズごとの数字" });
  const links = table.getByRole("row").filter({ hasText: "提案" }).getByRole("link");
  const numbers = (await links.allTextContents()).map(Number);
  const place = numbers.findIndex((number) => number > 0 && number <= 50);
  const number = numbers[place];
  await links.nth(place).click();
  await expect(manager.getByRole("link", { name: "レポートに戻る" })).toBeVisible();
  await expect(manager.locator(".list-head__count")).toContainText(`/ ${number}件`);
  await expect(manager.locator("tbody").getByRole("row")).toHaveCount(number ?? -1);
  await expectNoAxeViolations(manager);
  await manager.getByRole("link", { name: "レポートに戻る" }).click();
  await expect(manager).toHaveURL(/\/reports\/phases\?.*period=/);
});

test("period and filters stay in the address", async ({ manager }) => {
  await manager.goto("/reports/phases");
  await manager.getByLabel("担当", { exact: true }).selectOption("鈴木 大輔");
  await expect(manager).toHaveURL(/owner=/);
  await arrived(manager);
  const terms = manager.locator(".report__terms");
  const said = await terms.textContent();
  await manager.reload();
  await expect(manager.getByLabel("担当", { exact: true }).locator("option:checked")).toHaveText("鈴木 大輔");
  await expect(terms).toHaveText(said ?? "");
});

test("the table is a CSV file that a spreadsheet opens, and the same address answers JSON", async ({
  manager,
}) => {
  await manager.goto("/reports/phases");
  const coming = manager.waitForEvent("download");
  await manager.getByRole("link", { name: "CSV" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  const text = await readFile(await file.path(), "utf8");
  expect(text.startsWith("\ufeff")).toBe(true);
  expect(text).toContain("クロージング");
  expect(text).toContain("アポイント獲得");

  const answer = await manager.request.get(manager.url(), { headers: { Accept: "application/json" } });
  expect(answer.headers()["content-type"]).toContain("application/json");
  expect(JSON.stringify(await answer.json())).toContain("クロージング");
});

test("report and board can be drawn as of a past day", async ({ manager }) => {
  await manager.goto("/reports/phases");
  await manager.getByText("時点：今日").click();
  await manager.getByLabel("時点").fill("2026-09-30");
  await manager.getByRole("button", { name: "表示する" }).filter({ visible: true }).click();
  await expect(manager.getByRole("status").filter({ hasText: "時点の状態です。" })).toBeVisible();
  await expect(manager).toHaveURL(/as_of=2026-09-30/);
  await manager.getByRole("link", { name: "今日に戻す" }).click();
  await expect(manager).not.toHaveURL(/as_of=/);

  await manager.goto("/board");
  await manager.getByText("時点", { exact: true }).click();
  await manager.getByLabel("この日の終わりの時点").fill("2026-09-30");
  await manager.getByRole("button", { name: "表示する" }).last().click();
  await expect(manager.getByText("動かすことはできません。")).toBeVisible();
  await expect(manager.locator(".card__acts")).toHaveCount(0);
  await manager.getByRole("link", { name: "今日のボードに戻る" }).click();
  await expect(manager.locator(".card__acts").first()).toBeAttached();
});

test("a period that cannot be read is named, with an example", async ({ manager }) => {
  await manager.goto("/reports/phases?period=いつか");
  await expect(manager.getByRole("alert")).toContainText("期間「いつか」を読み取れません。2026-11（月）");
  await expectNoAxeViolations(manager);
});
