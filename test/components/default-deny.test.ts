import assert from "node:assert/strict";
import { defaultDenyManifest } from "../../components/default-deny";
import { isAllowed } from "../support/reachability";

describe("defaultDenyManifest()", () => {
  it("closes both directions of its namespace by itself, and no other (check 85)", () => {
    const policies = [defaultDenyManifest("chatbot")];
    const inside = { namespace: "chatbot", labels: { any: "pod" } };
    const outside = { namespace: "other", labels: { any: "pod" } };
    const internet = { address: "93.184.216.34" };
    assert.equal(isAllowed(policies, inside, internet, { port: 443 }), false);
    assert.equal(isAllowed(policies, internet, inside, { port: 443 }), false);
    assert.equal(isAllowed(policies, inside, inside, { port: 443 }), false);
    assert.equal(isAllowed(policies, outside, internet, { port: 443 }), true);
  });
});
