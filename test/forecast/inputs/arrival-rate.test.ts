import assert from "node:assert/strict";
import { arrivalRate, type ArrivalRate } from "../../../forecast/inputs/arrival-rate";
import { arrivalRecord, recordedArrivalRate } from "../../../settings/arrival-record";
import { parseQuery } from "../../../settings/promql";
import { arrivalRateQuery } from "../../../settings/resolve/triggers";

const offset = "kafka_topic_partition_current_offset";
const chat = '{topic="ai.chatbot"}';

function rateOf(text: string): ArrivalRate | undefined {
  const query = parseQuery(text);
  assert.ok(query !== undefined, text);
  return arrivalRate(query);
}

/** Messages of a topic over a minute, but for what is given. */
function ofTopic(rest: Partial<ArrivalRate> = {}): ArrivalRate {
  return {
    metric: offset,
    topic: "ai.chatbot",
    countsTopics: true,
    rangeSeconds: 60,
    factor: 1,
    perPod: false,
    recorded: false,
    ...rest,
  };
}

describe("a query for arrivals", () => {
  const recorded = "topic:kafka_messages_in:rate1m";
  const ours = recordedArrivalRate("ai.chatbot");
  const requests = { metric: "http_requests_total", topic: undefined, countsTopics: false };
  const table: [string, ArrivalRate][] = [
    [`sum(rate(${offset}{topic='ai.chatbot',job="x"}[1m30s]))`, ofTopic({ rangeSeconds: 90 })],
    [`sum(rate(${offset}[2m]))`, ofTopic({ topic: undefined, rangeSeconds: 120 })],
    [`(sum(rate(${offset}${chat}[1m]))) or vector(0)`, ofTopic()],
    [`sum(rate(${offset}${chat}[1m])) * 60`, ofTopic({ factor: 60 })],
    [`sum(rate(${offset}${chat}[1m])) / 4`, ofTopic({ factor: 0.25 })],
    [`sum(increase(${offset}${chat}[1m]))`, ofTopic({ factor: 60 })],
    [`sum(rate(${offset}${chat}[1m])) / count(up{job="chat"})`, ofTopic({ perPod: true })],
    [ours, ofTopic({ metric: arrivalRecord, recorded: true })],
    [arrivalRateQuery("ai.chatbot"), ofTopic()],
    [`${recorded}${chat}`, ofTopic({ metric: recorded, recorded: true })],
    [`sum(${recorded}${chat})`, ofTopic({ metric: recorded, recorded: true })],
    [
      "sum(job:http_requests:rate5m)",
      ofTopic({
        ...requests,
        metric: "job:http_requests:rate5m",
        rangeSeconds: 300,
        recorded: true,
      }),
    ],
    [
      `48 / clamp_min(floor(86.4 / ${ours}), 1)`,
      ofTopic({
        metric: arrivalRecord,
        recorded: true,
        even: { partitions: 48, capacity: 86.4 },
      }),
    ],
    ["sum(rate(http_requests_total[5m]))", ofTopic({ ...requests, rangeSeconds: 300 })],
  ];
  for (const [query, expected] of table) {
    it(query, () => assert.deepEqual(rateOf(query), expected));
  }

  const others = [
    "max(vllm:num_requests_running) / 32",
    `rate(${offset}${chat}[1m])`,
    `sum by (topic) (rate(${offset}[1m]))`,
    `avg(rate(${offset}${chat}[1m]))`,
    `sum(${offset}${chat})`,
    `sum(rate(${offset}${chat}[1m])) - 5`,
    `sum(rate(${offset}${chat}[1m])) / sum(rate(x[1m]))`,
    `sum(rate(${offset}${chat}[1m])) or sum(rate(x[1m]))`,
    `48 / clamp_min(floor(86.4 / ${ours}), 2)`,
    `48 / clamp_max(floor(86.4 / ${ours}), 1)`,
    `48 / clamp_min(ceil(86.4 / ${ours}), 1)`,
    `48 / clamp_min(floor(86.4 * ${ours}), 1)`,
    "sum(irate(x[1m]))",
    "sum(kafka_consumergroup_lag)",
    "vector(1)",
    "1",
  ];
  for (const query of others) {
    it(`is none in ${query}`, () => assert.equal(rateOf(query), undefined));
  }
});
