import type { Rule } from "../rule";
import { givenScaling, servicesOf } from "../triggers";

/** Below this, the load on brokers and on KEDA grows faster than anybody's waiting time shrinks. */
const shortPollingSeconds = 5;

/** Above this, people notice that nobody looks. */
const longPollingSeconds = 120;

/** The keys that only matter on the way to and from zero. */
const zeroKeys = ["pollingInterval", "cooldownPeriod", "initialCooldownPeriod"] as const;

/** How often KEDA looks, and how long it waits before it stops a service. */
export const pollingRules: readonly Rule[] = [
  {
    id: "polling/too-often",
    severity: "warning",
    because:
      "every look asks the broker for all offsets, and KEDA's own requests to the API server are limited to 20 a second; the HPA looks every 15 seconds by itself",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { pollingInterval } = givenScaling(placed);
        if (pollingInterval === undefined || pollingInterval >= shortPollingSeconds) continue;
        if (!placed.goesToZero) continue;
        yield {
          path: `${placed.path}.scaling.pollingInterval`,
          expected: `at least ${shortPollingSeconds} seconds`,
          got: String(pollingInterval),
          fix: "raise it, or keep a replica with minReplicaCount: 1",
        };
      }
    },
  },
  {
    id: "polling/too-rare",
    severity: "warning",
    because:
      "a service at zero waits up to a whole polling interval before KEDA sees its first message",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { pollingInterval } = givenScaling(placed);
        const wait = placed.service.slo?.waitSeconds ?? longPollingSeconds;
        if (pollingInterval === undefined || pollingInterval <= wait || !placed.goesToZero)
          continue;
        yield {
          path: `${placed.path}.scaling.pollingInterval`,
          expected: `at most ${wait} seconds, ${placed.service.slo === undefined ? "so that a first message does not wait for long" : "slo.waitSeconds"}`,
          got: String(pollingInterval),
          fix: "lower it: KEDA polls outside the pods, which costs next to nothing",
        };
      }
    },
  },
  {
    id: "polling/without-effect",
    severity: "warning",
    because:
      "KEDA itself warns: it only decides about the step from and to zero; between replicas the HPA decides, by behavior",
    *check(context) {
      for (const placed of servicesOf(context)) {
        if (placed.goesToZero) continue;
        const given = givenScaling(placed);
        const cached = placed.service.scaling.triggers.some((trigger) => trigger.useCachedMetrics);
        for (const key of zeroKeys) {
          if (given[key] === undefined || (key === "pollingInterval" && cached)) continue;
          yield {
            path: `${placed.path}.scaling.${key}`,
            expected: "minReplicaCount: 0 or idleReplicaCount: 0 beside it",
            got: `${given[key]} with minReplicaCount ${placed.service.scaling.minReplicaCount}`,
            fix: "remove it; advanced.horizontalPodAutoscalerConfig.behavior.scaleDown sets the pace between replicas",
          };
        }
      }
    },
  },
  {
    id: "cooldown/cuts-work",
    severity: "warning",
    because:
      "KEDA's step to zero ends all replicas at once, whatever they have in hand: keda#7204, keda#7770",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { cooldownPeriod } = givenScaling(placed);
        const longest = placed.service.capacity?.maxProcessingSeconds;
        if (cooldownPeriod === undefined || longest === undefined || !placed.goesToZero) continue;
        if (cooldownPeriod >= longest) continue;
        yield {
          path: `${placed.path}.scaling.cooldownPeriod`,
          expected: `at least ${longest} seconds, capacity.maxProcessingSeconds`,
          got: String(cooldownPeriod),
          fix: "raise it, or remove it to have it derived",
        };
      }
    },
  },
  {
    id: "cooldown/before-scale-down",
    severity: "warning",
    because:
      "when the cooldown ends before the scale-down window, KEDA stops all replicas at once and no scale-down policy ever applies (guide B.1)",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { cooldownPeriod } = givenScaling(placed);
        const down =
          placed.service.scaling.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown;
        const window = down.stabilizationWindowSeconds ?? 300;
        if (cooldownPeriod === undefined || cooldownPeriod >= window || !placed.goesToZero)
          continue;
        yield {
          path: `${placed.path}.scaling.cooldownPeriod`,
          expected: `at least ${window} seconds, the scale-down window`,
          got: String(cooldownPeriod),
          fix: "raise it, or lower behavior.scaleDown.stabilizationWindowSeconds",
        };
      }
    },
  },
  {
    id: "cooldown/stops-a-new-service",
    severity: "warning",
    because:
      "a new ScaledObject that was never active goes to zero after initialCooldownPeriod, with 0 at once, before the service has started",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { initialCooldownPeriod } = givenScaling(placed);
        const start = placed.service.capacity?.startupSeconds ?? 0;
        if (initialCooldownPeriod === undefined || initialCooldownPeriod >= start) continue;
        if (!placed.goesToZero) continue;
        yield {
          path: `${placed.path}.scaling.initialCooldownPeriod`,
          expected: `at least ${start} seconds, capacity.startupSeconds`,
          got: String(initialCooldownPeriod),
          fix: "raise it, or remove it to have it derived",
        };
      }
    },
  },
];
