import type { Finding, Severity } from "../../settings/finding";
import { listAt, textAt } from "../../settings/lint/manifest";
import type { VersionMatrix } from "../../settings/versions";
import type { ClusterState, LiveObject } from "./cluster-state";

/** One look at a live cluster. */
export type Check = (state: ClusterState, versions: VersionMatrix) => Finding[];

/** A finding about a live object. */
export function finding(
  severity: Severity,
  rule: string,
  path: string,
  expected: string,
  got: string,
  fix: string,
): Finding {
  return { severity, rule, path, expected, got, fix };
}

/** `scaledobject chatbot/answer`. */
export function placeOf(kind: string, object: LiveObject): string {
  return `${kind} ${textAt(object, "metadata.namespace")}/${textAt(object, "metadata.name")}`;
}

/** A condition of an object's status. */
export interface Condition {
  status: string;
  reason: string;
  message: string;
}

export function condition(object: unknown, type: string): Condition | undefined {
  const found = listAt(object, "status.conditions").find((one) => textAt(one, "type") === type);
  if (found === undefined) return undefined;
  const [status, reason, message] = ["status", "reason", "message"].map((key) =>
    textAt(found, key),
  );
  return { status: status ?? "", reason: reason ?? "", message: message ?? "" };
}

/** What a condition says, in words. */
export function conditionText({ status, reason, message }: Condition): string {
  const why = [reason, message].filter((text) => text !== "").join(": ");
  return why === "" ? status : `${status} (${why})`;
}
