import type { Finding } from "../../settings/finding";
import { textAt } from "../../settings/lint/manifest";
import { finding, placeOf, type Check } from "./check";
import type { ClusterState } from "./cluster-state";
import { operator } from "./operators";

/** What runs is what was tested together. */
export const versionChecks: readonly Check[] = [
  ({ kubernetes }, { clusterAutoscaler }) => {
    const tested = Object.keys(clusterAutoscaler);
    if (tested.includes(kubernetes)) return [];
    const fix = "take a version of this package that was tested with it";
    return [outside("cluster", tested.join(" or "), kubernetes, fix)];
  },
  ({ deployments }, { keda }) =>
    operatorVersion(operator("keda", deployments), keda, "upgrade it with the platform"),
  ({ deployments }, { strimzi }) =>
    operatorVersion(operator("strimzi", deployments), strimzi, "upgrade it with the platform"),
  autoscalerMinor,
  ({ kafkas = [] }, { kafka }) =>
    kafkas.flatMap((object) => {
      const version = textAt(object, "spec.version");
      if (version === "" || kafka.includes(version)) return [];
      const fix = "set a version that the operator knows";
      return [outside(placeOf("kafka", object), kafka.join(", "), version, fix)];
    }),
];

/** F-37: the autoscaler simulates the scheduler of its own minor. */
function autoscalerMinor({ kubernetes, deployments }: ClusterState): Finding[] {
  const found = operator("nodeAutoscaler", deployments);
  if (found === undefined || found.version === "") return [];
  if (found.version.startsWith(`${kubernetes}.`)) return [];
  const path = placeOf("deployment", found.deployment);
  return [
    outside(path, `${kubernetes}, as the cluster`, found.version, "upgrade it after the cluster"),
  ];
}

function operatorVersion(
  found: ReturnType<typeof operator>,
  tested: string,
  fix: string,
): Finding[] {
  if (found === undefined || found.version === "" || found.version === tested) return [];
  return [outside(placeOf("deployment", found.deployment), tested, found.version, fix)];
}

function outside(path: string, expected: string, got: string, fix: string): Finding {
  return finding("warning", "doctor/version", path, expected, got, fix);
}
