import { versions } from "../versions";

/**
 * Tag of the autoscaler's image for a Kubernetes minor: its simulation runs that minor's scheduler code, so no other will
 * do. The rules refuse a minor that is not in the table, before this is asked.
 */
export function imageTag(kubernetes: string): string {
  const tags: Readonly<Record<string, string>> = versions.clusterAutoscaler;
  return tags[kubernetes] ?? tags[versions.kubernetes] ?? "";
}
