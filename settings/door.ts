import type { PlatformArgs } from "./args/platform";
import { plainCopy, restoreLeaves } from "./copy";
import { Deriver, type Derivation } from "./derivation";
import { SettingsError, type Finding } from "./finding";
import type { PlatformSettings } from "./generated/settings";
import { typePastedTriggers } from "./pasted-triggers";
import { chooseAlternatives } from "./resolve/alternatives";
import { resolvePlatform } from "./resolve/platform";
import { runRules } from "./rule";
import { rules } from "./rules/rules";
import { salvage, type Salvage } from "./salvage";
import { freeze } from "./settled";
import { checkShape } from "./shape";
import { applySilences } from "./silence";
import type { VersionMatrix } from "./versions";

/** What the door has to say about some args. */
export interface Examination<W> {
  /** Complete settings; missing when there are errors. */
  settings?: PlatformSettings<W>;
  findings: Finding[];
  derivations: Derivation[];
}

/**
 * The one door: turns what a person wrote into complete settings, with everything that is wrong with it. Never throws for
 * a person's mistake, and touches nothing but a copy.
 */
export function examine<W = string>(args: unknown, versions: VersionMatrix): Examination<W> {
  const { copy, findings: copyFindings } = plainCopy(args);
  const pasted = typePastedTriggers(copy);
  const alternatives = chooseAlternatives(copy);
  const rest = salvage(copy);
  const early = [
    ...copyFindings,
    ...pasted.findings,
    ...alternatives,
    ...rest.faults.map(({ finding }) => finding),
  ].map((finding) => ({ ...finding, path: pasted.writtenPath(finding.path) }));
  if (!rest.usable) return { findings: early, derivations: [] };

  const written = structuredCloneOfPlain(copy);
  const deriver = new Deriver();
  resolvePlatform(copy as PlatformArgs, versions, deriver);
  // Derived objects get their static defaults too; a derived value out of bounds is reported like a written one.
  const late = checkShape(copy).map(({ finding }) => finding);
  const settings = copy as unknown as PlatformSettings<unknown>;
  const found = [...late, ...runRules(rules, { settings, written, versions })]
    .map((finding) => ({ ...finding, path: pasted.writtenPath(rest.originalPath(finding.path)) }))
    .filter((finding) => isWorthShowing(finding, early, rest));
  const findings = applySilences([...early, ...found], written.silence ?? []);
  const sound = !findings.some(({ severity }) => severity === "error");
  return {
    ...(sound ? { settings: freeze(restoreLeaves(copy)) as PlatformSettings<W> } : {}),
    findings,
    derivations: sound ? deriver.derivations : [],
  };
}

/** Complete settings, or a SettingsError with everything that is wrong. Warnings go to `warn`. */
export function settle<W = string>(
  args: unknown,
  versions: VersionMatrix,
  warn: (finding: Finding) => void = () => undefined,
): PlatformSettings<W> {
  const { settings, findings } = examine<W>(args, versions);
  if (settings === undefined) {
    throw new SettingsError(findings.filter(({ severity }) => severity === "error"));
  }
  findings.forEach(warn);
  return settings;
}

/** A finding that only follows from one that is shown already is noise. */
function isWorthShowing(finding: Finding, early: readonly Finding[], rest: Salvage): boolean {
  if (rest.faults.length === 0) return true;
  if (early.some(({ path }) => path === finding.path || finding.path.startsWith(`${path}.`)))
    return false;
  const named = [...`${finding.expected} ${finding.got}`.matchAll(/"([^"]+)"/g)].map(
    ([, name]) => name,
  );
  return !named.some((name) => name !== undefined && rest.removed.has(name));
}

/** Opaque leaves are functions, which structuredClone refuses; they are shared between the copies. */
function structuredCloneOfPlain(value: unknown): PlatformArgs {
  const clone = (at: unknown): unknown => {
    if (Array.isArray(at)) return at.map(clone);
    if (typeof at !== "object" || at === null) return at;
    return Object.fromEntries(Object.entries(at).map(([key, child]) => [key, clone(child)]));
  };
  return clone(value) as PlatformArgs;
}
