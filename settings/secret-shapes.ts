/** What looks like a secret, and what that would be. Sources: the token formats that the issuers document. */
const shapes: readonly (readonly [string, RegExp])[] = [
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/],
  ["an AWS access key", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a JSON Web Token", /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/],
  ["a GitLab token", /\bglpat-[A-Za-z0-9_-]{16,}/],
  ["a Slack token", /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/],
  ["an API key of a model provider", /\bsk-(?:ant-|proj-|or-|svcacct-)?[A-Za-z0-9_-]{20,}/],
  ["a Google API key", /\bAIza[A-Za-z0-9_-]{30,}/],
  ["a Stripe key", /\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}/],
  ["a Hugging Face token", /\bhf_[A-Za-z0-9]{20,}/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{30,}/],
  ["a Pulumi access token", /\bpul-[a-f0-9]{30,}/],
  ["a SendGrid key", /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/],
  ["a password in a URL", /:\/\/[^/\s:@]{0,200}:[^/\s@]{1,200}@/],
  [
    "a password in a connection string",
    /(?:password|pwd|accountkey|sharedaccesskey)\s*=\s*["']?[^\s;"'$]{3,}/i,
  ],
  ["a bearer token", /^(?:Bearer|Basic)\s+[A-Za-z0-9+/_.=-]{12,}$/],
];

/** Names of what is a secret whatever it looks like. */
const secretName =
  /(?:^|[_.-])(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|API_?KEY|APIKEY|ACCESS_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|CREDENTIALS?|SECRET_?KEY|CLIENT_?SECRET|AUTH_?KEY|SASL_?JAAS_?CONFIG|CONNECTION_?STRING|DSN|PAT)S?$/i;

/** Characters of a value that are looked at: no secret is longer, and a prompt of a megabyte should not take a second. */
const lookedAt = 20_000;

/** What a value looks like, when it looks like a secret. Base64 is looked into. */
export function secretShape(text: string): string | undefined {
  const value = text.slice(0, lookedAt);
  const found = shapes.find(([, shape]) => shape.test(value));
  if (found !== undefined) return found[0];
  const decoded = decodedBase64(value);
  const inside =
    decoded === undefined ? undefined : shapes.find(([, shape]) => shape.test(decoded));
  return inside === undefined ? undefined : `${inside[0]} in base64`;
}

/** Whether a variable's name says that its value is secret. */
export function isSecretName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  return secretName.test(words);
}

/** The text that a value encodes in base64, when it does and the text can be read. */
export function decodedBase64(value: string): string | undefined {
  const bare = value.trim();
  if (bare.length < 16 || bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare))
    return undefined;
  const decoded = Buffer.from(bare, "base64").toString("utf8");
  return /^[\x20-\x7e\r\n\t]{6,}$/.test(decoded) ? decoded : undefined;
}
