import type { PlatformArgs } from "../../settings/args/platform";
import { SettingsError, show, type Finding } from "../../settings/finding";
import type {
  KafkaSettings,
  KedaSettings,
  MonitoringSettings,
  PrometheusStackSettings,
} from "../../settings/generated/settings";
import { settlePart } from "../../settings/parts";
import { isSettled } from "../../settings/settled";
import { versions } from "../versions";

/** What is known about a stack that is installed alone, or handed on by the platform. */
interface Given extends Pick<PlatformArgs, "keda" | "kafka" | "environment"> {
  monitoring: NonNullable<PlatformArgs["monitoring"]>;
  watchNamespaces: readonly string[];
}

/** The stack and those parts of a platform that it looks at. */
export interface MonitoringParts<W> {
  stack: PrometheusStackSettings;
  keda: KedaSettings;
  kafka?: KafkaSettings<W>;
}

/**
 * Through the door: the stack and its surroundings.
 * @throws SettingsError
 */
export function monitoringParts<W>(
  given: Given,
  warn: (finding: Finding) => void,
): MonitoringParts<W> {
  const findings = given.watchNamespaces.flatMap(namespaceFindings);
  if (findings.length > 0) throw new SettingsError(findings);
  const { monitoring, keda, kafka, environment } = given;
  const settled = [monitoring, keda, kafka].every((part) => part === undefined || isSettled(part));
  const parts =
    keda !== undefined && settled
      ? (given as unknown as { monitoring: MonitoringSettings } & Omit<MonitoringParts<W>, "stack">)
      : settlePart<W>({ monitoring, keda, kafka, environment }, versions, warn);
  const { stack } = parts.monitoring;
  if (stack === undefined) throw new SettingsError([missingStack]);
  return { ...parts, stack };
}

const missingStack: Finding = {
  severity: "error",
  rule: "monitoring/no-stack",
  path: "monitoring",
  expected: "stack",
  got: "none, or a Prometheus that exists",
  fix: "write stack: {}, or leave this component out: it installs a Prometheus",
};

function namespaceFindings(name: string, i: number): Finding[] {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return [];
  return [
    {
      severity: "error",
      rule: "monitoring/name",
      path: `watchNamespaces[${i}]`,
      expected: "the name of a namespace",
      got: show(name),
      fix: "give one namespace an entry, in small letters",
    },
  ];
}
