import type { SizeStep } from "../forecast";
import type { WorldSpec } from "../world/spec";
import { excessOf, p99Of, type Judgement } from "./judgement";
import type { Knob, Move } from "./move";

export interface SizeSearch {
  world: WorldSpec;
  knobs: readonly Knob[];
  judge: (world: WorldSpec) => Judgement;
  /** Most simulations, the first of the world as it is among them. */
  budget: number;
  /** Dollars a month that it may cost; undefined where nobody said. */
  monthlyUsd?: number | undefined;
  progress: (text: string) => void;
}

/** What a search found. */
export interface Sized {
  world: WorldSpec;
  steps: readonly SizeStep[];
  simulations: number;
  /** Whether no setting was left to try: false when the number of simulations ended the search. */
  complete: boolean;
}

/** Least share of the bill, and of the missed seconds, that makes a change worth writing. */
const worthShare = 0.001;

/** The same for the bill where nobody can take the change back. */
const lastingShare = 0.02;

/**
 * Searches settings for the least cost within the SLOs, one setting at a time. First what takes away the most missed seconds for
 * a dollar, until none is missed; then what costs less and misses no more. Where it costs more than it may, half of the simulations are
 * left to the second. Deterministic: the order of knobs decides ties.
 */
export function search(question: SizeSearch): Sized {
  const run = new Search(question);
  run.keepPromises();
  run.saveMoney();
  return run.found();
}

class Search {
  private world: WorldSpec;
  private now: Judgement;
  private simulations = 0;
  private complete = true;
  private steps: SizeStep[] = [];
  /** Simulations at which the search stops. */
  private last: number;

  constructor(private readonly question: SizeSearch) {
    this.world = question.world;
    this.last = question.budget;
    this.now = this.judge(question.world);
  }

  found(): Sized {
    const { world, steps, simulations, complete } = this;
    return { world, steps, simulations, complete };
  }

  keepPromises(): void {
    const { budget, monthlyUsd = Infinity } = this.question;
    if (this.now.monthlyUsd > monthlyUsd) this.last = Math.ceil(budget / 2);
    this.cutWaits();
    this.last = budget;
  }

  private cutWaits(): void {
    while (this.now.excess > 0) {
      const { outcome } = this.now;
      const late = new Set(
        outcome.services.filter((one) => excessOf(one, outcome) > 0).map(({ name }) => name),
      );
      const tried = this.moves()
        .filter(({ towards, service }) => towards !== "cost" && (!service || late.has(service)))
        .flatMap((move) => this.try(move));
      const better = tried.filter(({ after }) => this.gained(after) > worthShare * this.now.excess);
      const [best] = better.sort((a, b) => this.compare(a.after, b.after));
      if (best === undefined) return;
      this.keep(best.move, best.after);
    }
  }

  /** Goes round the knobs and takes what pays at once, until a whole round brings nothing. */
  saveMoney(): void {
    if (this.now.monthlyUsd === 0) return;
    for (let changed = true; changed;) {
      changed = false;
      for (const knob of this.question.knobs)
        for (let better = this.cheaper(knob); better !== undefined; better = this.cheaper(knob)) {
          this.keep(better.move, better.after);
          changed = true;
        }
    }
  }

  private cheaper(knob: Knob): Tried | undefined {
    for (const move of knob(this.world)) {
      if (move.towards === "wait") continue;
      const [tried] = this.try(move);
      if (tried === undefined) return undefined;
      const { monthlyUsd, excess } = tried.after;
      const least = move.lasting === true ? lastingShare : worthShare;
      const worth = this.now.monthlyUsd - monthlyUsd > least * this.now.monthlyUsd;
      if (worth && excess <= this.now.excess) return tried;
    }
    return undefined;
  }

  private moves(): Move[] {
    return this.question.knobs.flatMap((knob) => knob(this.world));
  }

  /** None when the budget is used up. */
  private try(move: Move): Tried[] {
    if (this.simulations >= this.last) {
      this.complete = false;
      return [];
    }
    return [{ move, after: this.judge(move.world) }];
  }

  private judge(world: WorldSpec): Judgement {
    this.simulations++;
    this.question.progress(`sizing, simulation ${this.simulations} of ${this.question.budget}`);
    return this.question.judge(world);
  }

  private gained({ excess }: Judgement): number {
    return this.now.excess - excess;
  }

  /** What keeps all promises first, the cheapest of it; else by dollars for a second, what costs nothing by seconds. */
  private compare(a: Judgement, b: Judgement): number {
    const usd = (one: Judgement): number => Math.max(0, one.monthlyUsd - this.now.monthlyUsd);
    const rank = (one: Judgement): number =>
      one.excess === 0 ? one.monthlyUsd : usd(one) / this.gained(one);
    const kept = Number(b.excess === 0) - Number(a.excess === 0);
    return kept || rank(a) - rank(b) || a.excess - b.excess;
  }

  private keep({ path, from, to, note, service, world }: Move, after: Judgement): void {
    const before = p99Of(this.now.outcome, service);
    // The service that was nearest to its SLO, not the one that is now.
    const then = p99Of(after.outcome, before.service ?? undefined).seconds;
    const step: SizeStep = {
      path,
      from,
      to,
      ...(note === undefined ? {} : { note }),
      monthlyUsd: after.monthlyUsd - this.now.monthlyUsd,
      p99: { service: before.service, from: before.seconds, to: then },
    };
    this.steps = withStep(this.steps, step);
    this.world = world;
    this.now = after;
  }
}

interface Tried {
  move: Move;
  after: Judgement;
}

/** The steps with one more: a setting that was just changed has one line, and none when it is what it was. */
function withStep(steps: readonly SizeStep[], step: SizeStep): SizeStep[] {
  const last = steps.at(-1);
  const { service } = step.p99;
  if (last?.path !== step.path || last.p99.service !== service) return [...steps, step];
  const others = steps.slice(0, -1);
  const undone = last.from === step.to || (last.from === "none" && step.to === "left out");
  if (undone) return others;
  const monthlyUsd = last.monthlyUsd + step.monthlyUsd;
  const p99 = { service, from: last.p99.from, to: step.p99.to };
  return [...others, { ...step, from: last.from, monthlyUsd, p99 }];
}
