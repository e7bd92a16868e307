import type { Page } from "@playwright/test";
import { toast } from "../harness/board.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";

const pairs = (page: Page) => page.locator(".pair");

/** The job that looks for pairs runs when the server starts. */
async function open(page: Page, path: string) {
  await expect(async () => {
    await page.goto(path);
    await expect(pairs(page)).not.toHaveCount(0, { timeout: 1000 });
  }).toPass();
}

test("companies entered twice are shown side by side with why", async ({ rep }) => {
  await open(rep, "/matching");
  const first = pairs(rep).first();
  await expect(first).toContainText("確実");
  await expect(first).toContainText("電話が同じ");
  await expect(first.getByRole("link", { name: "1つにまとめる" })).toHaveAttribute("href", /next=matching/);
  await expectNoAxeViolations(rep);
  await shot(rep, "matching");
});

test("pairs are decided on one after another with keys, and a decision can be taken back", async ({
  rep,
}) => {
  await open(rep, "/matching");
  const count = await pairs(rep).count();
  const second = await pairs(rep).nth(1).getAttribute("id");
  await rep.keyboard.press("j");
  await expect(pairs(rep).first()).toBeFocused();
  await rep.keyboard.press("j");
  await expect(pairs(rep).nth(1)).toBeFocused();
  await rep.keyboard.press("x");
  await expect(toast(rep)).toContainText("候補から外しました");
  await expect(pairs(rep)).toHaveCount(count - 1);
  await expect(rep.locator(`#${second}`)).toHaveCount(0);
  // What comes next has the focus, so that the next key is for it.
  await expect(pairs(rep).nth(Math.min(1, count - 2))).toBeFocused();
  await toast(rep).getByRole("button", { name: "元に戻す" }).click();
  await expect(rep.locator(`#${second}`)).toHaveCount(1);
});

test("a contact entered twice is found by the mail address, on a phone as well", async ({ rep }) => {
  await rep.setViewportSize({ width: 390, height: 844 });
  await open(rep, "/matching?kind=contact");
  await expect(pairs(rep).first()).toContainText("メールアドレスが同じ");
  await pairs(rep).first().getByRole("button", { name: "別のものとする" }).click();
  await expect(toast(rep)).toContainText("候補から外しました");
  await rep.getByRole("link", { name: /別のものとした組/ }).click();
  await expect(pairs(rep).first()).toContainText("が別のものとした");
  await expectNoAxeViolations(rep);
  await pairs(rep).first().getByRole("button", { name: "候補に戻す" }).click();
  await expect(toast(rep)).toContainText("候補に戻しました");
});

test("a viewer sees the pairs and decides nothing", async ({ viewer }) => {
  await open(viewer, "/matching");
  await expect(viewer.getByRole("link", { name: "1つにまとめる" })).toHaveCount(0);
  await expect(viewer.getByRole("button", { name: "別のものとする" })).toHaveCount(0);
});

test("a name is found by its reading in romaji", async ({ rep }) => {
  for (const spelling of ["oshiomi", "oosiomi", "おおしおみ"]) {
    await rep.goto(`/search?q=${spelling}`);
    await expect(rep.getByRole("main")).toContainText("大汐見");
  }
});
