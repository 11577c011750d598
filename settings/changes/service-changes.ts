import type { ServiceSettings } from "../generated/settings";
import type { Change, ChangeRule } from "./change-rule";

/** Services that are in both, with the index of the new one. */
function* services({ previous, next }: Change): Generator<{
  i: number;
  before: ServiceSettings<unknown>;
  after: ServiceSettings<unknown>;
}> {
  for (const [i, after] of next.services.entries()) {
    const before = previous.services.find(({ name }) => name === after.name);
    if (before !== undefined) yield { i, before, after };
  }
}

/** Changes of services. */
export const serviceChanges: readonly ChangeRule[] = [
  {
    id: "change/service-removed",
    severity: "warning",
    because:
      "its replicas end within their grace period, at whatever they are working on, and messages wait unread",
    *check({ previous, next }) {
      for (const { name, scaling } of previous.services) {
        if (next.services.some((service) => service.name === name)) continue;
        yield {
          path: "services",
          expected: `"${name}", as it is deployed`,
          got: `a list without it, while up to ${scaling.maxReplicaCount} replicas run`,
          fix: 'drain it first: set the annotation autoscaling.keda.sh/paused-replicas: "0" in scaling.annotations, deploy, then remove it',
        };
      }
    },
  },
  {
    id: "change/consumer-group",
    severity: "warning",
    because:
      "a new group has no offsets: it begins at offsetResetPolicy, so that messages are worked on twice or never",
    *check(change) {
      for (const { i, before, after } of services(change)) {
        const [old, now] = [before.consumes?.consumerGroup, after.consumes?.consumerGroup];
        if (old === undefined || now === undefined || old === now) continue;
        yield {
          path: `services[${i}].consumes.consumerGroup`,
          expected: `${JSON.stringify(old)}, as it is deployed`,
          got: `${JSON.stringify(now)}, which begins at the ${after.consumes?.offsetResetPolicy} message`,
          fix: "keep it, or copy the offsets with kafka-consumer-groups --reset-offsets first",
        };
      }
    },
  },
  {
    id: "change/consumed-topic",
    severity: "warning",
    because: "what waits in the old topic is read by nobody any more",
    *check(change) {
      for (const { i, before, after } of services(change)) {
        const [old, now] = [before.consumes?.topic, after.consumes?.topic];
        if (old === undefined || old === now) continue;
        if (change.next.services.some(({ consumes }) => consumes?.topic === old)) continue;
        yield {
          path: `services[${i}].consumes.topic`,
          expected: `${JSON.stringify(old)}, as it is deployed`,
          got: now === undefined ? "nothing" : JSON.stringify(now),
          fix: "let the old topic run empty first",
        };
      }
    },
  },
  {
    id: "change/namespace",
    severity: "warning",
    because:
      "the service is deleted and made anew; Secrets that it names must exist in the other namespace",
    *check(change) {
      for (const { i, before, after } of services(change)) {
        if (before.namespace === after.namespace) continue;
        yield {
          path: `services[${i}].namespace`,
          expected: `${JSON.stringify(before.namespace)}, as it is deployed`,
          got: JSON.stringify(after.namespace),
          fix: "copy its Secrets first, and expect a pause",
        };
      }
    },
  },
];
