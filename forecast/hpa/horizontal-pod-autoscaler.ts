import { controllerDefaults, type Behavior } from "./behavior";
import { propose, type MetricReading, type Scale } from "./proposal";
import { limitRate, limitWithoutBehavior, type Range, type ScaleHistory } from "./rate-limit";
import { storeEvent } from "./scale-events";
import { stabilize, stabilizeWithoutBehavior, type Recommendation } from "./stabilization";

/** What a HorizontalPodAutoscaler object says. Undefined `behavior` is not the default behavior: other rules hold. */
export interface AutoscalerSpec extends Range {
  behavior: Behavior | undefined;
}

/** What led to a decision. */
export type DecisionKind = "disabled" | "above max" | "below min" | "metric error" | "metrics";

export interface Decision {
  replicas: number;
  kind: DecisionKind;
  /** What the metrics asked for, before stabilization and limits. */
  proposal: number | undefined;
}

/** Everything that the controller remembers of one object. Plain data, to be copied or compared. */
export interface AutoscalerMemory {
  /** Undefined until the first sync, which stores the replicas it finds. */
  recommendations: Recommendation[] | undefined;
  history: ScaleHistory;
}

/**
 * The decisions of kube-controller-manager about one workload, equal to those of Kubernetes 1.35. It has no clock: the time of
 * each call, in seconds, comes from the caller, and the same calls give the same decisions.
 *
 * A real sync stamps its decision some milliseconds before its event. `decide` and `stored` take the two times apart, because
 * a policy period of 15 s that ends between them decides whether the next step comes a sync later.
 */
export class HorizontalPodAutoscaler {
  readonly memory: AutoscalerMemory;

  constructor(memory?: AutoscalerMemory) {
    this.memory = memory ?? { recommendations: undefined, history: { up: [], down: [] } };
  }

  /** What the next sync does. `metrics` is called only when the controller would ask for them. */
  decide(
    spec: AutoscalerSpec,
    scale: Scale,
    metrics: () => readonly MetricReading[],
    now: number,
  ): Decision {
    const { specReplicas: current } = scale;
    this.memory.recommendations ??= [{ replicas: current, at: now }];
    if (current === 0 && spec.min !== 0) return still(0, "disabled");
    if (current > spec.max) return still(spec.max, "above max");
    if (current < spec.min) return still(spec.min, "below min");
    const proposal = propose(metrics(), scale, spec.behavior);
    if (proposal === undefined) return still(current, "metric error");
    return { replicas: this.normalize(spec, current, proposal, now), kind: "metrics", proposal };
  }

  /** Remembers a change that the sync wrote. Without `behavior` nothing is remembered. */
  stored(behavior: Behavior | undefined, from: number, to: number, now: number): void {
    if (behavior === undefined || from === to) return;
    const { up, down } = this.memory.history;
    if (to > from) storeEvent(up, to - from, behavior.scaleUp, now);
    else storeEvent(down, from - to, behavior.scaleDown, now);
  }

  /** What the deletion of the object does, up to 15 s after it. */
  forget(): void {
    this.memory.recommendations = undefined;
    this.memory.history = { up: [], down: [] };
  }

  private normalize(spec: AutoscalerSpec, current: number, proposal: number, now: number): number {
    const { recommendations = [], history } = this.memory;
    const { behavior } = spec;
    if (behavior === undefined) {
      const window = controllerDefaults.downscaleStabilizationSeconds;
      const stable = stabilizeWithoutBehavior(recommendations, proposal, window, now);
      return limitWithoutBehavior(current, stable, spec).replicas;
    }
    const windows = {
      up: behavior.scaleUp.stabilizationWindowSeconds,
      down: behavior.scaleDown.stabilizationWindowSeconds,
    };
    const stable = stabilize(recommendations, current, proposal, windows, now);
    return limitRate(current, stable, spec, behavior, history, now).replicas;
  }
}

function still(replicas: number, kind: DecisionKind): Decision {
  return { replicas, kind, proposal: undefined };
}
