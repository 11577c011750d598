import type { FallbackBehavior } from "../../forecast/keda/fallback";
import type { Metadata } from "../../forecast/keda/kafka-trigger";

/** live-keda.json, as LIVE.md describes it, as far as the replay reads it. Times in seconds since `epochMs`. */
export interface LiveKedaFile {
  epochMs: number;
  services: LiveService[];
}

export interface LiveService {
  id: string;
  createdAt: number;
  specChanges: { t: number; spec: ScaledObjectSpec }[];
  annotations: { t: number; annotations: Record<string, string | undefined> }[];
  streams: LiveStream[];
  polls: PollRow[];
  hpaFetches: FetchRow[];
  served: ServedRow[];
  kedaWrites: Write[];
  handWrites: Write[];
  hpaWrites: Write[];
  lastActive: [seen: number, value: number][];
  health: { t: number; health: Record<string, [failures: number, status: string]> }[];
  replicas: [t: number, spec: number, status: number, ready: number][];
  replicas0: number;
}

export interface ScaledObjectSpec {
  minReplicaCount?: number;
  idleReplicaCount?: number | null;
  cooldownPeriod?: number;
  initialCooldownPeriod?: number;
  triggers: LiveTrigger[];
  fallback?: { failureThreshold: number; replicas: number; behavior?: FallbackBehavior } | null;
  advanced?: {
    scalingModifiers?: { formula?: string; target?: string; activationTarget?: string };
  };
}

export interface LiveTrigger {
  type: string;
  name?: string;
  metricType?: "AverageValue" | "Value";
  metadata: Metadata;
}

/** Offsets of one topic and group, as changes: milliseconds since the row before, duration, then partition and change. */
export interface LiveStream {
  topic: string;
  group: string;
  partitions: number;
  offsets: { p: number[][]; c: number[][] };
}

export type PollRow = [
  t: number,
  trigger: number,
  valueMilli: number | null,
  active: number,
  error?: string,
];

export type FetchRow = [
  t: number,
  trigger: number,
  valueMilli: number | null,
  fromCache: number,
  error?: string,
];

export type ServedRow = [
  from: number,
  t: number,
  trigger: number,
  valueMilli: number | null,
  error?: string,
];

export interface Write {
  t: number;
  from: number;
  to: number;
}
