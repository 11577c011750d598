import assert from "node:assert/strict";
import { recordedTraffic, shapedTraffic, type TrafficSource } from "../../forecast/traffic-source";

const services = ["chat/ask", "chat/sum"];
const one = "minute,rate\n0,2\n1,8\n2,4\n";

function recorded(...given: Parameters<typeof recordedTraffic>): TrafficSource {
  const source = recordedTraffic(...given);
  if ("faults" in source) assert.fail(source.faults.join("\n"));
  return source;
}

const ratesOf = (source: TrafficSource, service: string, peak: number): number[] => [
  ...source.of(service, peak).rates,
];

describe("traffic of a shape", () => {
  it("has its peak at seven tenths of what a service can do", () => {
    assert.deepEqual(ratesOf(shapedTraffic("constant"), "chat/ask", 20), [14]);
  });

  it("is a week long and says nothing of no service", () => {
    const { seconds, about, silentOn, notes } = shapedTraffic("daily");
    assert.deepEqual([seconds, about, silentOn("chat/ask")], [604_800, "daily wave", false]);
    assert.equal(notes.length, 1);
    assert.equal(shapedTraffic("step").about, "step");
  });
});

describe("recorded traffic", () => {
  it("of one column gives every service its course, as large as it bears", () => {
    const source = recorded(one, "day.csv", services);
    assert.deepEqual(ratesOf(source, "chat/ask", 10), [1.75, 7, 3.5]);
    assert.deepEqual(ratesOf(source, "chat/sum", 100), [17.5, 70, 35]);
    assert.match(source.notes.join(), /day\.csv: every service has the course of "rate" .* 70 %/);
    assert.equal(source.seconds, 180);
  });

  it("of one column is taken as recorded with a scale", () => {
    const source = recorded(one, "day.csv", services, { scale: 1 });
    assert.deepEqual(ratesOf(source, "chat/ask", 10), [2, 8, 4]);
    assert.deepEqual(source.notes, []);
    const half = recorded(one, "day.csv", services, { scale: 0.5 });
    assert.deepEqual(ratesOf(half, "chat/ask", 10), [1, 4, 2]);
  });

  it("of nothing stays nothing", () => {
    const source = recorded("minute,rate\n0,0\n1,0\n", "day.csv", services);
    assert.deepEqual(ratesOf(source, "chat/ask", 10), [0, 0]);
  });

  it("goes as recorded to the services whose names its columns have", () => {
    const source = recorded("minute,ask,chat/sum,other\n0,1,5,9\n1,2,6,9\n", "day.csv", services);
    assert.deepEqual(ratesOf(source, "chat/ask", 10), [1, 2]);
    assert.deepEqual(ratesOf(source, "chat/sum", 10), [5, 6]);
    assert.equal(source.silentOn("chat/sum"), false);
  });

  it("says of which services it has no column", () => {
    const source = recorded("minute,ask\n0,1\n1,2\n", "day.csv", services);
    assert.deepEqual([source.silentOn("chat/ask"), source.silentOn("chat/sum")], [false, true]);
    assert.deepEqual(ratesOf(source, "chat/sum", 10), [0]);
  });

  it("can be one column of several", () => {
    const source = recorded("minute,low,high\n0,1,5\n1,2,10\n", "day.csv", services, {
      column: "high",
    });
    assert.deepEqual(ratesOf(source, "chat/ask", 10), [3.5, 7]);
  });

  it("of several columns must name the services", () => {
    const source = recordedTraffic("minute,low,high\n0,1,5\n1,2,6\n", "day.csv", services);
    assert.deepEqual(source, {
      faults: [
        "day.csv:1: expected one column, or columns named as services (chat/ask, chat/sum), got low, high: choose one with --column",
      ],
    });
  });

  it("hands on what is wrong with the file", () => {
    const source = recordedTraffic("minute,rate\n0,x\n1,2\n", "day.csv", services);
    assert.ok("faults" in source);
    assert.match(source.faults.join(), /^day\.csv:2: expected 0 or more in "rate", got "x"/);
  });
});
