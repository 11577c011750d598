import type { Finding } from "../settings/finding";
import { adoption, type BegunResource } from "./adoption";
import { nameOf } from "./steps";

/** An operation that was under way when an engine was killed, as its state tells. */
export interface PendingOperation {
  /** `creating`, `updating`, `deleting`, `reading` or `importing`. */
  type: string;
  resource: BegunResource;
}

/** What the next run does about them. */
export interface Recovery {
  /** A refresh asks the providers what became of them. */
  refresh: boolean;
  /** Creates that nobody can repeat without knowing whether the first came through. */
  unsure: Finding[];
}

/**
 * How to go on after a killed run. What was being updated or deleted can be looked up, and so it is. What was being created is
 * not in the state yet: a create of Kubernetes repeats itself (server-side apply), values of random and tls are made here; any
 * other may stand there under a name, or twice. Source: docs/decisions/recovery.md.
 */
export function recovery(pending: readonly PendingOperation[], clear: boolean): Recovery {
  const creates = pending.filter(({ type }) => type === "creating" || type === "importing");
  const unsure = clear ? [] : creates.filter(({ resource }) => !isRepeatable(resource.type));
  return { refresh: pending.length > 0 && unsure.length === 0, unsure: unsure.map(unsureFinding) };
}

function isRepeatable(type: string): boolean {
  if (type.startsWith("kubernetes:helm.sh/")) return false;
  return /^(kubernetes|random|tls):/.test(type);
}

function unsureFinding({ resource }: PendingOperation): Finding {
  const { urn, type } = resource;
  return {
    severity: "error",
    rule: "pending/create",
    path: nameOf(urn),
    expected: "a create that came to its end",
    got: `${type}, interrupted: it may exist`,
    fix: adoption(resource),
  };
}

/** Pending operations of an exported state. */
export function pendingOf(deployment: unknown): PendingOperation[] {
  const { pending_operations: pending } = (deployment ?? {}) as {
    pending_operations?: PendingOperation[];
  };
  return pending ?? [];
}
