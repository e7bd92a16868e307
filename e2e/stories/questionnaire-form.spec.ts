import { toast } from "../harness/board.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";

test("an admin publishes a form, a visitor without JavaScript answers it on a phone, and a rep finds a lead", async ({
  admin,
  rep,
  browser,
  server,
}) => {
  await admin.goto("/settings/questionnaires");
  await admin.getByLabel("名前").fill("資料のご請求");
  await admin.getByRole("button", { name: "作る" }).click();
  await expect(toast(admin)).toContainText("アンケートを作りました");
  await expect(admin.getByText("公開するには、")).toBeVisible();
  for (const [text, target, required] of [
    ["会社名", "会社名", true],
    ["メールアドレス", "回答者のメール", true],
    ["お困りのこと", "必要性", false],
  ] as const) {
    await admin.getByRole("link", { name: "質問を追加" }).click();
    await admin.getByLabel("質問必須").fill(text);
    await admin.getByLabel("回答を入れる項目").selectOption({ label: target });
    if (required) await admin.getByLabel("回答を必須にする").check();
    await admin.getByRole("button", { name: "保存" }).click();
    await expect(toast(admin)).toContainText("質問を追加しました");
  }
  await admin.getByLabel("埋め込みを許可するサイト").fill("www.example.co.jp");
  await admin.getByRole("button", { name: "公開する" }).click();
  await expect(admin.getByText("「www.example.co.jp」を、https:// から").first()).toBeVisible();
  await admin.getByLabel("埋め込みを許可するサイト").fill("https://www.example.co.jp");
  const publish = admin.getByRole("button", { name: "公開する" });
  await publish.focus();
  await publish.press("Enter");
  await expect(toast(admin)).toContainText("フォームを公開しました");
  await expect(admin.getByLabel("サイトに埋め込むHTML")).toHaveValue(/^<iframe src="http/);
  await expectNoAxeViolations(admin);
  await shot(admin, "form-settings");
  const path = new URL(await admin.getByLabel("フォームのURL", { exact: true }).inputValue()).pathname;

  const phone = await browser.newContext({
    baseURL: server.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    locale: "ja-JP",
  });
  const visitor = await phone.newPage();
  const opened = await visitor.goto(path);
  expect(await opened?.headerValue("content-security-policy")).toContain(
    "frame-ancestors 'self' https://www.example.co.jp",
  );
  await expect(visitor.getByText("営業担当が受け取ります")).toBeVisible();
  await shot(visitor, "form");
  await visitor.getByLabel("会社名").fill("天竜メカトロ");
  await visitor.getByLabel("メールアドレス").fill("info");
  await visitor.getByLabel("お困りのこと").fill("原価が見えない");
  await visitor.getByRole("button", { name: "送信する" }).last().click();
  await expect(visitor.getByRole("alert")).toContainText("「info」");
  await visitor.getByLabel("メールアドレス").fill("info@tenryu.example");
  // The first try told how long it took; now a person has certainly read the page.
  await expect
    .poll(async () => {
      if (await visitor.getByRole("heading", { name: "ご回答ありがとうございました" }).isVisible())
        return true;
      await visitor.getByRole("button", { name: "送信する" }).last().click();
      return false;
    })
    .toBe(true);
  await phone.close();

  await rep.goto("/leads?text=天竜メカトロ");
  await rep.getByRole("link", { name: "天竜メカトロ" }).first().click();
  await expect(rep.getByText("未対応").first()).toBeVisible();
  await rep.getByRole("link", { name: "フォームからの回答" }).click();
  await expect(rep.getByText("原価が見えない")).toBeVisible();
  await expect(rep.getByText("案件化すると取り入れられます")).toBeVisible();
  await expectNoAxeViolations(rep);
  await shot(rep, "form-lead");
});

test("a visitor's form is accessible in both languages and at every width", async ({ admin, page }) => {
  await admin.goto("/settings/questionnaires");
  await admin.getByText("資料請求・お問い合わせ").first().waitFor();
  await admin
    .getByRole("link", { name: /資料請求・お問い合わせ/ })
    .first()
    .click();
  const path = new URL(await admin.getByLabel("フォームのURL", { exact: true }).inputValue()).pathname;
  for (const language of ["ja", "en"]) {
    await page.goto(`${path}?lang=${language}`);
    await expectNoAxeViolations(page);
    for (const width of [320, 390, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
});
