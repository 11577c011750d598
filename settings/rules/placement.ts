import type { ServiceSettings } from "../generated/settings";
import type { Rule } from "../rule";

/** Seconds between a spot instance's notice and its end, less the time in which the drain starts. */
const spotNoticeSeconds = 110;

/** Replicas that must stay, of those that always run. At zero replicas there is nothing to drain, so one is the least. */
function budget({
  podDisruptionBudget,
  scaling,
}: ServiceSettings<unknown>): { stays: number; of: number } | undefined {
  const { minAvailable, maxUnavailable } = podDisruptionBudget;
  const of = Math.max(1, scaling.minReplicaCount);
  const share = (text: string): number =>
    text.endsWith("%") ? Math.ceil((of * parseInt(text, 10)) / 100) : Number(text);
  if (minAvailable !== undefined) return { stays: share(minAvailable), of };
  if (maxUnavailable !== undefined) return { stays: of - share(maxUnavailable), of };
  return undefined;
}

/** Disruption budgets, grace periods and tolerations. */
export const placementRules: readonly Rule[] = [
  {
    id: "service/budget-blocks-drain",
    severity: "error",
    because:
      "when every replica must stay, no node can be drained: scale-down, node updates and upgrades hang: F-32, eksctl#3397",
    *check({ settings: { services } }) {
      for (const [i, service] of services.entries()) {
        const found = budget(service);
        if (found === undefined || found.stays < found.of) continue;
        const { minAvailable, maxUnavailable } = service.podDisruptionBudget;
        const key = minAvailable === undefined ? "maxUnavailable" : "minAvailable";
        yield {
          path: `services[${i}].podDisruptionBudget.${key}`,
          expected:
            key === "minAvailable"
              ? `fewer than the ${found.of} replicas that always run`
              : "at least 1",
          got: JSON.stringify(minAvailable ?? maxUnavailable),
          fix: 'write maxUnavailable: "1", or raise scaling.minReplicaCount',
        };
      }
    },
  },
  {
    id: "service/budget-above-everything",
    severity: "error",
    because: "a percentage above 100 is refused by the API server or blocks every drain",
    *check({ settings: { services } }) {
      for (const [i, { podDisruptionBudget }] of services.entries()) {
        for (const key of ["minAvailable", "maxUnavailable"] as const) {
          const value = podDisruptionBudget[key];
          if (value === undefined || !value.endsWith("%") || parseInt(value, 10) <= 100) continue;
          yield {
            path: `services[${i}].podDisruptionBudget.${key}`,
            expected: "at most 100%",
            got: JSON.stringify(value),
            fix: "lower it",
          };
        }
      }
    },
  },
  {
    id: "service/grace-exceeds-spot-notice",
    severity: "warning",
    because: `spot instances end two minutes after their notice, so that work longer than ${spotNoticeSeconds} seconds is lost: F-35`,
    *check({ settings: { services, nodes }, written }) {
      for (const [i, service] of services.entries()) {
        const group = nodes?.groups.find(({ name }) => name === service.placement.nodeGroup);
        const chosen = written.services[i];
        const given =
          chosen?.terminationGracePeriodSeconds ?? chosen?.capacity?.maxProcessingSeconds;
        if (group?.capacityType !== "SPOT" || given === undefined) continue;
        if (service.terminationGracePeriodSeconds <= spotNoticeSeconds) continue;
        yield {
          path: `services[${i}].terminationGracePeriodSeconds`,
          expected: `at most ${spotNoticeSeconds} on the spot group "${group.name}"`,
          got: String(service.terminationGracePeriodSeconds),
          fix: "run it on demand, or make its work shorter",
        };
      }
    },
  },
  {
    id: "service/pre-stop-eats-grace",
    severity: "error",
    because:
      "the grace period starts with preStop: when it is over, the container gets SIGKILL before it saw SIGTERM",
    *check({ settings: { services } }) {
      for (const [
        i,
        { preStopSeconds, terminationGracePeriodSeconds: grace },
      ] of services.entries()) {
        if (preStopSeconds < grace) continue;
        yield {
          path: `services[${i}].preStopSeconds`,
          expected: `less than terminationGracePeriodSeconds, ${grace}`,
          got: String(preStopSeconds),
          fix: "lower it, or raise terminationGracePeriodSeconds",
        };
      }
    },
  },
  {
    id: "service/toleration-effect",
    severity: "error",
    because: "Kubernetes knows three effects",
    *check({ settings: { services } }) {
      const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
      for (const [i, { placement }] of services.entries()) {
        for (const [j, { effect }] of placement.tolerations.entries()) {
          if (effect === undefined || effects.includes(effect)) continue;
          yield {
            path: `services[${i}].placement.tolerations[${j}].effect`,
            expected: effects.join(", "),
            got: JSON.stringify(effect),
            fix: "correct it, or leave it out for any effect",
          };
        }
      }
    },
  },
];
