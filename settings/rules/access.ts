import { parseArn, partitionOf } from "../arn";
import type { PlatformSettings } from "../generated/settings";
import type { Rule } from "../rule";

/** Cluster administrators beyond which nobody can say any more who they are. */
const manyAdministrators = 5;

/** Every ARN that is known before the deploy, with its path. */
function* arns({
  cluster,
  kafka,
  services,
}: PlatformSettings<unknown>): Generator<[string, string]> {
  const { eks } = cluster;
  for (const [i, { principalArn }] of (eks?.admins ?? []).entries())
    yield [`cluster.eks.admins[${i}].principalArn`, principalArn];
  if (eks?.kmsKeyArn !== undefined) yield ["cluster.eks.kmsKeyArn", eks.kmsKeyArn];
  if (eks?.permissionsBoundaryArn !== undefined)
    yield ["cluster.eks.permissionsBoundaryArn", eks.permissionsBoundaryArn];
  if (kafka?.msk !== undefined) yield ["kafka.msk.clusterArn", kafka.msk.clusterArn];
  for (const [i, { permissions }] of services.entries()) {
    for (const [j, { resources }] of permissions.entries()) {
      for (const [k, arn] of resources.entries()) {
        if (typeof arn === "string")
          yield [`services[${i}].permissions[${j}].resources[${k}]`, arn];
      }
    }
  }
}

/** Principals, keys and accounts. */
export const accessRules: readonly Rule[] = [
  {
    id: "access/partition",
    severity: "error",
    because:
      "an ARN of another partition names something that does not exist in this one: China and GovCloud are apart",
    *check({ settings }) {
      const region = settings.cluster.eks?.region;
      if (region === undefined) return;
      for (const [path, text] of arns(settings)) {
        const arn = parseArn(text);
        if (arn === undefined || arn.partition === partitionOf(region)) continue;
        yield {
          path,
          expected: `an ARN that begins with "arn:${partitionOf(region)}:", as in ${region}`,
          got: `"arn:${arn.partition}:…"`,
          fix: "correct the partition, or the region",
        };
      }
    },
  },
  {
    id: "access/key-of-another-region",
    severity: "error",
    because:
      "EKS encrypts Secrets by a key of its own region only: https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
    *check({ settings: { cluster } }) {
      const arn = parseArn(cluster.eks?.kmsKeyArn ?? "");
      if (cluster.eks === undefined || arn === undefined || arn.region === cluster.eks.region)
        return;
      yield {
        path: "cluster.eks.kmsKeyArn",
        expected: `a key in ${cluster.eks.region}`,
        got: `one in ${arn.region}`,
        fix: "take a key of the cluster's region, or leave it out to get one",
      };
    },
  },
  {
    id: "access/boundary-of-another-account",
    severity: "error",
    because: "IAM takes a permissions boundary of the role's own account, or one that AWS manages",
    *check({ settings: { cluster } }) {
      const arn = parseArn(cluster.eks?.permissionsBoundaryArn ?? "");
      const account = cluster.eks?.accountId;
      if (
        arn === undefined ||
        account === undefined ||
        arn.account === account ||
        arn.account === "aws"
      )
        return;
      yield {
        path: "cluster.eks.permissionsBoundaryArn",
        expected: `a policy of account ${account}`,
        got: `one of ${arn.account}`,
        fix: "correct the account id",
      };
    },
  },
  {
    id: "access/another-account",
    severity: "warning",
    because:
      "what belongs to another account must let this one in, and is often a leftover of the stack that was copied",
    *check({ settings }) {
      const account = settings.cluster.eks?.accountId;
      if (account === undefined) return;
      for (const [path, text] of arns(settings)) {
        const arn = parseArn(text);
        if (arn === undefined || !/^\d{12}$/.test(arn.account) || arn.account === account) continue;
        if (path.endsWith("permissionsBoundaryArn")) continue;
        yield {
          path,
          expected: `something of account ${account}`,
          got: `an ARN of account ${arn.account}`,
          fix: "correct the account id, or silence this with the reason",
        };
      }
    },
  },
  {
    id: "access/cluster-of-another-region",
    severity: "warning",
    because: "brokers in another region answer slowly, and every message is paid for twice",
    *check({ settings: { cluster, kafka } }) {
      const arn = parseArn(kafka?.msk?.clusterArn ?? "");
      if (cluster.eks === undefined || arn === undefined || arn.region === cluster.eks.region)
        return;
      yield {
        path: "kafka.msk.clusterArn",
        expected: `an MSK cluster in ${cluster.eks.region}`,
        got: `one in ${arn.region}`,
        fix: "correct the region",
      };
    },
  },
  {
    id: "access/duplicate-principal",
    severity: "error",
    because:
      "EKS has one access entry a principal and refuses the second: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    *check({ settings: { cluster } }) {
      const admins = cluster.eks?.admins ?? [];
      for (const [i, { principalArn, policy }] of admins.entries()) {
        const j = admins.findIndex((admin) => admin.principalArn === principalArn);
        if (j === i) continue;
        yield {
          path: `cluster.eks.admins[${i}].principalArn`,
          expected: "every principal once",
          got: `that of admins[${j}], ${admins[j]?.policy === policy ? "with the same rights" : "with other rights"}`,
          fix: "keep one entry",
        };
      }
    },
  },
  {
    id: "access/service-linked-role",
    severity: "error",
    because: "EKS refuses an access entry for a role that AWS's own services use",
    *check({ settings: { cluster } }) {
      for (const [i, { principalArn }] of (cluster.eks?.admins ?? []).entries()) {
        if (!principalArn.includes(":role/aws-service-role/")) continue;
        yield {
          path: `cluster.eks.admins[${i}].principalArn`,
          expected: "a role that people or pipelines assume",
          got: "a service-linked role",
          fix: "name another role",
        };
      }
    },
  },
  {
    id: "access/nobody-administers",
    severity: "error",
    because:
      "nobody gets rights by having created the cluster, so without a cluster administrator not even this deploy can install anything",
    *check({ settings: { cluster } }) {
      const admins = cluster.eks?.admins ?? [];
      const full = admins.some(
        ({ policy, namespaces }) =>
          policy === "AmazonEKSClusterAdminPolicy" && namespaces.length === 0,
      );
      if (cluster.eks === undefined || admins.length === 0 || full) return;
      yield {
        path: "cluster.eks.admins",
        expected: "an entry with AmazonEKSClusterAdminPolicy for the whole cluster",
        got: "none",
        fix: "add the role that deploys",
      };
    },
  },
  {
    id: "access/many-administrators",
    severity: "warning",
    because: "cluster-admin is for few: CIS EKS 4.1.1",
    *check({ settings: { cluster } }) {
      const full = (cluster.eks?.admins ?? []).filter(
        ({ policy, namespaces }) =>
          policy === "AmazonEKSClusterAdminPolicy" && namespaces.length === 0,
      );
      if (full.length <= manyAdministrators) return;
      yield {
        path: "cluster.eks.admins",
        expected: `at most ${manyAdministrators} cluster administrators`,
        got: String(full.length),
        fix: "give the others AmazonEKSEditPolicy or AmazonEKSViewPolicy, or one role that they assume",
      };
    },
  },
  {
    id: "production/deletion-protection",
    severity: "warning",
    because: "one command loses the cluster: check 7",
    *check({ settings, written }) {
      if (
        settings.environment !== "production" ||
        written.cluster.eks?.deletionProtection !== false
      )
        return;
      yield {
        path: "cluster.eks.deletionProtection",
        expected: "true in production",
        got: "false",
        fix: "remove it, unless the stack is to be destroyed next",
      };
    },
  },
];
