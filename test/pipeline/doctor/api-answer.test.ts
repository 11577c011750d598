import assert from "node:assert/strict";
import { ApiAnswer } from "../../../pipeline/doctor/api-answer";

describe("ApiAnswer", () => {
  const table: [string, unknown, string][] = [
    ["a Status", { kind: "Status", message: "no matching metrics" }, "no matching metrics"],
    ["a Status as text", '{"kind":"Status","message":"forbidden"}', "forbidden"],
    ["text", "404 page not found\nmore\n", "404 page not found"],
    ["nothing", "", "no reason given"],
    ["no body", undefined, "no reason given"],
    ["JSON without a message", "{}", "no reason given"],
  ];
  for (const [title, body, reason] of table) {
    it(`reads ${title}`, () =>
      assert.equal(new ApiAnswer(404, body).message, `HTTP 404: ${reason}`));
  }
});
