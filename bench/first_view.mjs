// Opens the board once in a browser with empty caches and prints what came over the wire, as JSON.
//   node bench/first_view.mjs http://127.0.0.1:8080 session=… /usr/bin/chromium
import { createRequire } from "node:module";

const require = createRequire(new URL("../e2e/package.json", import.meta.url));
const { chromium } = require("@playwright/test");

const [base, cookie, executablePath] = process.argv.slice(2);
const [name, value] = cookie.split("=");
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const browser = await chromium.launch({ executablePath, args: quiet });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "ja-JP" });
await context.addCookies([{ name, value, url: base }]);

// The browser itself starts up on a page of ours, so that only the board is measured.
const page = await context.newPage();
await page.goto(`${base}/healthz`);
const devtools = await context.newCDPSession(page);
await devtools.send("Network.enable");
await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
let requests = 0;
let bytes = 0;
let document = 0;
const kinds = new Map();
devtools.on("Network.responseReceived", (event) => kinds.set(event.requestId, event.type));
devtools.on("Network.requestWillBeSent", () => requests++);
devtools.on("Network.loadingFinished", (event) => {
  bytes += event.encodedDataLength;
  if (kinds.get(event.requestId) === "Document") document += event.encodedDataLength;
});
await page.addInitScript(() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
});
const begin = performance.now();
await page.goto(`${base}/board?pipeline=1`, { waitUntil: "commit" });
await page.locator(".card").first().waitFor({ state: "visible" });
const visible = performance.now() - begin;
await page.waitForLoadState("load");
const cards = await page.locator(".card").count();
const shift = await page.evaluate(() => window.shift);
await browser.close();
console.log(JSON.stringify({ requests, bytes, document, cards, visible, shift }));
