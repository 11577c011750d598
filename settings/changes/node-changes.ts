import type { NodeGroupSettings } from "../generated/settings";
import type { Change, ChangeRule } from "./change-rule";

/** Groups that are in both, with the index of the new one. */
function* groups({
  previous,
  next,
}: Change): Generator<{ i: number; before: NodeGroupSettings; after: NodeGroupSettings }> {
  for (const [i, after] of (next.nodes?.groups ?? []).entries()) {
    const before = previous.nodes?.groups.find(({ name }) => name === after.name);
    if (before !== undefined) yield { i, before, after };
  }
}

/** Changes of node groups. */
export const nodeChanges: readonly ChangeRule[] = [
  {
    id: "change/node-group-removed",
    severity: "warning",
    because: "all of its nodes are drained at once, and pods go where there is room",
    *check({ previous, next }) {
      for (const { name } of previous.nodes?.groups ?? []) {
        if (next.nodes?.groups.some((group) => group.name === name)) continue;
        yield {
          path: "nodes.groups",
          expected: `"${name}", as it is deployed`,
          got: "a list without it",
          fix: "add the group that takes over first, and remove this one with the next deploy",
        };
      }
    },
  },
  {
    id: "change/nodes-replaced",
    severity: "warning",
    because: "AWS makes the group anew, and the pods on all of its nodes move",
    *check(change) {
      for (const { i, before, after } of groups(change)) {
        for (const key of [
          "instanceTypes",
          "capacityType",
          "amiType",
          "diskGiB",
          "perZone",
        ] as const) {
          const [old, now] = [JSON.stringify(before[key]), JSON.stringify(after[key])];
          if (old === now) continue;
          yield {
            path: `nodes.groups[${i}].${key}`,
            expected: `${old}, as it is deployed`,
            got: now,
            fix: "deploy it in a quiet hour, or add a second group and move over",
          };
        }
      }
    },
  },
  {
    id: "change/kafka-zones",
    severity: "error",
    because: "a broker's volume cannot leave its zone, so that the broker stays pending for ever",
    *check(change) {
      const kafka =
        change.next.kafka?.strimzi?.nodeGroup ?? change.previous.kafka?.strimzi?.nodeGroup;
      for (const { i, before, after } of groups(change)) {
        if (after.name !== kafka) continue;
        const gone = (before.availabilityZones ?? []).filter(
          (zone) => !(after.availabilityZones ?? []).includes(zone),
        );
        if (gone.length === 0) continue;
        yield {
          path: `nodes.groups[${i}].availabilityZones`,
          expected: `${gone.join(", ")} too, where brokers have volumes`,
          got: (after.availabilityZones ?? []).join(", "),
          fix: "keep the zones",
        };
      }
    },
  },
];
