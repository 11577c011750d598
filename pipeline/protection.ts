import { at } from "../settings/lint/manifest";
import type { Finding } from "../settings/finding";
import { fault } from "./pipeline-error";
import { nameOf } from "./steps";

/** A resource of an exported state, as far as it tells what protects it. */
interface StoredResource {
  urn: string;
  type: string;
  protect?: boolean;
  inputs?: Record<string, unknown>;
}

const platformType = "chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform";
const clusterType = "aws:eks/cluster:Cluster";

/**
 * What stands in the way of a destroy: resources that the state protects, and clusters that AWS does. The engine would stop at the
 * first of them, with everything before it in its order gone: services, users and Secrets. So nothing is deleted while there is one.
 */
export function protectionFindings(deployment: unknown, stack: string): Finding[] {
  const { resources = [] } = (deployment ?? {}) as { resources?: StoredResource[] };
  const kept = resources.filter(isKept);
  const platforms = resources.filter(hasOwnCluster).map(({ urn }) => nameOf(urn));
  const ours = kept.filter(({ urn }) => platforms.some((name) => isBelow(urn, name)));
  const others = kept.filter((resource) => !ours.includes(resource));
  return [
    ...held(
      stack,
      ours,
      `write deletionProtection: false under cluster.eks in the settings, run up and then destroy again: chatbot-platform up ${stack}`,
    ),
    ...held(
      stack,
      others,
      `take the option protect, and deletionProtection of a cluster, from them in the program and run up; or the option alone out of the state: pulumi state unprotect --all --yes --stack ${stack}`,
    ),
  ];
}

function held(stack: string, resources: readonly StoredResource[], fix: string): Finding[] {
  if (resources.length === 0) return [];
  const names = resources.map(({ urn }) => nameOf(urn)).join(", ");
  const expected = "nothing that is protected, before anything is deleted";
  return [
    fault("destroy/protected", stack, expected, `${resources.length} protected: ${names}`, fix),
  ];
}

function isKept({ type, protect, inputs }: StoredResource): boolean {
  return protect === true || (type === clusterType && inputs?.["deletionProtection"] === true);
}

/** A platform with a cluster that it made itself: its settings say whether that may go. */
function hasOwnCluster({ type, inputs }: StoredResource): boolean {
  return type === platformType && at(inputs, "cluster.eks") !== undefined;
}

/** Children of a platform are named after it, by contract: docs/decisions/child-names.md. */
function isBelow(urn: string, platform: string): boolean {
  return urn.includes(`::${platformType}$`) && nameOf(urn).startsWith(`${platform}-`);
}
