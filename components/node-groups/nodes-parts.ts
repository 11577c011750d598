import type { NodesArgs } from "../../settings/args/nodes";
import type { Environment } from "../../settings/args/platform";
import { SettingsError, type Finding } from "../../settings/finding";
import type { NodesSettings } from "../../settings/generated/settings";
import { settlePart } from "../../settings/parts";
import { isSettled } from "../../settings/settled";
import { versions } from "../versions";

/** What is known about node groups that are used alone, or handed on by the platform. */
interface Given {
  nodes: NodesArgs;
  environment?: Environment;
  version?: string;
  /** Where nodes may be; left out by what makes no nodes. */
  subnets?: readonly { availabilityZone: string }[];
}

/**
 * Through the door: node groups, complete. Used alone they must name their zones, because there is no network to take
 * them from.
 * @throws SettingsError
 */
export function nodesParts(
  { nodes, environment, version = versions.kubernetes, subnets }: Given,
  warn: (finding: Finding) => void,
): { nodes: NodesSettings; version: string } {
  if (isSettled(nodes)) return { nodes: nodes as NodesSettings, version };
  const missing = nodes.groups.flatMap(({ availabilityZones }, i) =>
    availabilityZones === undefined ? [zonesMissing(i)] : [],
  );
  if (missing.length > 0) throw new SettingsError(missing);
  const { nodes: settled } = settlePart({ nodes, environment }, versions, warn);
  const complete = settled as NodesSettings;
  const elsewhere = subnets === undefined ? [] : zonesWithoutSubnet(complete, subnets);
  if (elsewhere.length > 0) throw new SettingsError(elsewhere);
  return { nodes: complete, version };
}

/** Zones of groups in which no subnet was given: EKS would refuse the group, or leave the zone out. */
function zonesWithoutSubnet(
  { groups }: NodesSettings,
  subnets: readonly { availabilityZone: string }[],
): Finding[] {
  const known = new Set(subnets.map(({ availabilityZone }) => availabilityZone));
  return groups.flatMap(({ availabilityZones }, i) =>
    availabilityZones.flatMap((zone, j) =>
      known.has(zone)
        ? []
        : [
            {
              severity: "error" as const,
              rule: "nodes/zone-without-subnet",
              path: `nodes.groups[${i}].availabilityZones[${j}]`,
              expected: `a zone of the subnets: ${[...known].join(", ") || "there are none"}`,
              got: `"${zone}"`,
              fix: "add a subnet of this zone, or remove the zone",
            },
          ],
    ),
  );
}

function zonesMissing(index: number): Finding {
  return {
    severity: "error",
    rule: "nodes/zones-unknown",
    path: `nodes.groups[${index}].availabilityZones`,
    expected: "the zones of the group",
    got: "nothing",
    fix: "add them: there is no network here to take them from",
  };
}
