/** What a reader of manifests and settings has to say about them, one line each. */
export class Remarks {
  constructor(
    /** What was assumed because nobody said it, or what the model leaves out. */
    readonly assumptions: string[] = [],
    /** What cannot work, as `<path>: expected …, got …: <what to do>`. */
    readonly faults: string[] = [],
    private readonly prefix = "",
  ) {}

  /** The same remarks, with every new line about one object. */
  about(name: string): Remarks {
    return new Remarks(this.assumptions, this.faults, `${this.prefix}${name} `);
  }

  assume(line: string): void {
    this.assumptions.push(this.prefix + line);
  }

  fault(line: string): void {
    this.faults.push(this.prefix + line);
  }
}
