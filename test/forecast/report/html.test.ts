import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { pageAssets } from "../../../cli/page-assets";
import { forecastHtml } from "../../../forecast/report/html";
import { madeForecast } from "../../support/made-forecast";
import { smallForecast } from "../../support/small-forecast";

const assets = pageAssets();
const megabyte = 1_000_000;

/** Texts between an opening tag and its end. */
function elements(html: string, tag: string): { attributes: string; text: string }[] {
  return [...html.matchAll(new RegExp(`<${tag}([^>]*)>([^]*?)</${tag}>`, "g"))].map(
    ([, attributes = "", text = ""]) => ({ attributes, text }),
  );
}

const hash = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("forecastHtml()", () => {
  const html = forecastHtml(smallForecast(), assets);

  it("admits its own scripts and styles by their hashes and nothing else", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    const scripts = elements(html, "script").filter(({ attributes }) => !/json/.test(attributes));
    const hashes = (found: { text: string }[]): string =>
      found.map(({ text }) => hash(text)).join(" ");
    assert.equal(scripts.length, 2);
    assert.equal(
      policy,
      `default-src 'none'; script-src ${hashes(scripts)}; style-src ${hashes(elements(html, "style"))}; ` +
        "img-src data:; base-uri 'none'; form-action 'none'",
    );
  });

  it("hashes what a parser sees of files with CRLF", () => {
    const crlf = { ...assets, pageScript: assets.pageScript.replace(/\n/g, "\r\n") };
    assert.equal(forecastHtml(smallForecast(), crlf), html);
  });

  it("names no address, asks for no file and has no style or handler in a tag", () => {
    const own = elements(html, "script").reduce((rest, { text }) => rest.replace(text, ""), html);
    assert.doesNotMatch(own, /https?:|\ssrc=|\sstyle=|\son[a-z]+=|@import|url\(/);
    assert.deepEqual(own.match(/href="[^"]*"/g), ['href="data:,"']);
  });

  it("shows the headline figures against what they are measured by", () => {
    const text = html.replace(/<[^>]*>/g, "|").replace(/\|+/g, "|");
    for (const said of [
      "|✗| dev breaks 1 promise|",
      "|Cost a month|$292|75\u00a0% less than static peak ($1,168, p99 wait 0.2\u00a0s)|",
      "|p99 wait, tightest service|1\u00a0m 14\u00a0s|chat/sum: misses its SLO of 1\u00a0m|",
      "|Late messages|1\u00a0%|409 waited longer than their SLO|",
      "|Per 1,000 messages|$0.0100|40,000 messages arrived|",
      "|services[1].slo.waitSeconds: expected at most 60\u00a0s, got 1\u00a0m 14\u00a0s: raise maxReplicaCount|",
      "Each point is the highest value within 15\u00a0m.",
    ]) {
      assert.ok(text.includes(said), said);
    }
  });

  it("escapes whatever a forecast says, in text and in data", () => {
    const evil = `</script><script>alert("1")</script><!--'&`;
    const forecast = smallForecast();
    const { series, services } = forecast.outcome;
    const renamed = <T extends object>(all: readonly T[]): T[] =>
      all.map((one) => ({ ...one, name: evil, unplaceable: evil }));
    const page = forecastHtml(
      {
        ...forecast,
        ...{ subject: evil, traffic: evil, assumptions: [evil], notModelled: [evil] },
        alternatives: forecast.alternatives.map((one) => ({ ...one, about: evil })),
        breaches: [{ path: evil, expected: evil, got: evil, fix: evil }],
        cost: forecast.cost.map((line) => ({ ...line, part: evil })),
        outcome: {
          ...forecast.outcome,
          services: renamed(services),
          series: {
            ...series,
            services: renamed(series.services),
            nodes: series.nodes.map((one) => ({ ...one, group: evil })),
          },
        },
      },
      assets,
    );
    assert.equal(elements(page, "script").length, 3);
    assert.ok(!page.includes('alert("1")'));
    assert.ok(!page.includes("<!--"));
    const data = elements(page, "script").find(({ attributes }) => /json/.test(attributes));
    const { views } = JSON.parse(data?.text ?? "") as { views: { name: string }[] };
    assert.equal(views[1]?.name, evil);
  });

  for (const services of [3, 50, 200]) {
    it(`stays below a megabyte with ${services} services for a week`, () => {
      const page = forecastHtml(madeForecast({ services }), assets);
      assert.ok(Buffer.byteLength(page) <= megabyte, String(Buffer.byteLength(page)));
    });
  }
});
