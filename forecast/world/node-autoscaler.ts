import { nextLoopAt, type EndedLoop } from "../nodes/loop-timer";
import { allVeryNew, type PendingPod } from "../nodes/pending";
import type { Random } from "../traffic/random";
import type { Cluster } from "./cluster";
import type { Pod } from "./pod";
import { ScaleDown } from "./scale-down";
import { ScaleUp } from "./scale-up";
import type { NodeAutoscalerSpec, NodesSpec } from "./spec";

/** Loops in one second: two follow at once after work. */
const mostLoops = 10;

const noWakeups: readonly number[] = [];

/** Cluster Autoscaler's main loop. */
export class NodeAutoscaler {
  private readonly scaleUp: ScaleUp;
  private readonly scaleDown: ScaleDown;
  private before: EndedLoop | undefined;
  private last: EndedLoop;
  private readonly settings: { scanSeconds: number; frequent: boolean };

  constructor(
    nodes: NodesSpec,
    autoscaler: NodeAutoscalerSpec,
    private readonly cluster: Cluster,
    maxUnavailable: readonly number[],
    random: Random,
  ) {
    this.scaleUp = new ScaleUp(nodes.groups, autoscaler, cluster, random);
    this.scaleDown = new ScaleDown(nodes.groups, autoscaler, cluster, maxUnavailable);
    this.settings = { scanSeconds: autoscaler.scanSeconds, frequent: true };
    const phase = Math.floor(random.uniform() * autoscaler.scanSeconds) - autoscaler.scanSeconds;
    this.last = { startedAt: phase, endedAt: phase, worked: false };
  }

  /** Runs the loops of a second. Pods must have been scheduled before. */
  run(now: number): void {
    for (let i = 0; i < mostLoops && this.nextAt() <= now; i++) {
      const worked = this.loop(now);
      this.before = this.last;
      this.last = { startedAt: now, endedAt: now, worked };
    }
  }

  private nextAt(): number {
    const { pending, pendingSince } = this.cluster;
    const wakeups = pending.length > 0 ? [pendingSince] : noWakeups;
    return nextLoopAt(this.settings, this.before, this.last, wakeups);
  }

  private loop(now: number): boolean {
    const { pending } = this.cluster;
    if (pending.length > 0) {
      const asked = pending.map(pendingPod);
      if (allVeryNew(asked, now)) return false;
      if (this.scaleUp.run(asked, now)) {
        this.scaleDown.scaledUpAt = now;
        return true;
      }
    }
    return this.scaleDown.run(now);
  }
}

function pendingPod({ placed, createdAt }: Pod): PendingPod {
  return { pod: placed, createdAt, gpu: (placed.gpus ?? 0) > 0 };
}
