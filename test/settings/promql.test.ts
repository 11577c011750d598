import assert from "node:assert/strict";
import {
  dividesByPods,
  hidesMissingData,
  parseQuery,
  selectsPodsOf,
  sharedByNobody,
  yieldsSeveral,
  type PromQuery,
} from "../../settings/promql";
import { arrivalRateQuery } from "../../settings/resolve/triggers";

function parsed(text: string): PromQuery {
  const query = parseQuery(text);
  assert.ok(query !== undefined, `not PromQL: ${text}`);
  return query;
}

describe("parseQuery()", () => {
  for (const text of ["", "sum(", "sum by (a) (b) +", "a{b=}", "sum(a) sum(b)"]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseQuery(text), undefined));
  }
});

describe("yieldsSeveral()", () => {
  const one = [
    "sum(a)",
    "(sum(rate(a{b='c'}[1m])))",
    "-sum(a)",
    "sum(a) / 2",
    "sum(a) - sum(b)",
    "sum(a) or vector(0)",
    "clamp_max(sum(a), 5)",
    "histogram_quantile(0.9, sum by (le) (rate(x[5m])))",
    "topk(1, a)",
    "scalar(a)",
    "absent(a)",
    "max_over_time(sum(a)[5m:])",
    "42",
    arrivalRateQuery("ai.chatbot"),
  ];
  const several = [
    "a",
    'vllm:num_requests_waiting{model="x"}',
    "rate(a[1m]) > 5",
    "sum by (pod) (a)",
    "sum without (pod) (a)",
    "topk(3, a)",
    "histogram_quantile(0.9, sum by (le, pod) (rate(x[5m])))",
    "sum(a) or b",
    "a / b",
  ];
  for (const text of one) {
    it(`is false of ${text}`, () => assert.equal(yieldsSeveral(parsed(text)), false));
  }
  for (const text of several) {
    it(`is true of ${text}`, () => assert.equal(yieldsSeveral(parsed(text)), true));
  }
});

describe("sharedByNobody()", () => {
  const table: [string, string | undefined][] = [
    ["max(running) / 8", "max over series"],
    ["max(kv_cache)", "max over series"],
    ["sum(errors) / sum(requests)", "a ratio"],
    ["100 * sum(used) / sum(size)", "a ratio"],
    ["avg(a) * 100", "avg over series"],
    ["histogram_quantile(0.9, sum by (le) (rate(x[5m])))", "a quantile"],
    ["sum(gpu_utilization)", "metric gpu_utilization"],
    ["sum(rate(requests_total[1m]))", undefined],
    ["sum(a) / 2", undefined],
    ["sum(queue) + sum(running)", undefined],
    [arrivalRateQuery("ai.chatbot"), undefined],
  ];
  for (const [text, kind] of table) {
    it(`sees ${kind ?? "nothing"} in ${text}`, () =>
      assert.equal(sharedByNobody(parsed(text)), kind));
  }
});

describe("looks of a query", () => {
  it("divides by pods", () => {
    assert.equal(dividesByPods(parsed("sum(a) / count(up{job='x'})")), true);
    assert.equal(dividesByPods(parsed("sum(a) / sum(kube_deployment_status_replicas)")), true);
    assert.equal(dividesByPods(parsed("sum(a) / sum(b)")), false);
    assert.equal(dividesByPods(parsed("count(up) * sum(a)")), false);
  });

  it("hides missing data", () => {
    assert.equal(hidesMissingData(parsed("sum(a) or vector(0)")), true);
    assert.equal(hidesMissingData(parsed("sum(a) or (vector(0))")), true);
    assert.equal(hidesMissingData(parsed("sum(a) + vector(0)")), false);
    assert.equal(hidesMissingData(parsed("sum(a) or vector(1)")), false);
  });

  it("selects the pods of a service", () => {
    const of = (text: string) => selectsPodsOf(parsed(text), "answer");
    assert.equal(of('sum(a{pod=~"answer-.*"})'), 'pod=~"answer-.*"');
    assert.equal(of('sum(a{b="c", deployment="answer"})'), 'deployment="answer"');
    assert.equal(of('sum(a{pod=~"answers-.*"})'), undefined);
    assert.equal(of('sum(a{topic="answer"})'), undefined);
    assert.equal(of('sum(a{pod!="answer"})'), undefined);
  });
});
