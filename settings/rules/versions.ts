import {
  compareVersions,
  fixedKeda,
  oldestUsableKeda,
  testedKubernetes,
  versionNumbers,
} from "../facts/keda-floors";
import type { Rule } from "../rule";
import { didYouMean } from "../suggest";

function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}

/** Versions that belong together. */
export const versionRules: readonly Rule[] = [
  {
    id: "versions/unsupported-kubernetes",
    severity: "error",
    because:
      "Cluster Autoscaler must have the cluster's minor, and KEDA and Strimzi are tested with these minors: F-37",
    *check({ settings, versions }) {
      const version = settings.cluster.eks?.version;
      const known = Object.keys(versions.clusterAutoscaler);
      if (version === undefined || known.includes(version)) return;
      yield {
        path: "cluster.eks.version",
        expected: `one of ${known.join(", ")}`,
        got: JSON.stringify(version),
        fix: "leave it out to get the version that everything was checked with",
      };
    },
  },
  {
    id: "versions/oldest-kubernetes",
    severity: "warning",
    because:
      "after its standard support EKS charges six times as much for a cluster: https://aws.amazon.com/eks/pricing/",
    *check({ settings, written, versions }) {
      const version = settings.cluster.eks?.version ?? "";
      const [oldest, ...newer] = Object.keys(versions.clusterAutoscaler);
      if (written.cluster.eks?.version === undefined || version !== oldest || newer.length === 0)
        return;
      const end = versions.eksStandardSupportUntil[version];
      yield {
        path: "cluster.eks.version",
        expected: newer.join(" or "),
        got: `${JSON.stringify(version)}, whose standard support ends on ${end}`,
        fix: "take a newer minor",
      };
    },
  },
  {
    id: "versions/untested-kubernetes",
    severity: "warning",
    because:
      "KEDA, Strimzi and everything else here were not tried with this minor: https://keda.sh/docs/latest/operate/cluster/",
    *check({ settings, written, versions }) {
      const version = settings.cluster.existing?.version ?? "";
      const known = Object.keys(versions.clusterAutoscaler);
      if (written.cluster.existing?.version === undefined || known.includes(version)) return;
      if (minorOf(version) < minorOf(known[0] ?? "") - 2) return;
      yield {
        path: "cluster.existing.version",
        expected: `one of ${known.join(", ")}`,
        got: JSON.stringify(version),
        fix: "upgrade the cluster, or accept it and try",
      };
    },
  },
  {
    id: "versions/kubernetes-too-old",
    severity: "error",
    because: "the operators use APIs that this minor does not have",
    *check({ settings, versions }) {
      const version = settings.cluster.existing?.version;
      const known = Object.keys(versions.clusterAutoscaler);
      if (version === undefined || minorOf(version) >= minorOf(known[0] ?? "") - 2) return;
      yield {
        path: "cluster.existing.version",
        expected: `one of ${known.join(", ")}`,
        got: JSON.stringify(version),
        fix: "upgrade the cluster first",
      };
    },
  },
  {
    id: "versions/kafka",
    severity: "error",
    because: "Strimzi refuses a Kafka that it does not bring, and says so in a status only",
    *check({ settings, versions }) {
      const version = settings.kafka?.strimzi?.version;
      if (version === undefined || versions.kafka.includes(version)) return;
      yield {
        path: "kafka.strimzi.version",
        expected: `one of ${versions.kafka.join(", ")}, which Strimzi ${versions.strimzi} runs`,
        got: JSON.stringify(version),
        fix: didYouMean(version, versions.kafka) || "leave it out",
      };
    },
  },
  {
    id: "versions/keda-too-old",
    severity: "error",
    because:
      "this KEDA refuses initialCooldownPeriod, which every ScaledObject of the platform has",
    *check({ settings }) {
      const version = settings.keda.existing?.version;
      if (version === undefined || compareVersions(versionNumbers(version), oldestUsableKeda) >= 0)
        return;
      yield {
        path: "keda.existing.version",
        expected: `at least ${oldestUsableKeda.join(".")}`,
        got: JSON.stringify(version),
        fix: "upgrade KEDA",
      };
    },
  },
  {
    id: "versions/keda-vulnerable",
    severity: "warning",
    because:
      "CVE-2025-68476: whoever may write a TriggerAuthentication reads any file of KEDA's operator",
    *check({ settings }) {
      const version = settings.keda.existing?.version;
      if (version === undefined) return;
      const numbers = versionNumbers(version);
      if (compareVersions(numbers, oldestUsableKeda) < 0) return;
      const isFixed = fixedKeda.some(
        (fixed) => numbers[1] === fixed[1] && compareVersions(numbers, fixed) >= 0,
      );
      const newest = fixedKeda.at(-1)?.[1] ?? 0;
      if (isFixed || numbers[1] > newest) return;
      yield {
        path: "keda.existing.version",
        expected: `${fixedKeda.map((fixed) => fixed.join(".")).join(" or ")} or later`,
        got: JSON.stringify(version),
        fix: "upgrade KEDA",
      };
    },
  },
  {
    id: "versions/keda-untested",
    severity: "warning",
    because:
      "KEDA is tested with three Kubernetes minors only: https://keda.sh/docs/latest/operate/cluster/",
    *check({ settings, written }) {
      const kubernetes = settings.cluster.existing?.version;
      const keda = written.keda?.existing?.version;
      if (
        kubernetes === undefined ||
        keda === undefined ||
        written.cluster.existing?.version === undefined
      )
        return;
      const { oldest, newest } = testedKubernetes(versionNumbers(keda));
      if (minorOf(kubernetes) >= oldest && minorOf(kubernetes) <= newest) return;
      yield {
        path: "keda.existing.version",
        expected: `a KEDA that is tested with Kubernetes ${kubernetes}`,
        got: `${JSON.stringify(keda)}, which is tested with 1.${oldest} to 1.${newest}`,
        fix: "upgrade the one that is behind",
      };
    },
  },
  {
    id: "keda/none-on-a-new-cluster",
    severity: "error",
    because: "a cluster that is only being made has no KEDA, so that nothing would scale",
    *check({ settings: { cluster, keda } }) {
      if (cluster.eks === undefined || keda.existing === undefined) return;
      yield {
        path: "keda.existing",
        expected: "keda.operator with a new cluster",
        got: "an existing KEDA",
        fix: "remove keda: the operator is installed by default",
      };
    },
  },
];
