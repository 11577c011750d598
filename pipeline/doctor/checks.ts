import { versions } from "../../components/versions";
import type { Finding } from "../../settings/finding";
import type { ClusterState } from "./cluster-state";
import { kafkaChecks } from "./kafka-checks";
import { operatorChecks } from "./operator-checks";
import { scalingChecks } from "./scaling-checks";
import { versionChecks } from "./version-checks";
import { webhookChecks } from "./webhook-checks";

/** Everything that is wrong with a live cluster. */
export function diagnose(state: ClusterState): Finding[] {
  const checks = [operatorChecks, webhookChecks, scalingChecks, kafkaChecks, versionChecks];
  return checks.flat().flatMap((check) => check(state, versions));
}
