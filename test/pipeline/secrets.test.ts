import assert from "node:assert/strict";
import { secretsFindings, storedProvider, type SecretsSituation } from "../../pipeline/secrets";

const bucket = "s3://state?region=eu-central-1";
const kms = "awskms://alias/pulumi?region=eu-central-1";

const table: [string, SecretsSituation, string | undefined][] = [
  ["Pulumi Cloud keeps a key", { backend: "https://app.pulumi.com/acme" }, undefined],
  ["a passphrase", { backend: bucket, passphrase: "correct horse" }, undefined],
  ["a passphrase in a file", { backend: bucket, passphraseFile: "/run/passphrase" }, undefined],
  ["a key", { backend: bucket, provider: kms }, undefined],
  ["a key in the state", { backend: bucket, storedProvider: "cloud" }, undefined],
  ["an empty passphrase", { backend: bucket, passphrase: "" }, "secrets/empty-passphrase"],
  [
    "an empty passphrase beside a file",
    { backend: bucket, passphrase: "", passphraseFile: "/run/passphrase" },
    "secrets/empty-passphrase",
  ],
  ["no passphrase", { backend: "file:///state" }, "secrets/no-passphrase"],
  ["an empty file name", { backend: bucket, passphraseFile: "" }, "secrets/no-passphrase"],
  ["the default provider", { backend: bucket, provider: "default" }, "secrets/no-passphrase"],
  [
    "a passphrase asked for in Pulumi Cloud",
    { backend: "https://app.pulumi.com/acme", provider: "passphrase" },
    "secrets/no-passphrase",
  ],
  [
    "a passphrase in the state, a key in the options",
    { backend: bucket, provider: kms, storedProvider: "passphrase" },
    "secrets/no-passphrase",
  ],
  [
    "base64 in the state",
    { backend: bucket, passphrase: "x", storedProvider: "b64" },
    "secrets/unencrypted",
  ],
];

describe("secretsFindings()", () => {
  for (const [title, situation, rule] of table) {
    it(`${rule === undefined ? "accepts" : "refuses"} ${title}`, () =>
      assert.deepEqual(
        secretsFindings(situation).map((finding) => finding.rule),
        rule === undefined ? [] : [rule],
      ));
  }
});

describe("storedProvider()", () => {
  it("is what the state says", () => {
    assert.equal(storedProvider({ secrets_providers: { type: "passphrase" } }), "passphrase");
    assert.equal(storedProvider({ secrets_providers: { type: "" } }), undefined);
    assert.equal(storedProvider({}), undefined);
    assert.equal(storedProvider(undefined), undefined);
  });
});
