import { expect, type Page } from "@playwright/test";

/** What a new deal is known to be; by the labels of the form. */
export interface NewDeal {
  readonly title: string;
  readonly phase: string;
  readonly company?: string;
  readonly amount?: string;
  readonly close?: string;
  readonly next?: { readonly day: string; readonly subject: string };
}

/** Enters a deal through the form's own page, and returns its address. */
export async function enterDeal(page: Page, deal: NewDeal): Promise<string> {
  await page.goto("/deals/new");
  const form = page.locator("form[action='/deals']");
  await form.getByLabel("案件名").fill(deal.title);
  await form.getByLabel("営業フェーズ").selectOption(deal.phase);
  if (deal.company) await form.getByLabel("取引先").fill(deal.company);
  if (deal.amount) await form.getByLabel("契約金額").fill(deal.amount);
  if (deal.close) await form.getByLabel("契約予定日").fill(deal.close);
  if (deal.next) {
    await form.getByLabel("予定の日").fill(deal.next.day);
    await form.getByLabel("内容").fill(deal.next.subject);
  }
  await form.getByRole("button", { name: "登録する" }).click();
  await expect(page.getByRole("heading", { level: 1, name: deal.title })).toBeVisible();
  return new URL(page.url()).pathname;
}
