import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { people, type Role } from "./people.ts";
import { Server } from "./server.ts";

export { expectNoAxeViolations } from "./axe.ts";
export { shot } from "./shot.ts";
export { expect };

/** Pages signed in as one person of each role, and the server behind them. */
type Story = { server: Server } & Record<Role, Page>;
type Worker = { begin: "sample" | "nothing"; serverOf: (file: string) => Promise<Server> };

/**
 * What every story is written with. `page` is a visitor who has not signed in. The stories of one
 * file share a workspace, in order; those of different files never do. A story fails when a page
 * logs an error, breaks the content security policy or asks another host for anything.
 */
export const test = base.extend<Story, Worker>({
  begin: ["sample", { option: true, scope: "worker" }],

  serverOf: [
    async ({ begin }, use) => {
      let current: { file: string; server: Server } | undefined;
      await use(async (file) => {
        if (current?.file === file) return current.server;
        await current?.server.stop();
        current = undefined;
        current = { file, server: await Server.start(begin) };
        return current.server;
      });
      await current?.server.stop();
    },
    { scope: "worker" },
  ],

  server: async ({ serverOf }, use, story) => {
    const server = await serverOf(story.file);
    await use(server);
    if (story.status !== story.expectedStatus) {
      await story.attach("server log", { body: server.log, contentType: "text/plain" });
    }
  },

  baseURL: ({ server }, use) => use(server.url),
  context: ({ context, server }, use) => watched(context, server.url, () => use(context)),
  admin: signedInAs("admin"),
  manager: signedInAs("manager"),
  rep: signedInAs("rep"),
  viewer: signedInAs("viewer"),
});

function signedInAs(role: Role) {
  type Given = { browser: Browser; server: Server };
  return async ({ browser, server }: Given, use: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ baseURL: server.url });
    await watched(context, server.url, async () => {
      const page = await context.newPage();
      await page.goto(await server.signInLink(people[role]));
      await use(page);
    });
    await context.close();
  };
}

/**
 * Answers such as 422, none at all while offline, and those that a person did not wait for. What must not fail is
 * watched by its status.
 */
const partOfAStory = /^Failed to load resource|^(TypeError: )?Failed to fetch|^signal is aborted/;

async function watched(context: BrowserContext, origin: string, story: () => Promise<void>) {
  const complaints: string[] = [];
  context.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol.startsWith("http") && asked !== origin) complaints.push(`asked for ${request.url()}`);
  });
  context.on("response", (response) => {
    const part = ["script", "stylesheet", "image", "font"].includes(response.request().resourceType());
    if (response.status() >= (part ? 400 : 500)) complaints.push(`${response.status()} ${response.url()}`);
  });
  context.on("weberror", (error) => complain(error.error().message));
  context.on("console", (message) => {
    if (message.type() === "error") complain(message.text());
  });
  const complain = (text: string) => {
    if (!partOfAStory.test(text)) complaints.push(text);
  };
  await story();
  expect(complaints, "what the browser complained of").toEqual([]);
}
