import { assignPartitions } from "../../../forecast/world/assignment";
import type { WorkSpec } from "../../../forecast/world/spec";
import type { ExactWaits } from "./exact-waits";

/** What is left of a batch so small is a rounding. */
const rounding = 1e-9;

/** A partition with the messages that nobody has taken yet, oldest first. */
interface Partition {
  share: number;
  batches: { at: number; left: number }[];
  behind: number;
  taken: number;
}

interface Member {
  replica: number;
  partitions: number[];
}

/** A consumer group that works one second at a time, each partition on its own. */
export class Consumers {
  readonly partitions: Partition[];
  private members: Member[] = [];
  private settlesAt = Infinity;

  constructor(
    readonly work: WorkSpec,
    private readonly waits: ExactWaits,
    private readonly rebalanceSeconds: () => number,
  ) {
    const shares = [...(work.partitions ?? [1])];
    this.partitions = shares.map((share) => ({ share, batches: [], behind: 0, taken: 0 }));
  }

  get backlog(): number {
    return this.partitions.reduce((sum, { behind }) => sum + behind, 0);
  }

  /** Messages that came before a moment and wait. */
  waitingSince(moment: number): number {
    return this.partitions
      .flatMap(({ batches }) => batches)
      .reduce((sum, { at, left }) => (at < moment ? sum + left : sum), 0);
  }

  arrive(messages: number, at: number): void {
    for (const partition of this.partitions) {
      const left = partition.share * messages;
      if (left === 0) continue;
      partition.batches.push({ at, left });
      partition.behind += left;
    }
  }

  join(replica: number, now: number): void {
    this.settle(now);
    for (let i = 0; i < this.work.consumersPerReplica; i++)
      this.members.push({ replica, partitions: [] });
    this.rebalance(now);
  }

  leave(replica: number, now: number): void {
    this.settle(now);
    const stay = this.members.filter((member) => member.replica !== replica);
    if (stay.length === this.members.length) return;
    this.members = stay;
    this.rebalance(now);
  }

  /** Works from `now` to `now + 1`. */
  work1s(now: number): void {
    this.settle(now);
    const speed = this.work.messagesPerSecond / this.work.consumersPerReplica;
    if (this.work.partitions === undefined)
      this.serve(this.partitions, speed * this.members.length, now);
    else for (const { partitions } of this.members) this.serve(this.those(partitions), speed, now);
  }

  private those(partitions: readonly number[]): Partition[] {
    return partitions.flatMap((index) => this.partitions[index] ?? []);
  }

  private rebalance(now: number): void {
    if (this.work.partitions === undefined) return;
    if (this.work.assignor === "eager") for (const member of this.members) member.partitions = [];
    this.settlesAt = now + this.rebalanceSeconds();
  }

  private settle(now: number): void {
    if (this.settlesAt > now) return;
    this.settlesAt = Infinity;
    if (this.members.length > 0) assignPartitions(this.members, this.partitions.length);
  }

  /** Shares a member's speed among its partitions that are behind, anew whenever one of them has caught up. */
  private serve(partitions: readonly Partition[], speed: number, now: number): void {
    let from = now;
    while (speed > 0 && from < now + 1) {
      const behind = partitions.filter(({ batches }) => batches.length > 0);
      if (behind.length === 0) return;
      const share = behind.reduce((sum, partition) => sum + partition.share, 0);
      const speedOf = (partition: Partition): number => (speed * partition.share) / share;
      const done = Math.min(...behind.map((one) => one.behind / speedOf(one)));
      const to = Math.min(now + 1, from + done);
      for (const partition of behind) this.take(partition, from, to, speedOf(partition));
      from = to;
    }
  }

  private take(partition: Partition, from: number, to: number, speed: number): void {
    const { batches } = partition;
    let moment = from;
    for (let batch = batches[0]; batch !== undefined; batch = batches[0]) {
      const part = Math.min(batch.left, (to - moment) * speed);
      const all = batch.left - part < rounding;
      const messages = all ? batch.left : part;
      const end = moment + messages / speed;
      if (messages > 0) this.waits.add(moment - batch.at, end - batch.at, messages);
      partition.taken += messages;
      partition.behind -= messages;
      batch.left -= messages;
      moment = end;
      if (!all) return;
      batches.shift();
    }
    partition.behind = 0;
  }
}
