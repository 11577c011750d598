import { Faults } from "./faults";
import type { Properties } from "./wire";

/** Something that was made, and not deleted yet. */
export interface Made {
  type: string;
  id: string;
  urn: string;
  inputs: Properties;
  outputs: Properties;
}

/** What somebody asked for, in order. */
export interface Deed {
  op: "create" | "update" | "delete";
  type: string;
  name: string;
}

/** All that there is behind the stand-in providers: it lives as long as this object, whatever happens to the engine. */
export class Cloud {
  readonly faults = new Faults();
  /** Everything that has been done. */
  readonly deeds: Deed[] = [];
  /** When the engine last asked for anything, by the clock of `performance`. */
  lastAsked = 0;
  /** How long EKS knows nothing of a role that IAM has made, in milliseconds. */
  roleDelay = 0;
  private readonly madeAt = new Map<string, number>();
  private readonly things = new Map<string, Made>();
  private made = 0;

  /** Whether something hangs, and the engine has had nothing else to ask for two seconds. */
  stuck(): boolean {
    return this.faults.hanging() > 0 && performance.now() - this.lastAsked > 2000;
  }

  /** Whether a role is still unknown outside IAM. */
  isUnknown({ type, id }: Made): boolean {
    return performance.now() - (this.madeAt.get(`${type} ${id}`) ?? 0) < this.roleDelay;
  }

  all(): Made[] {
    return [...this.things.values()];
  }

  ofType(type: string): Made[] {
    return this.all().filter((made) => made.type === type);
  }

  find(type: string, id: string): Made | undefined {
    return this.things.get(`${type} ${id}`);
  }

  keep(made: Made): void {
    const key = `${made.type} ${made.id}`;
    if (!this.things.has(key)) this.madeAt.set(key, performance.now());
    this.things.set(key, made);
  }

  drop(type: string, id: string): void {
    this.things.delete(`${type} ${id}`);
  }

  /** A number that no other thing has: for ids. */
  next(): number {
    return ++this.made;
  }
}

/** `urn:pulumi:<stack>::<project>::<types of ancestors>$<type>::<name>` */
export function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").pop() ?? "";
}

export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
