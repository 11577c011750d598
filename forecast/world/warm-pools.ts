import { sampleDuration, type Random } from "../traffic/random";
import type { Agenda } from "./agenda";
import type { NodeGroupSpec } from "./spec";

/** Instances that wait stopped, by group. One that starts is replaced as soon as another has been prepared. */
export class WarmPools {
  private readonly waiting: number[];

  constructor(
    private readonly groups: readonly NodeGroupSpec[],
    private readonly agenda: Agenda,
    private readonly random: Random,
  ) {
    this.waiting = groups.map(({ warm }) => warm?.size ?? 0);
  }

  /** Takes an instance out; undefined when none waits. */
  take(group: number): NodeGroupSpec["warm"] {
    const waiting = this.waiting[group] ?? 0;
    if (waiting === 0) return undefined;
    this.waiting[group] = waiting - 1;
    return this.groups[group]?.warm;
  }

  /** Has another instance prepared. */
  refill(group: number, now: number): void {
    const spec = this.groups[group];
    if (spec === undefined) return;
    const preparedAt = now + sampleDuration(spec.start, this.random);
    this.agenda.plan(preparedAt, () => {
      this.waiting[group] = (this.waiting[group] ?? 0) + 1;
    });
  }
}
