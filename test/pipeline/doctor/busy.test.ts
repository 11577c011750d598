import assert from "node:assert/strict";
import { ApiAnswer } from "../../../pipeline/doctor/api-answer";
import { whileBusy } from "../../../pipeline/doctor/busy";

/** Answers one code after the other, and then the count of questions. */
function asked(codes: readonly number[]): { ask: () => Promise<number>; count: () => number } {
  let count = 0;
  const ask = (): Promise<number> => {
    const code = codes[count++];
    return code === undefined ? Promise.resolve(count) : Promise.reject(new ApiAnswer(code, ""));
  };
  return { ask, count: () => count };
}
const wait = (): Promise<void> => Promise.resolve();

describe("whileBusy()", () => {
  it("asks again after 429, and gives the answer", async () => {
    const { ask } = asked([429, 429]);
    assert.equal(await whileBusy(ask, wait), 3);
  });

  it("asks once where the answer is another", async () => {
    for (const code of [403, 404, 500]) {
      const { ask, count } = asked([code, 429]);
      await assert.rejects(whileBusy(ask, wait), new RegExp(`HTTP ${code}`));
      assert.equal(count(), 1);
    }
  });

  it("gives up after twenty times", async () => {
    const { ask, count } = asked(Array<number>(50).fill(429));
    await assert.rejects(whileBusy(ask, wait), /HTTP 429/);
    assert.equal(count(), 20);
  });

  it("passes on what is no answer", async () => {
    await assert.rejects(
      whileBusy(() => Promise.reject(new TypeError("a defect")), wait),
      /a defect/,
    );
  });
});
