import type { PlatformArgs } from "../../settings/args/platform";
import { SettingsError, show, type Finding } from "../../settings/finding";
import type { ServiceSettings } from "../../settings/generated/settings";
import { settlePart } from "../../settings/parts";
import { isSettled } from "../../settings/settled";
import type { VersionMatrix } from "../../settings/versions";

/** What is known about a namespace that is made alone, or by the platform. */
interface Given extends Pick<
  PlatformArgs,
  "services" | "kafka" | "nodes" | "monitoring" | "environment"
> {
  namespace: string;
}

/**
 * Through the door: the services of one namespace. Those of other namespaces are left out.
 * @throws SettingsError
 */
export function namespaceServices<W>(
  given: Given,
  versions: VersionMatrix,
  warn: (finding: Finding) => void,
): ServiceSettings<W>[] {
  const { namespace, ...parts } = given;
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)) {
    throw new SettingsError([
      {
        severity: "error",
        rule: "service/namespace-name",
        path: "namespace",
        expected: "the name of a namespace",
        got: show(namespace),
        fix: "use small letters, digits and -, at most 63",
      },
    ]);
  }
  const services = given.services.every(isSettled)
    ? (given.services as unknown as ServiceSettings<W>[])
    : settlePart<W>(parts, versions, warn).services;
  return services.filter((service) => service.namespace === namespace);
}
