import assert from "node:assert/strict";
import { parse } from "yaml";
import { ChatbotAutoscalingPlatform } from "../../../components/platform/platform";
import { record } from "../../../plan/record";
import type { PlatformArgs } from "../../../settings/args/platform";
import type { PlatformSettings } from "../../../settings/generated/settings";
import type { LooseArgs } from "../../support/base-args";
import { printed } from "../../support/cli";

/** What a stack would create. Warnings about what is written for a test go nowhere. */
export async function manifestsOf(args: PlatformArgs): Promise<unknown[]> {
  const { result } = await printed(() =>
    record(async () => {
      new ChatbotAutoscalingPlatform("chatbot", args);
    }),
  );
  return result.resources.map(({ inputs }) => inputs);
}

/** A change as a search prints it. */
export type Printed = { path: string; to: string; note?: string | undefined };

const keysOf = (path: string): (string | number)[] =>
  [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([key, index]) => (index ? Number(index) : key));

/** The value of some settings at a printed path. */
export function valueAt(settings: unknown, path: string): unknown {
  return keysOf(path).reduce<any>((at, key) => at?.[key], settings);
}

/**
 * Args after a change, as a person makes it who does what is printed: a list or a block that they left to the platform is written
 * whole, with what `plan` prints of it.
 */
export function applied(
  args: LooseArgs,
  settings: PlatformSettings<unknown>,
  { path, to, note = "" }: Printed,
): LooseArgs {
  const changed = structuredClone(args);
  if (/\.partitions$/.test(path)) repartition(changed, settings, path, note);
  const keys = keysOf(path);
  const last = keys.pop() ?? "";
  let at: any = changed;
  let known: any = settings;
  for (const key of keys) {
    known = known?.[key];
    // Nothing else is derived as a whole.
    const whole = Array.isArray(known) || key === "scaleDown";
    at = at[key] ??= whole ? structuredClone(known) : {};
  }
  if (last === "query") at.query = replaced(at.query as string, /floor\([\d.]+ \//, to);
  else if (to === "left out") (at as unknown[]).splice(Number(last), 1);
  else at[last] = parse(to);
  return changed;
}

function replaced(query: string, part: RegExp, printed: string): string {
  const next = query.replace(part, printed.replace(/ … ?.*$/, ""));
  assert.notEqual(next, query);
  return next;
}

/** What the note of a change of partitions asks for. */
function repartition(
  args: LooseArgs,
  settings: PlatformSettings<unknown>,
  path: string,
  note: string,
): void {
  const topic = valueAt(settings, path.replace(/partitions$/, "name"));
  const [, query] = /becomes (.* \/) …/.exec(note) ?? [];
  for (const [i, { consumes, scaling }] of settings.services.entries()) {
    if (consumes?.topic !== topic) continue;
    const own = ((args.services as LooseArgs[])[i]!.scaling ??= {}) as LooseArgs;
    own.maxReplicaCount = scaling.maxReplicaCount;
    for (const { prometheus } of (own.triggers ?? []) as { prometheus?: { query: string } }[])
      if (prometheus !== undefined && query !== undefined)
        prometheus.query = replaced(prometheus.query, /^\d+ .*?floor\([\d.]+ \//, query);
  }
}
