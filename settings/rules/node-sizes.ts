import type { Rule } from "../rule";

/** Numbers, names and zones of node groups, their autoscaler and their warm pools. */
export const nodeSizeRules: readonly Rule[] = [
  {
    id: "nodes/duplicate-name",
    severity: "error",
    because: "two resources would have one name",
    *check({ settings }) {
      const names = (settings.nodes?.groups ?? []).map(({ name }) => name);
      for (const [i, name] of names.entries()) {
        if (names.indexOf(name) === i) continue;
        yield {
          path: `nodes.groups[${i}].name`,
          expected: "a name of its own",
          got: `${JSON.stringify(name)}, as nodes.groups[${names.indexOf(name)}]`,
          fix: "rename one",
        };
      }
    },
  },
  {
    id: "nodes/name-of-a-zone-group",
    severity: "error",
    because: "a perZone group becomes one managed group for each zone, named after both",
    *check({ settings }) {
      const groups = settings.nodes?.groups ?? [];
      for (const [i, { name }] of groups.entries()) {
        const owner = groups.find(
          (group) =>
            group.perZone &&
            (group.availabilityZones ?? []).some(
              (zone) =>
                name === `${group.name}-${zone}` || name === `${group.name}-${zone.slice(-1)}`,
            ),
        );
        if (owner === undefined) continue;
        yield {
          path: `nodes.groups[${i}].name`,
          expected: `a name that no zone's part of "${owner.name}" has`,
          got: JSON.stringify(name),
          fix: "rename it",
        };
      }
    },
  },
  {
    id: "nodes/min-above-max",
    severity: "error",
    because: "the Auto Scaling group's API refuses it after minutes of work",
    *check({ settings }) {
      for (const [i, { minSize, maxSize }] of (settings.nodes?.groups ?? []).entries()) {
        if (minSize <= maxSize) continue;
        yield {
          path: `nodes.groups[${i}].minSize`,
          expected: `at most maxSize, ${maxSize}`,
          got: String(minSize),
          fix: "raise maxSize or lower minSize",
        };
      }
    },
  },
  {
    id: "nodes/one-zone-per-zone",
    severity: "warning",
    because: "perZone over one zone is the same as without it, and says something else",
    *check({ settings, written }) {
      for (const [i, group] of (written.nodes?.groups ?? []).entries()) {
        if (settings.nodes?.groups[i]?.perZone !== true || group.availabilityZones?.length !== 1)
          continue;
        yield {
          path: `nodes.groups[${i}].perZone`,
          expected: "false for a group in one zone",
          got: "true",
          fix: "remove perZone, or list more zones",
        };
      }
    },
  },
  {
    id: "nodes/expander-without-choice",
    severity: "warning",
    because:
      "priority means spot before on-demand; when all groups are bought alike it decides nothing",
    *check({ settings, written }) {
      if (written.nodes?.autoscaler?.expander !== "priority") return;
      const kinds = new Set(settings.nodes?.groups.map(({ capacityType }) => capacityType));
      if (kinds.size > 1) return;
      yield {
        path: "nodes.autoscaler.expander",
        expected: "priority only with spot and on-demand groups",
        got: `priority with ${[...kinds].join(", ")} groups`,
        fix: "leave it out: it is derived",
      };
    },
  },
  {
    id: "nodes/grace-cut-short",
    severity: "error",
    because:
      "Cluster Autoscaler ends a node after that time, with the work that is still running on it: F-39",
    *check({ settings }) {
      const limit = settings.nodes?.autoscaler.maxGracefulTerminationSeconds;
      const longest = settings.services.reduce(
        (most, { terminationGracePeriodSeconds: grace }) => Math.max(most, grace),
        0,
      );
      if (limit === undefined || limit >= longest) return;
      const slowest = settings.services.find(
        ({ terminationGracePeriodSeconds: grace }) => grace === longest,
      );
      yield {
        path: "nodes.autoscaler.maxGracefulTerminationSeconds",
        expected: `at least ${longest}, the grace period of "${slowest?.name}"`,
        got: String(limit),
        fix: "leave it out: it is derived",
      };
    },
  },
  {
    id: "nodes/busy-nodes-go",
    severity: "warning",
    because:
      "nodes that are nearly full count as unneeded, so that pods are moved around all the time",
    *check({ settings, written }) {
      const given: [string, number | undefined][] = [
        [
          "nodes.autoscaler.scaleDownUtilizationThreshold",
          settings.nodes?.autoscaler.scaleDownUtilizationThreshold,
        ],
        ...(written.nodes?.groups ?? []).map(({ scaleDown }, i): [string, number | undefined] => [
          `nodes.groups[${i}].scaleDown.utilizationThreshold`,
          scaleDown?.utilizationThreshold,
        ]),
      ];
      for (const [path, share] of given) {
        if (share === undefined || share <= 0.85) continue;
        yield { path, expected: "at most 0.85", got: String(share), fix: "lower it" };
      }
    },
  },
];
