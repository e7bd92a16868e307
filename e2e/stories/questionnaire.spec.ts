import { toast } from "../harness/board.ts";
import { enterDeal } from "../harness/deals.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";

test("an admin makes a questionnaire, a rep sends it, a customer answers without JavaScript, the rep takes it", async ({
  admin,
  rep,
  browser,
  server,
}) => {
  await admin.goto("/settings/questionnaires");
  await admin.getByLabel("名前").fill("初回訪問の前に");
  await admin.getByRole("button", { name: "作る" }).click();
  await expect(toast(admin)).toContainText("アンケートを作りました");
  await admin.getByRole("link", { name: "質問を追加" }).click();
  await admin.getByLabel("質問必須").fill("いちばん困っていることは何ですか");
  await admin.getByLabel("質問（英語）").fill("What troubles you most?");
  await admin.getByLabel("回答を入れる項目").selectOption("必要性");
  await expectNoAxeViolations(admin);
  await admin.getByRole("button", { name: "保存" }).click();
  await expect(toast(admin)).toContainText("質問を追加しました");
  await expectNoAxeViolations(admin);
  await shot(admin, "questionnaire");

  const deal = await enterDeal(rep, { title: "アンケートの案件", phase: "商談見極め" });
  await rep.goto(`${deal}/questionnaires/new`);
  await rep.getByLabel("アンケート", { exact: true }).selectOption("初回訪問の前に");
  await rep.getByRole("button", { name: "リンクを作る" }).click();
  const link = await rep.getByLabel("アンケートのリンク", { exact: true }).inputValue();
  await expectNoAxeViolations(rep);

  const phone = await browser.newContext({
    baseURL: server.url,
    javaScriptEnabled: false,
    viewport: { width: 360, height: 640 },
    locale: "ja-JP",
  });
  const customer = await phone.newPage();
  const path = new URL(link).pathname;
  await customer.goto(path);
  await expect(customer.getByText("営業担当が受け取ります")).toBeVisible();
  await expect(customer.getByText("アンケートの案件")).toHaveCount(0);
  await customer.getByLabel("いちばん困っていることは何ですか").fill("見積もりに時間がかかる");
  await customer.getByRole("button", { name: "途中まで保存" }).click();
  await expect(customer.getByRole("status").first()).toContainText("保存しました");
  await customer.getByRole("button", { name: "English" }).click();
  await expect(customer.getByLabel("What troubles you most?")).toHaveValue("見積もりに時間がかかる");
  await customer.getByRole("button", { name: "Send" }).last().click();
  await expect(customer.getByRole("heading", { name: "Thank you" })).toBeVisible();
  await phone.close();

  await rep.goto(deal);
  await expect(rep.getByText("アンケートの回答1件が確認を待っています")).toBeVisible();
  await rep.getByRole("link", { name: "確認する" }).click();
  await expect(rep.getByText("見積もりに時間がかかる")).toBeVisible();
  await expectNoAxeViolations(rep);
  await shot(rep, "proposal");
  const take = rep.getByRole("button", { name: /の回答を取り入れる/ });
  await take.focus();
  await take.press("Enter");
  await expect(toast(rep)).toContainText("回答を取り入れました");
  await expect(rep.getByText("取り入れた（")).toBeVisible();
});

test("the page of a customer is accessible, light, and answers a used-up link like an unknown one", async ({
  rep,
  page,
}) => {
  const deal = await enterDeal(rep, { title: "軽い画面の案件", phase: "商談見極め" });
  await rep.goto(`${deal}/questionnaires/new`);
  await rep.getByRole("button", { name: "リンクを作る" }).click();
  const path = new URL(await rep.getByLabel("アンケートのリンク", { exact: true }).inputValue()).pathname;

  let bytes = 0;
  page.on("response", async (response) => {
    const { responseBodySize, responseHeadersSize } = await response.request().sizes();
    bytes += responseBodySize + responseHeadersSize;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await expectNoAxeViolations(page);
  expect(bytes, "bytes of the page and everything it loads").toBeLessThan(15_000);
  for (const width of [320, 390, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await shot(page, "sheet");
  await page.getByRole("button", { name: "送信する" }).last().click();
  await expect(page.getByRole("alert")).toContainText("1か所を直すと送信できます");
  await expectNoAxeViolations(page);

  await rep.getByRole("button", { name: /のリンクを取り消す/ }).click();
  await expect(toast(rep)).toContainText("リンクを取り消しました");
  const gone = await page.goto(path);
  expect(gone?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "このリンクは使えません" })).toBeVisible();
  const revoked = await page.locator("main").innerHTML();
  await page.goto(`/q/${"0".repeat(64)}`);
  expect(await page.locator("main").innerHTML()).toBe(revoked);
});
