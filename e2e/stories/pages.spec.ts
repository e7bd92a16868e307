import { expectNoOverflow, pages } from "../harness/pages.ts";
import { people } from "../harness/people.ts";
import { expect, expectNoAxeViolations, test } from "../harness/story.ts";

for (const path of pages) {
  test(`${path} can be used by everybody, on a desk and on a phone`, async ({ admin }) => {
    await admin.goto(path);
    await expect(admin.locator("html")).toHaveAttribute("lang", "ja");
    await expect(admin.getByRole("main")).toBeVisible();
    await expectNoAxeViolations(admin);
    await expectNoOverflow(admin);
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("everything can be read, and a deal is entered and moved", async ({ page, server }) => {
    await page.goto(await server.signInLink(people.rep));
    for (const path of [
      "/board",
      "/deals",
      "/companies/1",
      "/activities",
      "/reports/phases",
      "/search?q=システム",
    ]) {
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
    }
    await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();

    await page.goto("/deals");
    await page.getByRole("link", { name: "案件を登録" }).click();
    await page.getByLabel("案件名").fill("手で書いた案件");
    await page.getByLabel("営業フェーズ").selectOption("提案");
    await page.getByRole("button", { name: "登録する" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "手で書いた案件" })).toBeVisible();

    await page.getByRole("link", { name: "移動…" }).click();
    await page.getByRole("button", { name: "クロージングへ移す" }).click();
    await expect(page.getByText("あと4つで進めます。")).toBeVisible();
    await page.getByRole("link", { name: "やめる" }).click();
    await page.getByRole("link", { name: "移動…" }).click();
    await page.getByRole("button", { name: "初回訪問へ移す" }).click();
    await expect(page.getByText("「手で書いた案件」を初回訪問へ移しました。")).toBeVisible();
    await page.goto("/board?text=手で書いた案件");
    await page.getByRole("link", { name: "手で書いた案件", exact: true }).click();
    await expect(page.getByRole("list", { name: "道のり" }).locator("[aria-current=step]")).toContainText(
      "初回訪問",
    );
  });
});
