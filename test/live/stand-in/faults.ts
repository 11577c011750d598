import type { Deed } from "./cloud";

/** What goes wrong, and where. */
export interface Fault {
  op: Deed["op"] | "read";
  /** Which resources; all when absent. */
  type?: RegExp;
  name?: RegExp;
  /**
   * Before: nothing was done. After: it was done, but who asked hears of a failure, or of nothing for a while.
   * @default "before"
   */
  when?: "before" | "after";
  /** How often; for ever when absent. */
  times?: number;
  /** Counts for each resource by itself: with `times: 1`, everything fails once. */
  each?: boolean;
  /** What the provider says; nothing when absent, then the fault is only a delay. */
  message?: string;
  delayMs?: number;
  /** No answer, until the engine tells its providers that the operation is cancelled: a wait that nobody stops. */
  hangs?: boolean;
}

interface Waiting {
  fault: Fault;
  happened: Map<string, number>;
}

/** The faults that wait to happen. */
export class Faults {
  private waiting: Waiting[] = [];
  private hung = new Set<(goesOn: boolean) => void>();

  add(fault: Fault): void {
    this.waiting.push({ fault, happened: new Map() });
  }

  clear(): void {
    this.waiting = [];
  }

  /** How many faults have happened. */
  count(): number {
    return this.waiting
      .flatMap(({ happened }) => [...happened.values()])
      .reduce((sum, times) => sum + times, 0);
  }

  /** How many calls hang. */
  hanging(): number {
    return this.hung.size;
  }

  /** Lets calls that hang fail, as providers do when they are told of a cancellation. */
  cancel(): void {
    this.endHanging(false);
  }

  /** Lets calls that hang go on, as if they had only been slow. */
  resume(): void {
    this.endHanging(true);
  }

  /** Lets the first fault that fits happen. @throws Error with its message. */
  async at(op: Fault["op"], type: string, name: string, when: Fault["when"]): Promise<void> {
    const found = this.waiting.find(
      ({ fault, happened }) =>
        (happened.get(keyOf(fault, type, name)) ?? 0) < (fault.times ?? Infinity) &&
        fault.op === op &&
        (fault.when ?? "before") === when &&
        (fault.type?.test(type) ?? true) &&
        (fault.name?.test(name) ?? true),
    );
    if (found === undefined) return;
    const { fault, happened } = found;
    const key = keyOf(fault, type, name);
    happened.set(key, (happened.get(key) ?? 0) + 1);
    const { delayMs = 0, message, hangs } = fault;
    if (delayMs > 0) await new Promise((done) => setTimeout(done, delayMs));
    if (hangs === true) {
      const goesOn = await new Promise<boolean>((release) => this.hung.add(release));
      if (!goesOn) throw new Error(`${name}: the operation was cancelled`);
    }
    if (message !== undefined) throw new Error(message);
  }

  private endHanging(goesOn: boolean): void {
    for (const release of this.hung) release(goesOn);
    this.hung.clear();
  }
}

function keyOf({ each }: Fault, type: string, name: string): string {
  return each === true ? `${type} ${name}` : "";
}
