import type { PlatformArgs } from "../../settings/args/platform";
import type { PermissionArgs } from "../../settings/args/service";
import { SettingsError, show, type Finding } from "../../settings/finding";
import type {
  KafkaSettings,
  KedaSettings,
  MonitoringSettings,
} from "../../settings/generated/settings";
import { settlePart } from "../../settings/parts";
import { isSettled } from "../../settings/settled";
import type { VersionMatrix } from "../../settings/versions";

/** What is known about a KEDA that is installed alone, or handed on by the platform. */
interface Given<W> extends Pick<PlatformArgs, "keda" | "kafka" | "monitoring" | "environment"> {
  watchNamespaces: readonly string[];
  customScaleTargets?: readonly string[];
  permissions?: readonly PermissionArgs[];
  clusterName?: W;
}

/** KEDA and those parts of a platform that it looks at. */
export interface KedaParts<W> {
  keda: KedaSettings;
  kafka?: KafkaSettings<W>;
  monitoring: MonitoringSettings;
}

/**
 * Through the door: KEDA and its surroundings.
 * @throws SettingsError
 */
export function kedaParts<W>(
  given: Given<W>,
  versions: VersionMatrix,
  warn: (finding: Finding) => void,
): KedaParts<W> {
  const findings = [...nameFindings(given), ...roleFindings(given)];
  if (findings.length > 0) throw new SettingsError(findings);
  const { keda, kafka, monitoring, environment } = given;
  const parts = [keda, kafka, monitoring];
  if (keda !== undefined && parts.every((part) => part === undefined || isSettled(part))) {
    return { monitoring: {}, ...given } as unknown as KedaParts<W>;
  }
  return settlePart<W>({ keda, kafka, monitoring, environment }, versions, warn);
}

function nameFindings({ watchNamespaces, customScaleTargets = [] }: Given<unknown>): Finding[] {
  const check = (
    key: string,
    texts: readonly string[],
    pattern: RegExp,
    expected: string,
    fix: string,
  ) =>
    texts.flatMap((text, i): Finding[] =>
      pattern.test(text)
        ? []
        : [
            {
              severity: "error",
              rule: "keda/name",
              path: `${key}[${i}]`,
              expected,
              got: show(text),
              fix,
            },
          ],
    );
  return [
    ...check(
      "watchNamespaces",
      watchNamespaces,
      /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "the name of a namespace",
      "give one namespace an entry, in small letters",
    ),
    ...check(
      "customScaleTargets",
      customScaleTargets,
      /^[a-z][a-z0-9]*(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
      "<plural>.<group>, the name of a CRD",
      'write it as `kubectl get crds` shows it, such as "rollouts.argoproj.io"',
    ),
  ];
}

function roleFindings({ permissions = [], kafka, clusterName, keda }: Given<unknown>): Finding[] {
  const needsRole = permissions.length > 0 || kafka?.msk !== undefined;
  if (!needsRole || clusterName !== undefined || keda?.existing !== undefined) return [];
  return [
    {
      severity: "error",
      rule: "keda/permissions-without-cluster",
      path: "clusterName",
      expected: "the name of the EKS cluster",
      got: "nothing",
      fix: "add it: EKS Pod Identity gives KEDA its permissions, and associates by cluster",
    },
  ];
}
