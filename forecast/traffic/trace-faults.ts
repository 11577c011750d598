/** Faults beyond this many are counted, not printed: a wrong separator would print every line. */
const most = 20;

/** What is wrong with a trace, with its line, all at once. */
export class TraceFaults {
  private readonly lines: string[] = [];
  private more = 0;

  constructor(private readonly source: string) {}

  /** Line 1 is the header. */
  add(line: number, expected: string, got: string, advice: string): void {
    if (this.lines.length < most)
      this.lines.push(`${this.source}:${line}: expected ${expected}, got ${got}: ${advice}`);
    else this.more++;
  }

  get any(): boolean {
    return this.lines.length > 0;
  }

  list(): string[] {
    if (this.more === 0) return [...this.lines];
    return [...this.lines, `${this.source}: and ${this.more} more`];
  }
}
