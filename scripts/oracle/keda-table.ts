import { noPauses, runExecutor } from "../../forecast/keda/executor";
import {
  fallbackMetricMilli,
  judgeHealth,
  type Fallback,
  type FallbackBehavior,
} from "../../forecast/keda/fallback";
import {
  readKafkaTrigger,
  type KafkaTrigger,
  type Metadata,
} from "../../forecast/keda/kafka-trigger";
import { evenReplicas, factorsOf, partitionLag, totalLag } from "../../forecast/keda/lag";
import { countedPartitions, parsePartitionList } from "../../forecast/keda/partition-list";
import { judgeEndToEnd } from "./keda-end-to-end";
import type { Judge } from "./table";

interface MetadataRow {
  metadata: Metadata;
  expected: { error: boolean; partitionLimitation?: number[] | null };
}

interface PartitionListRow {
  input: string;
  expected: { error: boolean; partitions: number[] | null };
}

interface PartitionLagRow extends KafkaTrigger {
  committedOffset: number;
  latestOffset: number | null;
  previousOffset: number | null;
  expected: { lag: number; lagWithPersistent: number };
}

interface TotalLagRow extends KafkaTrigger {
  partitionLags: number[];
  expected: { metric: number; active: boolean };
}

interface ExecutorRow {
  active: boolean;
  error: boolean;
  currentReplicas: number;
  minReplicaCount: number | null;
  idleReplicaCount: number | null;
  lastActiveAgeSeconds?: number | null;
  createdAgeSeconds?: number | null;
  cooldownPeriod?: number | null;
  initialCooldownPeriod?: number | null;
  fallbackReplicas?: number | null;
  annotation?: string | null;
  expected: { replicas: number; lastActiveTimeSet?: boolean };
}

interface FallbackRow {
  behavior?: string;
  fallbackReplicas?: number | null;
  failureThreshold?: number;
  failuresBefore: number;
  targetAverageValue?: number;
  targetValue?: number;
  currentReplicas?: number;
  readyReplicas?: number;
  expected: { metric?: number | null; error?: boolean; failuresAfter?: number };
}

/** The groups of keda.json. */
export const kedaJudges: Record<string, Judge> = {
  kafkaTriggerMetadata: ({ metadata, expected }: MetadataRow) => {
    const trigger = readKafkaTrigger(metadata);
    const list = "fault" in trigger ? null : trigger.partitionLimitation;
    const answer = { error: "fault" in trigger };
    if (!("partitionLimitation" in expected)) return { expected, actual: answer };
    return {
      expected: { ...expected, partitionLimitation: expected.partitionLimitation ?? [] },
      actual: { ...answer, partitionLimitation: list ?? [] },
    };
  },

  partitionLimitation: ({ input, expected }: PartitionListRow) => {
    const list = parsePartitionList(input);
    const error = "fault" in list;
    return {
      expected: { ...expected, partitions: expected.partitions ?? [] },
      actual: { error, partitions: error ? [] : list.partitions },
    };
  },

  topicPartitions: (row: {
    partitionLimitation: string;
    topicPartitions: number[];
    expected: unknown;
  }) => {
    const list = parsePartitionList(row.partitionLimitation);
    const partitions = "fault" in list ? [] : list.partitions;
    const active = countedPartitions(row.topicPartitions, partitions);
    return { expected: row.expected, actual: { active } };
  },

  factors: ({ n, expected }: { n: number; expected: unknown }) => ({
    expected,
    actual: { factors: factorsOf(n) },
  }),

  evenDistributionFactor: (row: {
    totalLag: number;
    partitions: number;
    lagThreshold: number;
    expected: unknown;
  }) => ({
    expected: row.expected,
    actual: { factor: evenReplicas(row.totalLag, row.partitions, row.lagThreshold) },
  }),

  partitionLag: ({ expected, ...row }: PartitionLagRow) => {
    const committed = row.committedOffset === -1 ? undefined : row.committedOffset;
    const seen = row.previousOffset ?? undefined;
    const { lag, withPersistent } = partitionLag(
      committed,
      row.latestOffset ?? undefined,
      seen,
      row,
    );
    return { expected, actual: { lag, lagWithPersistent: withPersistent } };
  },

  totalLag: ({ expected, partitionLags, ...row }: TotalLagRow) => {
    const lags = partitionLags.map((lag) => ({ lag, withPersistent: lag }));
    const { value, active } = totalLag(lags, row);
    return { expected, actual: { metric: value, active } };
  },

  kafkaEndToEnd: judgeEndToEnd,
  executor: judgeExecutor,
  fallback: judgeFallback,
};

/** Now is 0; a workload whose age is not given is a day old. */
function judgeExecutor({ expected, annotation, ...row }: ExecutorRow) {
  const age = row.lastActiveAgeSeconds ?? undefined;
  const { replicas, wasActive } = runExecutor(
    {
      minReplicaCount: row.minReplicaCount ?? 0,
      idleReplicaCount: row.idleReplicaCount ?? undefined,
      cooldownPeriod: row.cooldownPeriod ?? 300,
      initialCooldownPeriod: row.initialCooldownPeriod ?? 0,
      fallbackReplicas: row.fallbackReplicas ?? undefined,
    },
    {
      replicas: row.currentReplicas,
      createdAt: -(row.createdAgeSeconds ?? 86_400),
      lastActiveAt: age === undefined ? undefined : -age,
    },
    {
      ...noPauses,
      paused: annotation === "paused" || annotation === "paused-replicas",
      scaleIn: annotation === "paused-scale-in",
      scaleOut: annotation === "paused-scale-out",
      forceActivation: annotation === "force-activation",
    },
    row,
    0,
  );
  const answer = { replicas: replicas ?? row.currentReplicas };
  const told = "lastActiveTimeSet" in expected;
  return { expected, actual: told ? { ...answer, lastActiveTimeSet: wasActive } : answer };
}

const behaviors: readonly FallbackBehavior[] = [
  "static",
  "currentReplicas",
  "currentReplicasIfHigher",
  "currentReplicasIfLower",
  "scalingModifiers",
];

function judgeFallback({ expected, ...row }: FallbackRow) {
  const behavior = row.behavior?.split(" ")[0];
  const replicas = row.fallbackReplicas ?? undefined;
  const fallback: Fallback | undefined =
    replicas === undefined
      ? undefined
      : {
          failureThreshold: row.failureThreshold ?? 0,
          replicas,
          behavior: behaviors.find((known) => known === behavior) ?? "static",
        };
  const { failures, fallsBack } = judgeHealth(row.failuresBefore, true, fallback);
  const workload = {
    specReplicas: row.currentReplicas ?? 0,
    readyReplicas: row.readyReplicas ?? row.currentReplicas ?? 0,
  };
  const target = row.targetAverageValue ?? row.targetValue ?? NaN;
  const type = row.targetValue === undefined ? "AverageValue" : "Value";
  const milli =
    fallsBack && fallback ? fallbackMetricMilli(fallback, workload, target, type) : undefined;
  const answer = {
    metric: milli === undefined ? null : milli / 1000,
    error: milli === undefined,
    failuresAfter: failures,
  };
  const asked = Object.entries(answer).filter(([key]) => key in expected);
  return { expected, actual: Object.fromEntries(asked) };
}
