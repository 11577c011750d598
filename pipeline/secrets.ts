import type { Finding } from "../settings/finding";
import { fault } from "./pipeline-error";

/** What decides how a stack's secrets are stored. */
export interface SecretsSituation {
  /** URL of the backend, such as `file:///state`, `s3://state` or `https://api.pulumi.com`. */
  backend: string;
  /** What the options or the stack's file ask for. */
  provider?: string;
  /** What the state of the stack says, such as `passphrase`, `service`, `cloud`; missing for a new stack. */
  storedProvider?: string;
  /** PULUMI_CONFIG_PASSPHRASE. */
  passphrase?: string;
  /** PULUMI_CONFIG_PASSPHRASE_FILE. */
  passphraseFile?: string;
}

/** Keys that encrypt for nobody in particular: the text is only written in another alphabet. */
const unencrypted = new Set(["b64", "plaintext"]);

/** Why a stack's secrets would not be kept; nothing when they would. */
export function secretsFindings(situation: SecretsSituation): Finding[] {
  const { backend, provider, storedProvider, passphrase, passphraseFile } = situation;
  if (storedProvider !== undefined && unencrypted.has(storedProvider)) {
    return [
      fault(
        "secrets/unencrypted",
        "the stack's state",
        "secrets encrypted by a passphrase or a key",
        `the secrets provider "${storedProvider}"`,
        'change it: pulumi stack change-secrets-provider "awskms://alias/pulumi?region=…"',
      ),
    ];
  }
  if (!needsPassphrase(backend, storedProvider ?? provider)) return [];
  if (passphrase === "") {
    return [
      fault(
        "secrets/empty-passphrase",
        "PULUMI_CONFIG_PASSPHRASE",
        "a passphrase",
        "empty text, which protects nothing",
        "set one, or use a key: --secrets-provider awskms://alias/pulumi?region=…",
      ),
    ];
  }
  if (passphrase !== undefined || (passphraseFile ?? "") !== "") return [];
  return [
    fault(
      "secrets/no-passphrase",
      "PULUMI_CONFIG_PASSPHRASE",
      "a passphrase, or a file with one in PULUMI_CONFIG_PASSPHRASE_FILE",
      "neither",
      "set one, or use a key: --secrets-provider awskms://alias/pulumi?region=…",
    ),
  ];
}

/** Backends of one's own have no key for secrets, unless a provider is named. */
function needsPassphrase(backend: string, provider: string | undefined): boolean {
  if (provider === "passphrase") return true;
  return (provider === undefined || provider === "default") && !/^https?:/.test(backend);
}

/** The type of the secrets provider in an exported state. */
export function storedProvider(deployment: unknown): string | undefined {
  const { secrets_providers: stored } = (deployment ?? {}) as {
    secrets_providers?: { type?: string };
  };
  return stored?.type === "" ? undefined : stored?.type;
}
