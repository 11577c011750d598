import type { PrometheusStackSettings } from "../generated/settings";
import { kept, type Change, type ChangeRule } from "./change-rule";

/** Both sides' Prometheus, while there are two. */
function stacks({
  previous,
  next,
}: Change): { before: PrometheusStackSettings; after: PrometheusStackSettings } | undefined {
  const [before, after] = [previous.monitoring.stack, next.monitoring.stack];
  return before === undefined || after === undefined ? undefined : { before, after };
}

/** Changes of KEDA and Prometheus, which the platform installs. */
export const operatorChanges: readonly ChangeRule[] = [
  {
    id: "change/monitoring-namespace",
    severity: "error",
    because: "the namespace is deleted, and the volume with every metric in it",
    *check(change) {
      const stack = stacks(change);
      yield* kept(
        "monitoring.stack.namespace",
        stack?.before.namespace,
        stack?.after.namespace,
        "keep the namespace",
      );
    },
  },
  {
    id: "change/monitoring-storage-shrunk",
    severity: "error",
    because:
      "volumes never shrink: the operator makes the StatefulSet anew, and its claim goes with every metric: https://prometheus-operator.dev/docs/platform/storage/#resizing-volumes",
    *check(change) {
      const stack = stacks(change);
      if (stack === undefined || stack.after.storageGiB >= stack.before.storageGiB) return;
      yield {
        path: "monitoring.stack.storageGiB",
        expected: `at least ${stack.before.storageGiB}, as it is deployed`,
        got: String(stack.after.storageGiB),
        fix: `write monitoring.stack.storageGiB: ${stack.before.storageGiB}`,
      };
    },
  },
  {
    id: "change/monitoring-storage-grown",
    severity: "warning",
    because:
      "the operator makes the StatefulSet anew, and its claim goes with every metric: until there are new ones, services scale by lag alone",
    *check(change) {
      const stack = stacks(change);
      if (stack === undefined || stack.after.storageGiB <= stack.before.storageGiB) return;
      yield {
        path: "monitoring.stack.storageGiB",
        expected: `${stack.before.storageGiB}, as it is deployed, while somebody needs the metrics`,
        got: String(stack.after.storageGiB),
        fix: `deploy it in a quiet hour, or write monitoring.stack.storageGiB: ${stack.before.storageGiB}`,
      };
    },
  },
  {
    id: "change/keda-namespace",
    severity: "error",
    because:
      "the CRDs outlive the old release and belong to it, so that Helm refuses them to one in another namespace, and nothing scales",
    *check({ previous, next }) {
      const [before, after] = [previous.keda.operator, next.keda.operator];
      if (before === undefined || after === undefined) return;
      yield* kept(
        "keda.operator.namespace",
        before.namespace,
        after.namespace,
        "keep the namespace",
      );
    },
  },
];
