import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { kedaValues } from "../../components/keda/values";
import type { KedaOperatorSettings } from "../../settings/generated/settings";
import type { KubernetesObject } from "../support/crds";

const group = "dead.chatbot.dev";

/** What our values say of KEDA's webhooks. */
export const kedaWebhooks = kedaValues(
  { namespace: "keda", replicas: 1, memoryMiB: 512 } as KedaOperatorSettings,
  { watchNamespaces: [], customScaleTargets: [] },
).webhooks;

/** An APIService behind which nobody stands: while it is there, no namespace goes. */
export const deadApiService: KubernetesObject = {
  apiVersion: "apiregistration.k8s.io/v1",
  kind: "APIService",
  metadata: { name: `v1beta1.${group}` },
  spec: {
    group,
    version: "v1beta1",
    groupPriorityMinimum: 100,
    versionPriority: 100,
    service: { name: "nobody", namespace: "default" },
  },
};

/** A webhook where nobody listens, asked about some resources of one namespace. */
export function deadWebhook(
  namespace: string,
  resource: { apiGroup: string; apiVersion: string; resource: string },
  failurePolicy = kedaWebhooks.failurePolicy,
): KubernetesObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "chatbot-live-dead" },
    webhooks: [
      {
        name: group,
        admissionReviewVersions: ["v1"],
        sideEffects: "None",
        failurePolicy,
        timeoutSeconds: kedaWebhooks.timeoutSeconds,
        clientConfig: { url: "https://127.0.0.1:1/" },
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
        rules: [
          {
            apiGroups: [resource.apiGroup],
            apiVersions: [resource.apiVersion],
            operations: ["CREATE", "UPDATE", "DELETE"],
            resources: [resource.resource],
          },
        ],
      },
    ],
  };
}

/** Makes a chart bring an APIService and a webhook that are dead, as KEDA's are when its pods are gone. */
export function addDeadParts(chart: string): void {
  mkdirSync(join(chart, "templates"));
  const scaledObjects = {
    apiGroup: "keda.sh",
    apiVersion: "v1alpha1",
    resource: "scaledobjects",
  };
  const parts = [deadApiService, deadWebhook("chatbot", scaledObjects)];
  writeFileSync(
    join(chart, "templates", "dead.yaml"),
    parts.map((part) => stringify(part)).join("---\n"),
  );
}
