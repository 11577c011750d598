import { at, listAt, textAt } from "../settings/lint/manifest";
import { restrictedErrors, type PodTemplate } from "./pod-security";
import { isOurs, type PolicyFinding, type PolicyResource, type ResourcePolicy } from "./policy";

/** Where the pod stands in each kind that makes pods. */
const templates: Readonly<Record<string, string>> = {
  "kubernetes:core/v1:Pod": "",
  "kubernetes:apps/v1:Deployment": "spec.template",
  "kubernetes:apps/v1:StatefulSet": "spec.template",
  "kubernetes:apps/v1:DaemonSet": "spec.template",
  "kubernetes:batch/v1:Job": "spec.template",
  "kubernetes:batch/v1:CronJob": "spec.jobTemplate.spec.template",
};

const because =
  "Pod Security admission refuses the pod, not the Deployment, which then waits without a word: CIS EKS 4.2, checks 30 to 33";

/** What pods may do, and what they must say. */
export const podPolicies: readonly ResourcePolicy[] = [
  {
    id: "pod/restricted",
    severity: "error",
    because,
    check: (resource) => (isOurs(resource) ? restricted(resource) : []),
  },
  {
    id: "pod/restricted-elsewhere",
    severity: "warning",
    because: `${because}; agents of a node may need more, in a namespace of their own`,
    check: (resource) => (isOurs(resource) ? [] : restricted(resource)),
  },
  {
    id: "pod/requests",
    severity: "warning",
    because:
      "the scheduler and the autoscaler count requests, and a pod without a memory limit takes its neighbours along: check 34",
    *check(resource) {
      const template = podTemplate(resource);
      if (template === undefined) return;
      for (const container of listAt(template, "spec.containers")) {
        const missing = ["requests.cpu", "requests.memory", "limits.memory"].filter(
          (key) => at(container, `resources.${key}`) === undefined,
        );
        if (missing.length === 0) continue;
        yield {
          path: `${resource.name}.${textAt(container, "name")}.resources`,
          expected: "requests.cpu, requests.memory and limits.memory",
          got: `no ${missing.join(", no ")}`,
          fix: "state what the container needs",
        };
      }
    },
  },
  {
    id: "namespace/pod-security",
    severity: "warning",
    because: "a namespace without a level enforces none: check 30",
    *check({ type, name, inputs }) {
      if (type !== "kubernetes:core/v1:Namespace") return;
      const labels = at(inputs, "metadata.labels") as Record<string, unknown> | undefined;
      if (labels?.["pod-security.kubernetes.io/enforce"] !== undefined) return;
      yield {
        path: `${name}.metadata.labels`,
        expected: '"pod-security.kubernetes.io/enforce"',
        got: "no such label",
        fix: "add it, with restricted where nothing speaks against it",
      };
    },
  },
];

function podTemplate({ type, inputs }: PolicyResource): PodTemplate | undefined {
  const path = templates[type];
  if (path === undefined) return undefined;
  return (path === "" ? inputs : at(inputs, path)) as PodTemplate | undefined;
}

function restricted(resource: PolicyResource): PolicyFinding[] {
  const template = podTemplate(resource);
  if (template === undefined) return [];
  return restrictedErrors(template).map((got) => ({
    path: `${resource.name}.${templates[resource.type] ?? ""}`.replace(/\.$/, ""),
    expected: 'a pod of the standard "restricted"',
    got,
    fix: "see https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  }));
}
