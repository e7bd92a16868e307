import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";

test.use({ begin: "nothing" });
// What the second story signs in to is what the first one set up.
test.describe.configure({ mode: "serial" });

const email = "hasegawa@hinode.example";
const password = "朝の港に三隻の青い船が着く";

test("the first start leads to the setup page, once, and then to signing in with a password", async ({
  page,
  server,
}) => {
  await page.goto("/board");
  await expect(page.getByRole("heading", { name: "まず、はじめの設定をします" })).toBeVisible();
  await expectNoAxeViolations(page);

  const link = server.log.match(/http\S+\/setup\/\S+/)?.[0] ?? "the console shows no link";
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "はじめの設定" })).toBeVisible();
  await page.getByLabel("ワークスペースの名前").fill("日の出商事");
  await page.getByLabel("標準の5フェーズ").check();
  await page.getByLabel("名前", { exact: false }).last().fill("長谷川 学");
  await page.getByLabel("メールアドレス").fill(email);
  await page.getByLabel("パスワード").fill("password1234");
  await page.getByRole("button", { name: "はじめる" }).click();
  await expect(page.getByRole("alert")).toContainText("よく使われる言葉や並びだけのパスワード");
  await expect(page.getByLabel("ワークスペースの名前")).toHaveValue("日の出商事");
  await expectNoAxeViolations(page);
  await shot(page, "setup");

  await page.getByLabel("パスワード").fill(password);
  await page.getByRole("button", { name: "はじめる" }).click();
  await expect(page.getByRole("button", { name: "長谷川 学のメニュー" })).toBeVisible();
  await expect(page.getByText("最初の案件を載せましょう")).toBeVisible();
  await expectNoAxeViolations(page);

  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "はじめの設定" })).toHaveCount(0);
  await page.goto("/companies");
  await page.getByLabel("メールアドレス").fill(email);
  await page.getByLabel("パスワード").fill(password);
  await page.getByRole("button", { name: "サインイン" }).click();
  await expect(page).toHaveURL(/\/companies$/);
});

test("what was typed is still there after the session expired", async ({ page }) => {
  await page.goto("/deals/new");
  await page.getByLabel("メールアドレス").fill(email);
  await page.getByLabel("パスワード").fill(password);
  await page.getByRole("button", { name: "サインイン" }).click();
  await page.getByLabel("案件名").fill("長電話のあとの案件");
  await page.getByLabel("メモ").fill("二時間話した内容");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "登録する" }).click();

  await expect(page.getByText("入力した内容は残っています。")).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByLabel("メールアドレス").fill(email);
  await page.getByLabel("パスワード").fill("まちがえた合言葉でした");
  await page.getByRole("button", { name: "サインイン" }).click();
  await expect(page.getByRole("alert")).toContainText("メールアドレスかパスワードが違います。");
  await page.getByLabel("パスワード").fill(password);
  await page.getByRole("button", { name: "サインイン" }).click();
  await expect(page.getByRole("heading", { name: "入力した内容が残っています" })).toBeVisible();
  await expect(page.getByText("二時間話した内容")).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "続きを保存する" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "長電話のあとの案件" })).toBeVisible();
  await expect(page.getByText("二時間話した内容")).toBeVisible();
});
