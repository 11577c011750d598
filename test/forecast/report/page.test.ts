import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { pageAssets } from "../../../cli/page-assets";
import { forecastHtml } from "../../../forecast/report/html";
import { needBrowser } from "../../support/browser";
import { madeForecast } from "../../support/made-forecast";

const out = resolve(__dirname, "..", "..", "..", "out", "page-test");
/** Lines of the traffic plot, as page.css says. */
const [light, dark] = ["36,87,197", "143,178,255"];
const keys = ["arrivals", "backlog", "wait", "replicas", "nodes", "usd"];

/** Names that would end a script, open a tag or run an attribute if they were not escaped. */
const hostile = ['chat</script><script>alert("x")</script>', "<img src=x onerror=alert(1)>", `"'&`];

interface Opened {
  page: Page;
  /** What the page said, threw or asked a network for. */
  noise: string[];
}

describe("a forecast's page in a browser", function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  before(async function () {
    browser = await needBrowser(this);
    mkdirSync(out, { recursive: true });
    const pages = {
      week: madeForecast(),
      hostile: madeForecast({ names: hostile, days: 2 }),
      many: madeForecast({ services: 50 }),
    };
    for (const [name, forecast] of Object.entries(pages)) {
      writeFileSync(join(out, `${name}.html`), forecastHtml(forecast, pageAssets()));
    }
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  after(async () => await browser?.close());

  async function opened(
    name: string,
    { width = 1280, colorScheme = "light" as "light" | "dark" } = {},
  ): Promise<Opened> {
    const context = await browser!.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const file = pathToFileURL(join(out, `${name}.html`)).href;
    const noise: string[] = [];
    page.on("console", (message) => noise.push(message.text()));
    page.on("pageerror", (error) => noise.push(error.message));
    page.on("dialog", (dialog) => noise.push(dialog.message()));
    page.on("request", (request) => {
      if (![file, "data:,"].includes(request.url())) noise.push(request.url());
    });
    await page.goto(file);
    await page.waitForSelector("[data-plot=usd] canvas");
    // The plots draw after the next paint.
    await painted(page);
    return { page, noise };
  }

  for (const name of ["week", "hostile", "many"]) {
    it(`draws every plot of ${name}, says nothing and asks no network`, async () => {
      const { page, noise } = await opened(name);
      assert.deepEqual(await drawn(page), keys);
      assert.deepEqual(noise, []);
      await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
    });
  }

  it("shows hostile names as they are written", async () => {
    const { page } = await opened("hostile");
    const named = await page.locator("tbody th").allTextContents();
    for (const name of hostile)
      assert.ok(
        named.some((text) => text.startsWith(name)),
        name,
      );
    assert.equal(await page.locator("img").count(), 0);
    const options = await page.locator("#view option").allTextContents();
    assert.deepEqual(options, ["all services", ...hostile]);
  });

  for (const [name, width] of [
    ["week", 320],
    ["week", 360],
    ["many", 360],
  ] as const) {
    it(`fits ${name} on a phone of ${width} pixels`, async () => {
      const { page } = await opened(name, { width });
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
      assert.deepEqual(await drawn(page), keys);
      await page.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true });
    });
  }

  it("is dark where the reader wants it, changes with him, and prints light", async () => {
    const { page, noise } = await opened("week", { colorScheme: "dark" });
    const paper = (): Promise<string> =>
      page.evaluate("getComputedStyle(document.body).backgroundColor");
    assert.equal(await colours(page), dark);
    assert.equal(await paper(), "rgb(20, 23, 28)");
    await page.screenshot({ path: join(out, "week-dark.png"), fullPage: true });
    await page.emulateMedia({ colorScheme: "light" });
    await painted(page);
    assert.equal(await colours(page), light);
    assert.equal(await paper(), "rgb(255, 255, 255)");
    await page.emulateMedia({ colorScheme: "dark" });
    await painted(page);
    assert.equal(await colours(page), dark);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await painted(page);
    assert.equal(await paper(), "rgb(255, 255, 255)");
    assert.equal(await colours(page), light);
    await page.screenshot({ path: join(out, "week-print.png"), fullPage: true });
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    await page.pdf({ path: join(out, "week.pdf"), format: "A4" });
    await painted(page);
    assert.equal(await colours(page), dark);
    assert.deepEqual(noise, []);
  });

  it("zooms all plots with one and back again", async () => {
    const { page } = await opened("week");
    const plot = page.locator("[data-plot=wait] .u-over");
    await plot.scrollIntoViewIfNeeded();
    const whole = await pixels(page, "usd");
    const box = (await plot.boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 4, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, y, { steps: 4 });
    await page.mouse.up();
    await painted(page);
    const picked = page.locator("#range option:checked");
    assert.equal(await picked.textContent(), "a part of it");
    assert.notEqual(await pixels(page, "usd"), whole);
    await page.mouse.dblclick(box.x + box.width / 2, y);
    await page.mouse.move(0, 0);
    await painted(page);
    assert.equal(await picked.textContent(), "the whole time");
    assert.equal(await pixels(page, "usd"), whole);
  });

  it("shows one service and one day, and reads the plots aloud by keyboard", async () => {
    const { page, noise } = await opened("week");
    const all = await pixels(page, "replicas");
    await page.selectOption("#view", { label: "chatbot/ai-chat-service" });
    await page.selectOption("#range", { label: "day 2" });
    await painted(page);
    assert.notEqual(await pixels(page, "replicas"), all);
    await page.focus("[data-plot=replicas]");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const { replicas, cap } = madeForecast().outcome.series.services[0]!;
    assert.equal(
      await page.textContent("#reading"),
      `at day 2, 00:05, replicas ${replicas[289]}, cap ${cap}`,
    );
    assert.deepEqual(noise, []);
  });

  it("has one first heading, a caption for every table and a name for every plot", async () => {
    const { page } = await opened("week");
    assert.equal(await page.locator("h1").count(), 1);
    const tables = await page.locator("table:not(.u-legend)").count();
    assert.equal(await page.locator("table > caption").count(), tables);
    assert.equal(await page.locator("figure > figcaption h3").count(), keys.length);
    const names = await page.evaluate(
      `[...document.querySelectorAll("[data-plot]")].map(
        (plot) => document.getElementById(plot.getAttribute("aria-labelledby")).textContent)`,
    );
    assert.deepEqual(names, ["Traffic", "Backlog", "Wait", "Replicas", "Nodes", "Dollars an hour"]);
  });
});

/** The plots draw after the next paint. Scripts for the page are texts: this project's types know no browser. */
async function painted(page: Page): Promise<void> {
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))");
}

/**
 * The most frequent colours of every plot, by its key, in the order of the page. Grid and labels are shades of grey and do not
 * count: a plot without a line has none.
 */
async function lineColours(page: Page): Promise<Record<string, string>> {
  return await page.evaluate(`Object.fromEntries(
    [...document.querySelectorAll("[data-plot]")].flatMap((frame) => {
      const canvas = frame.querySelector("canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const counts = new Map();
      for (let i = 0; i < data.length; i += 4) {
        const [r, g, b, a] = data.subarray(i, i + 4);
        if (a < 255 || Math.max(r, g, b) - Math.min(r, g, b) < 60) continue;
        const colour = [r, g, b].join(",");
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      const [most] = [...counts].sort((a, b) => b[1] - a[1]);
      return most === undefined ? [] : [[frame.dataset.plot, most[0]]];
    }))`);
}

/** Keys of the plots that show a line. */
async function drawn(page: Page): Promise<string[]> {
  return Object.keys(await lineColours(page));
}

async function colours(page: Page): Promise<string> {
  return (await lineColours(page))["arrivals"] ?? "none";
}

async function pixels(page: Page, key: string): Promise<string> {
  return await page.evaluate(`document.querySelector("[data-plot=${key}] canvas").toDataURL()`);
}
