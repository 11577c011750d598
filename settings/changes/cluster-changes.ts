import type { EksSettings } from "../generated/settings";
import { compare, kept, numbersOf, type Change, type ChangeRule } from "./change-rule";

const replaced =
  "a change here replaces the cluster with everything in it: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html";

/** Both sides' EKS settings, while there are two. */
function eksOf({
  previous,
  next,
}: Change): { before: EksSettings<unknown>; after: EksSettings<unknown> } | undefined {
  const { eks: before } = previous.cluster;
  const { eks: after } = next.cluster;
  return before === undefined || after === undefined ? undefined : { before, after };
}

/** Changes of the cluster that AWS refuses or answers with a new cluster. */
export const clusterChanges: readonly ChangeRule[] = [
  {
    id: "change/cluster-kind",
    severity: "error",
    because: "the platform would leave one cluster and begin again in another",
    *check({ previous, next }) {
      const kind = (settings: Change["next"]): string =>
        settings.cluster.eks === undefined ? "existing" : "eks";
      yield* kept(
        "cluster",
        kind(previous),
        kind(next),
        "make a new stack for the other cluster and move over",
      );
    },
  },
  {
    id: "change/cluster-name",
    severity: "error",
    because: replaced,
    *check(change) {
      const eks = eksOf(change);
      if (eks === undefined) return;
      yield* kept(
        "cluster.eks.name",
        eks.before.name,
        eks.after.name,
        "keep the name; to change it, make a new stack and move over",
      );
    },
  },
  {
    id: "change/region",
    severity: "error",
    because:
      "everything is made anew in the other region, and the state still points at the old one",
    *check(change) {
      const eks = eksOf(change);
      if (eks === undefined) return;
      yield* kept(
        "cluster.eks.region",
        eks.before.region,
        eks.after.region,
        "make a new stack for the other region",
      );
    },
  },
  {
    id: "change/account",
    severity: "error",
    because: "the state names resources of the old account, which the new one does not have",
    *check(change) {
      const eks = eksOf(change);
      if (eks?.before.accountId === undefined || eks.after.accountId === undefined) return;
      yield* kept(
        "cluster.eks.accountId",
        eks.before.accountId,
        eks.after.accountId,
        "make a new stack for the other account",
      );
    },
  },
  {
    id: "change/service-cidr",
    severity: "error",
    because: replaced,
    *check(change) {
      const eks = eksOf(change);
      if (eks === undefined) return;
      yield* kept(
        "cluster.eks.network.serviceCidr",
        eks.before.network.serviceCidr,
        eks.after.network.serviceCidr,
        "keep it: EKS never changes it",
      );
    },
  },
  {
    id: "change/network",
    severity: "error",
    because: replaced,
    *check(change) {
      const eks = eksOf(change);
      if (eks === undefined) return;
      const [before, after] = [eks.before.network, eks.after.network];
      const path = "cluster.eks.network";
      const fix = "keep it; to move to another network, make a new stack";
      const kind = (network: typeof before): string =>
        network.vpc === undefined ? "existing" : "vpc";
      yield* kept(path, kind(before), kind(after), fix);
      if (kind(before) !== kind(after)) return;
      yield* kept(`${path}.vpc.cidr`, before.vpc?.cidr, after.vpc?.cidr, fix);
      yield* kept(`${path}.existing.vpcId`, before.existing?.vpcId, after.existing?.vpcId, fix);
    },
  },
  {
    id: "change/subnets",
    severity: "error",
    because: replaced,
    *check(change) {
      const eks = eksOf(change);
      const path = "cluster.eks.network";
      const zones = (settings: EksSettings<unknown> | undefined): string | undefined =>
        settings?.network.vpc?.availabilityZones.join(", ");
      if (zones(eks?.before) !== undefined && zones(eks?.after) !== undefined) {
        yield* kept(
          `${path}.vpc.availabilityZones`,
          zones(eks?.before),
          zones(eks?.after),
          "keep them in their order: subnets are cut out of the VPC by it",
        );
      }
      const subnets = eks?.after.network.existing?.subnets;
      for (const { subnetId } of eks?.before.network.existing?.subnets ?? []) {
        if (typeof subnetId !== "string" || subnets === undefined) continue;
        if (
          subnets.some(
            (subnet) => typeof subnet.subnetId === "function" || subnet.subnetId === subnetId,
          )
        )
          continue;
        yield {
          path: `${path}.existing.subnets`,
          expected: `subnet "${subnetId}", as it is deployed`,
          got: "a list without it",
          fix: "keep it; others may be added",
        };
      }
    },
  },
  {
    id: "change/kms-key",
    severity: "error",
    because:
      "encryption of Secrets cannot be moved to another key or turned off: https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
    *check(change) {
      const eks = eksOf(change);
      if (eks === undefined) return;
      yield* kept(
        "cluster.eks.kmsKeyArn",
        eks.before.kmsKeyArn,
        eks.after.kmsKeyArn,
        "keep it: KMS rotates the key by itself",
      );
    },
  },
  {
    id: "change/kubernetes-downgrade",
    severity: "error",
    because: "EKS does not lower a version, and Pulumi would replace the cluster",
    *check({ previous, next }) {
      const [before, after] = [previous.cluster.eks?.version, next.cluster.eks?.version];
      if (before === undefined || after === undefined || compare(after, before) >= 0) return;
      yield {
        path: "cluster.eks.version",
        expected: `"${before}" or newer`,
        got: `"${after}"`,
        fix: "keep the version",
      };
    },
  },
  {
    id: "change/kubernetes-skips-minors",
    severity: "error",
    because:
      "EKS goes up by one minor at a time, nodes following: https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html",
    *check({ previous, next }) {
      const [before, after] = [previous.cluster.eks?.version, next.cluster.eks?.version];
      if (before === undefined || after === undefined) return;
      const minor = numbersOf(before)[1] ?? 0;
      if ((numbersOf(after)[1] ?? 0) - minor <= 1) return;
      yield {
        path: "cluster.eks.version",
        expected: `"1.${minor + 1}" first`,
        got: `"${after}" after "${before}"`,
        fix: "deploy each minor in turn",
      };
    },
  },
  {
    id: "change/environment-lowered",
    severity: "warning",
    because: "deletion protection goes and defaults shrink, for what people may still depend on",
    *check({ previous, next }) {
      if (previous.environment !== "production" || next.environment === "production") return;
      yield {
        path: "environment",
        expected: '"production", as it is deployed',
        got: JSON.stringify(next.environment),
        fix: "keep it while anybody uses this stack",
      };
    },
  },
  {
    id: "change/administrators",
    severity: "warning",
    because:
      "when no administrator of before stays, whoever deploys this may lock themselves out half way",
    *check(change) {
      const eks = eksOf(change);
      const admins = ({ admins: entries }: EksSettings<unknown>): string[] =>
        entries
          .filter(({ policy }) => policy === "AmazonEKSClusterAdminPolicy")
          .map(({ principalArn }) => principalArn);
      if (eks === undefined) return;
      const before = admins(eks.before);
      if (before.length === 0 || admins(eks.after).some((arn) => before.includes(arn))) return;
      yield {
        path: "cluster.eks.admins",
        expected: "an administrator of before to stay for this deploy",
        got: "only new ones",
        fix: "add the new ones first, and remove the old ones with the next deploy",
      };
    },
  },
];
