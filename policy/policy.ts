import type { Finding, Severity } from "../settings/finding";
import type { RuleFinding } from "../settings/rule";

/** A resource as the engine is about to make it, and as a policy reads it. Values not known yet are `deferred`. */
export interface PolicyResource {
  /** Type token, such as `kubernetes:apps/v1:Deployment`. */
  type: string;
  name: string;
  urn: string;
  /** URN of the parent; empty where there is none. */
  parent: string;
  inputs: Record<string, unknown>;
  protect: boolean;
  /** Missing where the engine does not tell. */
  retainOnDelete?: boolean;
}

/** What a policy found; the severity is the policy's own, and so is the rule unless it passes on another's. */
export type PolicyFinding = RuleFinding & { rule?: string };

/** One named check of resources. */
export interface Policy {
  /** Such as `volume/encrypted`: a contract, because people configure policies by it. */
  id: string;
  /** Errors are mandatory, warnings advisory. */
  severity: Severity;
  /** Why it is wrong, with a source. */
  because: string;
}

/** A policy that needs one resource alone: the engine asks it before it makes the resource. */
export interface ResourcePolicy extends Policy {
  check(resource: PolicyResource): Iterable<PolicyFinding>;
}

/** A policy that needs all resources of a stack: the engine asks it when all are known. */
export interface StackPolicy extends Policy {
  checkStack(resources: readonly PolicyResource[]): Iterable<PolicyFinding>;
}

/** Everything that policies say about the resources of a stack. */
export function runPolicies(
  resourcePolicies: readonly ResourcePolicy[],
  stackPolicies: readonly StackPolicy[],
  resources: readonly PolicyResource[],
): Finding[] {
  const single = resourcePolicies.flatMap((policy) =>
    resources.flatMap((resource) => findings(policy, policy.check(resource))),
  );
  const whole = stackPolicies.flatMap((policy) => findings(policy, policy.checkStack(resources)));
  return [...single, ...whole];
}

/** Whether the resource stands below one of this package's components, whose settings the door has seen. */
export function isOurs({ urn }: PolicyResource): boolean {
  return (urn.split("::")[2] ?? "").includes("chatbot-autoscaling-platform:index:");
}

function findings({ id, severity }: Policy, found: Iterable<PolicyFinding>): Finding[] {
  return [...found].map((finding) => ({ severity, rule: id, ...finding }));
}
