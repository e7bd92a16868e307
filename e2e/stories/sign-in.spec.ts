import { people } from "../harness/people.ts";
import { expect, expectNoAxeViolations, shot, test } from "../harness/story.ts";

test("a visitor is asked to sign in, on a page anyone can use", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("input[type=password]")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await expectNoAxeViolations(page);
  await shot(page, "sign-in");
});

test("a sign-in link opens the workspace once, and only once", async ({ page, server }) => {
  const link = await server.signInLink(people.rep);
  await page.goto(link);
  await page.goto("/");
  await expect(page.locator("input[type=password]")).toHaveCount(0);

  await page.context().clearCookies();
  await page.goto(link);
  await page.goto("/");
  await expect(page.locator("input[type=password]")).toBeVisible();
});

test("everyone who works here sees a first page without faults", async ({ admin, manager, rep, viewer }) => {
  for (const page of [admin, manager, rep, viewer]) {
    await page.goto("/");
    await expect(page.locator("main")).toBeVisible();
  }
  await expectNoAxeViolations(viewer);
});
