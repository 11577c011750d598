import { completeBehavior, type WrittenBehavior } from "../../forecast/hpa/behavior";
import { HorizontalPodAutoscaler } from "../../forecast/hpa/horizontal-pod-autoscaler";
import type { MetricReading } from "../../forecast/hpa/proposal";
import type { Tally } from "./tally";
import { latestAt } from "./timeline";

export interface LiveHpaFile {
  services: Service[];
}

interface Service {
  id: string;
  specChanges: { t: number; spec?: Spec; deleted?: boolean }[];
  memoryDropped: number[];
  syncs: Sync[];
}

interface Spec {
  minReplicas: number | null;
  maxReplicas: number;
  metrics: { name: string; type: "AverageValue" | "Value"; targetMilli: number }[];
  behavior: WrittenBehavior | null;
}

interface Sync {
  t: number;
  /** Moments of the decision, of the stored event, of the last error. */
  td?: number;
  ts?: number;
  te?: number;
  specReplicas: number;
  statusReplicas: number;
  metrics: { name: string; valueMilli?: number; error?: string }[];
  desired: number;
  wrote: boolean;
  proposal?: number;
  readyPods?: number;
  pods?: number;
  getError?: unknown;
}

/** Replays every sync of every recorded HorizontalPodAutoscaler. */
export function replayLiveHpa(file: LiveHpaFile, tally: Tally): void {
  for (const service of file.services) {
    tally.cases++;
    const autoscaler = new HorizontalPodAutoscaler();
    const drops = [...service.memoryDropped];
    for (const sync of service.syncs) {
      while ((drops[0] ?? Infinity) < sync.t) {
        drops.shift();
        autoscaler.forget();
      }
      // A sync that could not read the scale decides nothing.
      if (sync.getError === undefined) replay(service, sync, autoscaler, tally);
    }
  }
}

function replay(service: Service, sync: Sync, autoscaler: HorizontalPodAutoscaler, tally: Tally) {
  const { specReplicas, statusReplicas } = sync;
  const about = `${service.id} at ${sync.t}`;
  const written = specAt(service, sync.t);
  if (written === undefined) {
    tally.fail(about, "a spec", "none");
    return;
  }
  const behavior = written.behavior === null ? undefined : completeBehavior(written.behavior);
  const decided = sync.td ?? sync.te ?? sync.t;
  const { replicas, proposal } = autoscaler.decide(
    { min: written.minReplicas ?? 1, max: written.maxReplicas, behavior },
    { specReplicas, statusReplicas },
    () => readings(written, sync),
    decided,
  );
  tally.compare(
    about,
    { desired: sync.desired, wrote: sync.wrote, proposal: sync.proposal },
    { desired: replicas, wrote: replicas !== specReplicas, proposal: sync.proposal && proposal },
  );
  // What was really written is what the controller remembers.
  if (sync.wrote) autoscaler.stored(behavior, specReplicas, sync.desired, sync.ts ?? decided);
}

/** Changes carry the time of the answer, a millisecond after they are in force. */
function specAt({ specChanges }: Service, t: number): Spec | undefined {
  return latestAt(specChanges, t + 0.001)?.spec;
}

function readings({ metrics }: Spec, sync: Sync): MetricReading[] {
  return metrics.map(({ name, type, targetMilli }) => {
    const valueMilli = sync.metrics.find((metric) => metric.name === name)?.valueMilli;
    if (type === "AverageValue") return { type, targetMilli, valueMilli };
    const pods = { all: sync.pods ?? 0, ready: sync.readyPods ?? 0 };
    return { type, targetMilli, valueMilli, pods };
  });
}
