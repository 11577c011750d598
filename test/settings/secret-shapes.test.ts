import assert from "node:assert/strict";
import { decodedBase64, isSecretName, secretShape } from "../../settings/secret-shapes";

describe("names of secrets", () => {
  for (const name of [
    "PASSWORD",
    "DB_PASSWORD",
    "API_KEY",
    "APIKEY",
    "OPENAI_API_KEY",
    "clientSecret",
    "auth-token",
    "TOKENS",
    "AWS_SECRET_ACCESS_KEY",
    "DATABASE_DSN",
    "CREDENTIALS",
  ]) {
    it(`are like ${name}`, () => assert.equal(isSecretName(name), true));
  }
  for (const name of [
    "MAX_TOKENS_LIMIT",
    "PASSWORD_FILE",
    "TOKEN_URL",
    "SECRET_NAME",
    "PRIMARY_KEY",
    "KEYBOARD",
    "TOKENIZER",
    "PATH",
    "COMPASS",
    "API_KEY_HEADER",
    "KAFKA_GROUP_ID",
    "TOKEN_BUDGET",
  ]) {
    it(`are not like ${name}`, () => assert.equal(isSecretName(name), false));
  }
});

describe("shapes of secrets", () => {
  for (const value of [
    "",
    "http://model.acme.dev:8080/v1",
    "https://acme.dev/@team",
    "gpt-oss-120b",
    "sk-short",
    "2026-11-25",
    "debug",
    "kafka:9092,kafka-2:9092",
    "arn:aws:s3:::models",
    "Basic settings of the bot",
  ]) {
    it(`are not like ${JSON.stringify(value)}`, () => assert.equal(secretShape(value), undefined));
  }

  it("are found inside base64", () => {
    const inside = Buffer.from(`redis://app:${"hunter22"}@cache:6379`).toString("base64");
    assert.equal(secretShape(inside), "a password in a URL in base64");
  });

  it("are looked for in a megabyte within a tick", () => {
    const started = process.hrtime.bigint();
    for (const filler of ["x", "eyJ", "a:", "://", "A", "-----BEGIN ", "password="]) {
      secretShape(filler.repeat(1024 * 1024));
    }
    // An expression that backtracks takes minutes, not seconds.
    assert.ok(Number(process.hrtime.bigint() - started) < 5e9);
  });

  it("decode base64 only where text comes out", () => {
    assert.equal(
      decodedBase64(Buffer.from("hello to everybody").toString("base64")),
      "hello to everybody",
    );
    for (const text of ["ProductionModels", "hello", "aaaaaaaaaaaaaaaa", "not base64 at all"]) {
      assert.equal(decodedBase64(text), undefined, text);
    }
  });
});
