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
  /** What the provider says; nothing when absent, then the fault is only a delay. */
  message?: string;
  delayMs?: number;
}

/** The faults that wait to happen. */
export class Faults {
  private waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.waiting.push({ fault, left: fault.times ?? Infinity });
  }

  clear(): void {
    this.waiting = [];
  }

  /** Lets the first fault that fits happen. @throws Error with its message. */
  async at(op: Fault["op"], type: string, name: string, when: Fault["when"]): Promise<void> {
    const found = this.waiting.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.op === op &&
        (fault.when ?? "before") === when &&
        (fault.type?.test(type) ?? true) &&
        (fault.name?.test(name) ?? true),
    );
    if (found === undefined) return;
    found.left--;
    const { delayMs = 0, message } = found.fault;
    if (delayMs > 0) await new Promise((done) => setTimeout(done, delayMs));
    if (message !== undefined) throw new Error(message);
  }
}
