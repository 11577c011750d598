import { stringify } from "yaml";
import type { PlannedResource } from "./recording-monitor";

/** One file of a rendered plan. */
export interface RenderedFile {
  /** Relative path, such as `manifests/chatbot.scaledobject.ai-chat-service.yaml`. */
  path: string;
  text: string;
}

/**
 * Everything that a plan would create, one file each: Kubernetes objects and Helm releases under `manifests/`, inputs of
 * AWS and other resources under `resources/`. Components and providers are only groups, so they have no file.
 */
export function renderedFiles(resources: readonly PlannedResource[]): RenderedFile[] {
  return resources
    .filter(
      ({ type }) =>
        !type.startsWith("pulumi:") && !type.startsWith("chatbot-autoscaling-platform:"),
    )
    .map((resource) => ({
      path: filePath(resource),
      text: stringify(resource.inputs, {
        lineWidth: 0,
        sortMapEntries: false,
        aliasDuplicateObjects: false,
      }),
    }));
}

function filePath({ type, name, inputs }: PlannedResource): string {
  const { kind, metadata } = inputs as {
    kind?: string;
    metadata?: { name?: string; namespace?: string };
  };
  if (type === "kubernetes:helm.sh/v3:Release") {
    const { namespace, name: release } = inputs as { namespace?: string; name?: string };
    return `manifests/${fileName([namespace, "helm-release", release ?? name])}`;
  }
  if (kind !== undefined) {
    return `manifests/${fileName([metadata?.namespace, kind.toLowerCase(), metadata?.name ?? name])}`;
  }
  return `resources/${fileName([type.split(":").at(-1)?.toLowerCase(), name])}`;
}

/** Dots separate the parts, as in `kubectl get`; what a file system dislikes becomes a dash. */
function fileName(parts: readonly (string | undefined)[]): string {
  const known = parts.filter((part) => part !== undefined && part !== "");
  return `${known.join(".").replace(/[^A-Za-z0-9._-]/g, "-")}.yaml`;
}
