import { versions } from "../../components/versions";
import type { Finding } from "../../settings/finding";
import type { ClusterState } from "./cluster-state";
import { kafkaChecks } from "./kafka-checks";
import { operatorChecks } from "./operator-checks";
import { scalingChecks } from "./scaling-checks";
import { versionChecks } from "./version-checks";

/** Everything that is wrong with a live cluster. */
export function diagnose(state: ClusterState): Finding[] {
  return [...operatorChecks, ...scalingChecks, ...kafkaChecks, ...versionChecks].flatMap((check) =>
    check(state, versions),
  );
}
