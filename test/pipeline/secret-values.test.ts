import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { operate } from "../../pipeline/operate";
import { errorWithoutSecrets, secretValues, withoutSecrets } from "../../pipeline/secret-values";

const sealed = (value: unknown): object => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

const [password, keyLine] = ["4f1c9a77e2b84d0c", "MIIEowIBAAKCAQEA0cBzw1x"];
const key = `-----BEGIN RSA PRIVATE KEY-----\n${keyLine}\n-----END RSA PRIVATE KEY-----\n`;

const state = {
  deployment: {
    resources: [
      { type: "random:index/randomPassword:RandomPassword", outputs: { result: sealed(password) } },
      { inputs: { stringData: sealed({ username: "ai-chat-service", password, port: "9093" }) } },
      { inputs: { privateKeyPem: sealed(key), metadata: { name: "ai-chat-service" } } },
    ],
  },
};

describe("secretValues()", () => {
  it("finds what is secret, by lines too, and leaves what stands in the clear or says nothing", () => {
    assert.deepEqual(secretValues(state), [key, keyLine, password]);
  });

  it("finds nothing in a state whose secrets are encrypted", () => {
    const text = JSON.stringify(state).replaceAll("plaintext", "ciphertext");
    assert.deepEqual(secretValues(JSON.parse(text)), []);
  });
});

describe("withoutSecrets()", () => {
  it("masks secrets as they are and as JSON writes them", () => {
    const text = `cannot take ${JSON.stringify({ password, key })} of ai-chat-service: ${keyLine}`;
    assert.equal(
      withoutSecrets(text, secretValues(state)),
      'cannot take {"password":"[secret]","key":"[secret]"} of ai-chat-service: [secret]',
    );
    assert.equal(withoutSecrets('got "a\\u0026b<c\\"d"', ['a&b<c"d']), 'got "a\\u0026b<c\\"d"');
    assert.equal(withoutSecrets('got "a\\u0026b\\u003cc\\"d"', ['a&b<c"d']), 'got "[secret]"');
  });
});

describe("errorWithoutSecrets()", () => {
  it("keeps the error that quotes nothing, and the name of the one that does", () => {
    const harmless = new Error("no such host");
    assert.equal(errorWithoutSecrets(harmless, [password]), harmless);
    const telling = Object.assign(new Error(`got ${password}`), { name: "CommandError" });
    const { name, message, stack } = errorWithoutSecrets(telling, [password]) as Error;
    assert.deepEqual([name, message], ["CommandError", "got [secret]"]);
    assert.ok(!stack?.includes(password));
  });
});

describe("operate()", () => {
  const diagnostic = (severity: "error" | "warning", message: string): EngineEvent => ({
    sequence: 0,
    timestamp: 0,
    diagnosticEvent: { severity, message, color: "never" },
  });

  it("tells errors at the end, without the secrets that the run itself has made", async () => {
    const made: string[] = [];
    const told: unknown[] = [];
    const { events, outcome } = await operate(
      { secrets: () => Promise.resolve(made) },
      { onEvent: (event) => told.push("text" in event && event.text) },
      ({ onEvent }) => {
        onEvent(diagnostic("error", `refused: ${password}`));
        onEvent(diagnostic("warning", "slow"));
        made.push(password);
        return Promise.reject(new Error(`failed: ${password}`));
      },
    );
    assert.deepEqual(told, ["slow", "refused: [secret]"]);
    assert.ok("error" in outcome);
    assert.equal((outcome.error as Error).message, "failed: [secret]");
    assert.ok(!JSON.stringify(events).includes(password));
  });
});
