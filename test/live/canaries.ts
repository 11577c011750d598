import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Cloud } from "./stand-in/cloud";

/** A secret that must not be seen. */
export interface Canary {
  /** What it is, and where it comes from. */
  what: string;
  value: string;
}

/** A text that somebody may read, and where. */
export interface Place {
  where: string;
  text: string;
}

/** Which canaries are in which place, in whatever form. */
export function seen(canaries: readonly Canary[], places: readonly Place[]): string[] {
  return canaries.flatMap(({ what, value }) => {
    const forms = formsOf(value);
    return places
      .filter(({ text }) => forms.some((form) => text.includes(form)))
      .map(({ where }) => `${what} in ${where}`);
  });
}

/** A secret as it may be written; of what has several lines, each line by itself. */
export function formsOf(secret: string): string[] {
  const lines = secret.split("\n").filter((line) => line.length >= 8 && !line.startsWith("-----"));
  return lines.flatMap((line) => [
    line,
    ...jsonOf(line),
    encodeURIComponent(line),
    Buffer.from(line).toString("hex"),
    // Where it begins within three bytes decides how base64 writes it; what its neighbours take part in is left out.
    ...[0, 1, 2].map((before) => {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(line)]);
      const whole = bytes.toString("base64").replace(/=+$/, "");
      return whole.slice(before === 0 ? 0 : before + 1, -1);
    }),
  ]);
}

/** As JSON writes a text, and JSON within JSON; Go, which the engine is written in, escapes what HTML would read, too. */
function jsonOf(text: string): string[] {
  const inner = (json: string): string => json.slice(1, -1);
  const go = (json: string): string =>
    json.replace(/[&<>]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  const once = [JSON.stringify(text), go(JSON.stringify(text))].map(inner);
  const twice = once.flatMap((json) => [JSON.stringify(json), go(JSON.stringify(json))]).map(inner);
  return [...once, ...twice];
}

/** What the stand-in has made up: passwords, keys, and what carries them. */
export function madeUp(cloud: Cloud): Canary[] {
  return cloud.all().flatMap(({ urn, inputs, outputs }): Canary[] => {
    const name = urn.split("::")[3] ?? urn;
    const made = ["result", "privateKeyPem", "privateKeyPemPkcs8"].flatMap((key) =>
      typeof outputs[key] === "string" ? [{ what: `${name}.${key}`, value: outputs[key] }] : [],
    );
    const jaas: unknown = inputs.stringData?.["sasl.jaas.config"];
    return typeof jaas === "string" ? [...made, { what: `${name} JAAS`, value: jaas }] : made;
  });
}

/** Every file below a folder, links left out. */
export function filesIn(folder: string, where: string): Place[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => ({
      where: `${where}/${file}`,
      text: readFileSync(join(folder, file), "latin1"),
    }));
}

/** Canaries by what they are. */
export const canariesOf = (texts: Record<string, string>): Canary[] =>
  Object.entries(texts).map(([what, value]) => ({ what, value }));

/** What has been looked for and where, for the report. */
const counted = { canaries: 0, places: 0, bytes: 0 };

/** Asserts that no canary is in any of the places. */
export function assertUnseen(canaries: readonly Canary[], places: readonly Place[]): void {
  for (const { where, text } of places) assert.ok(text.length > 0, `${where} is empty`);
  assert.deepEqual(seen(canaries, places), []);
  counted.places += places.length;
  counted.bytes += places.reduce((sum, { text }) => sum + text.length, 0);
}

/** Asserts that the search finds all of them where the engine decrypts its state. */
export function assertFound(canaries: readonly Canary[], decrypted: string): void {
  const there = seen(canaries, [{ where: "the state", text: decrypted }]);
  assert.deepEqual(
    there,
    canaries.map(({ what }) => `${what} in the state`),
  );
  counted.canaries += canaries.length;
}

/** Runs an operation of the engine. @returns everything that it told and printed. */
export async function told(
  where: string,
  run: (onEvent: (event: EngineEvent) => void) => Promise<{ stdout: string; stderr: string }>,
): Promise<Place[]> {
  const events: EngineEvent[] = [];
  const { stdout, stderr } = await run((event) => {
    // The SDK's chatter about every property, which the engine passes on in the clear (README).
    const chatter = (event.diagnosticEvent?.severity as string | undefined) === "debug";
    if (!chatter) events.push(event);
  });
  return [
    { where: `events of ${where}`, text: JSON.stringify(events) },
    { where: `output of ${where}`, text: stdout + stderr },
  ];
}

/** Prints what has been looked for so far. */
export function report(): void {
  const { canaries, places, bytes } = counted;
  process.stderr.write(
    `${canaries} secrets are where they belong, and in none of ${places} places (${Math.round(bytes / 1024)} KiB)\n`,
  );
}
