import type { EngineEvent } from "@pulumi/pulumi/automation";
import { isSecret, mask } from "../plan/secrets";

/** Shorter texts are ports, numbers and the like: masking them would garble every message and protect nothing. */
const shortest = 8;

/**
 * Texts that an exported state with its secrets decrypted holds as secrets and nowhere in the clear, the longest first: user
 * names and addresses that lie in Secrets beside a password are known anyway. Of what has several lines, such as a key, every
 * line counts by itself, because errors often quote only a part.
 */
export function secretValues(deployment: unknown): string[] {
  const secrets = new Set<string>();
  const inTheClear = new Set<string>();
  const visit = (value: unknown, into: Set<string>): void => {
    if (typeof value === "string") partsOf(value).forEach((part) => into.add(part));
    else if (isSecret(value)) visit(decrypted(value), secrets);
    else if (typeof value === "object" && value !== null) {
      for (const child of Object.values(value)) visit(child, into);
    }
  };
  visit(deployment, inTheClear);
  return [...secrets].filter((text) => !inTheClear.has(text)).sort((a, b) => b.length - a.length);
}

function decrypted(secret: unknown): unknown {
  const { plaintext } = secret as { plaintext?: string };
  return plaintext === undefined ? undefined : (JSON.parse(plaintext) as unknown);
}

function partsOf(text: string): string[] {
  const lines = text.split("\n").filter((line) => !line.startsWith("-----"));
  return [text, ...lines].filter((part) => part.trim().length >= shortest);
}

/** A text without any of the secrets, as they are or as JSON writes them; Go escapes there what HTML would read, too. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => {
    const inJson = JSON.stringify(secret).slice(1, -1);
    const inGo = inJson.replace(/[&<>]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
    return left.replaceAll(secret, mask).replaceAll(inJson, mask).replaceAll(inGo, mask);
  }, text);
}

/** The message of an event without the secrets. */
export function eventWithoutSecrets(event: EngineEvent, secrets: readonly string[]): EngineEvent {
  const { diagnosticEvent } = event;
  if (diagnosticEvent === undefined) return event;
  const message = withoutSecrets(diagnosticEvent.message, secrets);
  return { ...event, diagnosticEvent: { ...diagnosticEvent, message } };
}

/** An error, or where it quotes a secret, one of the same name that does not. */
export function errorWithoutSecrets(error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof Error)) return error;
  const message = withoutSecrets(error.message, secrets);
  if (message === error.message) return error;
  const { name } = error;
  return Object.assign(new Error(message), { name });
}
