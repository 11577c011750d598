/** A number from a moment on, in milliseconds since 1970. */
export interface Moment {
  at: number;
  value: number;
}

/** A number over time, as it was seen. */
export class Course {
  readonly moments: Moment[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(private readonly name: string) {}

  get value(): number {
    return this.moments.at(-1)?.value ?? NaN;
  }

  set(value: number, at = Date.now()): void {
    if (value === this.value) return;
    this.moments.push({ at, value });
    for (const look of [...this.waiting]) look();
  }

  /** What it was at a moment; before the first, what it was first. */
  valueAt(at: number): number {
    const found = this.moments.findLast((moment) => moment.at <= at) ?? this.moments[0];
    return found?.value ?? NaN;
  }

  /** Every value in force from a moment on, in order. */
  valuesSince(at: number): number[] {
    const later = this.moments.filter((moment) => moment.at > at).map(({ value }) => value);
    return [this.valueAt(at), ...later];
  }

  /** Resolves as soon as it holds, with the moment of that. @throws when it does not in time. */
  until(expected: string, holds: (value: number) => boolean, seconds: number): Promise<number> {
    return new Promise((done, fail) => {
      const look = (): void => {
        if (!holds(this.value)) return;
        this.waiting.delete(look);
        clearTimeout(timer);
        done(this.moments.at(-1)?.at ?? NaN);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        fail(new Error(`${this.name}: expected ${expected} in ${seconds} s, got: ${this.text()}`));
      }, seconds * 1000).unref();
      this.waiting.add(look);
      look();
    });
  }

  reaches(value: number, seconds: number): Promise<number> {
    return this.until(String(value), (found) => found === value, seconds);
  }

  /** Such as `0 1@12 5@27`: values, with seconds since the first. */
  text(): string {
    const start = this.moments[0]?.at ?? 0;
    return this.moments
      .map(({ at, value }) => `${value}@${((at - start) / 1000).toFixed(0)}`)
      .join(" ");
  }
}
