import { at, textAt } from "../../settings/lint/manifest";
import type { Finding } from "../../settings/finding";
import { condition, conditionText, finding, placeOf, type Check } from "./check";
import type { ClusterState } from "./cluster-state";
import { operator, programs, type Program } from "./operators";

/** Whoever scales and whoever runs Kafka is there and answers. */
export const operatorChecks: readonly Check[] = [apiService, present, available];

/** Without it the HPA is blind, and no namespace can be deleted: F-01, F-02, F-03. */
function apiService({ apiService: service, scaledObjects }: ClusterState): Finding[] {
  const path = "apiservice v1beta1.external.metrics.k8s.io";
  if (service === undefined) {
    if (scaledObjects === undefined || scaledObjects.length === 0) return [];
    const fix = "install KEDA's metrics server, or wait for it";
    return [finding("error", "doctor/api-service", path, "a registered service", "none", fix)];
  }
  const owner = textAt(service, "spec.service.name");
  const state = condition(service, "Available") ?? { status: "Unknown", reason: "", message: "" };
  const findings: Finding[] = [];
  if (!owner.startsWith("keda-")) {
    findings.push(
      finding(
        "error",
        "doctor/api-service-owner",
        path,
        "KEDA's metrics server behind it",
        JSON.stringify(owner),
        "remove the other adapter: only one can serve external metrics",
      ),
    );
  }
  if (state.status !== "True") {
    findings.push(
      finding(
        "error",
        "doctor/api-service",
        path,
        "Available",
        conditionText(state),
        "look at KEDA's metrics server, and whether the control plane reaches its port 6443",
      ),
    );
  }
  return findings;
}

/** Operators without which objects of theirs stay as they are, finalizers included. */
function present({ deployments, scaledObjects, kafkas, topics }: ClusterState): Finding[] {
  const needs: [Program, number][] = [
    ["keda", scaledObjects?.length ?? 0],
    ["adapter", scaledObjects?.length ?? 0],
    ["strimzi", (kafkas?.length ?? 0) + (topics?.length ?? 0)],
  ];
  return needs
    .filter(([program, objects]) => objects > 0 && operator(program, deployments) === undefined)
    .map(([program, objects]) =>
      finding(
        "error",
        "doctor/operator-missing",
        "deployments",
        programs[program].title,
        `none, and ${objects} object${objects === 1 ? "" : "s"} that need it`,
        "install it again before anything is deleted: only it takes its finalizers off",
      ),
    );
}

function available({ deployments }: ClusterState): Finding[] {
  return (Object.keys(programs) as Program[]).flatMap((program) => {
    const found = operator(program, deployments);
    if (found === undefined) return [];
    const wanted = Number(at(found.deployment, "spec.replicas") ?? 1);
    const ready = Number(at(found.deployment, "status.availableReplicas") ?? 0);
    if (ready >= wanted) return [];
    return [
      finding(
        ready === 0 ? "error" : "warning",
        "doctor/operator-unavailable",
        placeOf("deployment", found.deployment),
        `${wanted} available of ${programs[program].title}`,
        String(ready),
        "look at its pods and their events",
      ),
    ];
  });
}
