import { expectNoOverflow, pages } from "../harness/pages.ts";
import { expect, expectNoAxeViolations, test } from "../harness/story.ts";

const japanese = /[ぁ-んァ-ヶ一-龠]/;
/** Words of the program itself, not of the team. */
const own =
  ":is(.rail__link, .bar__entry, .calm__lead, .field__label, thead th, .empty__title, .report__terms):not([translate=no])";

test("somebody who reads English gets English, at once and everywhere", async ({ admin }) => {
  await admin.goto("/me");
  await admin.getByLabel("言語").selectOption("English");
  await admin.getByRole("button", { name: "保存" }).click();
  await expect(admin.locator("html")).toHaveAttribute("lang", "en");
  for (const path of pages) {
    await test.step(path, async () => {
      await admin.goto(path);
      const words = await admin.locator(own).allTextContents();
      expect
        .soft(
          words.filter((text) => japanese.test(text)),
          path,
        )
        .toEqual([]);
      await expectNoOverflow(admin);
    });
  }
});

test("pages in English have no axe violation", async ({ admin }) => {
  await admin.goto("/me");
  await admin.locator("#locale").selectOption("English");
  await admin.locator("form[action='/me'] button").click();
  await expect(admin.getByRole("heading", { name: "Profile" })).toBeVisible();
  for (const path of [
    "/board?text=システム",
    "/deals/1",
    "/reports/phases",
    "/activities",
    "/settings/people",
  ]) {
    await admin.goto(path);
    await expect(admin.locator("html")).toHaveAttribute("lang", "en");
    await expectNoAxeViolations(admin);
  }
});
