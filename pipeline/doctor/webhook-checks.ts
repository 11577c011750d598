import type { Finding, Severity } from "../../settings/finding";
import { listAt, textAt } from "../../settings/lint/manifest";
import { finding, type Check } from "./check";
import type { ClusterState, LiveObject } from "./cluster-state";

/** A webhook that judges ScaledObjects, with the configuration it stands in. */
interface Judge {
  path: string;
  name: string;
  webhook: unknown;
  /** What an API server that does not reach it costs: with `Fail`, every write of a ScaledObject. */
  severity: Severity;
}

/** Whoever judges ScaledObjects is there, and the control plane reaches it: F-12, F-13. */
export const webhookChecks: readonly Check[] = [present, reachable, answers];

/** Webhooks that are asked about ScaledObjects. */
export function judges(webhooks: readonly LiveObject[]): Judge[] {
  return webhooks.flatMap((configuration) =>
    listAt(configuration, "webhooks")
      .filter((webhook) => listAt(webhook, "rules").some(isAboutScaledObjects))
      .map((webhook) => {
        const name = textAt(webhook, "name");
        const path = `webhook ${textAt(configuration, "metadata.name")}/${name}`;
        const severity = textAt(webhook, "failurePolicy") === "Ignore" ? "warning" : "error";
        return { path, name, webhook, severity };
      }),
  );
}

function isAboutScaledObjects(rule: unknown): boolean {
  return (
    listAt(rule, "apiGroups").includes("keda.sh") &&
    listAt(rule, "resources").includes("scaledobjects")
  );
}

function present({ webhooks, scaledObjects = [] }: ClusterState): Finding[] {
  if (webhooks === undefined || scaledObjects.length === 0 || judges(webhooks).length > 0)
    return [];
  const expected = "KEDA's webhooks";
  const fix = "install them with KEDA: without them, what cannot scale is only found out later";
  return [
    finding("warning", "doctor/webhook", "webhooks", expected, "none for ScaledObjects", fix),
  ];
}

function reachable({ webhooks = [], endpoints = [] }: ClusterState): Finding[] {
  return judges(webhooks).flatMap(({ path, webhook, severity }) => {
    const service = textAt(webhook, "clientConfig.service.name");
    const namespace = textAt(webhook, "clientConfig.service.namespace");
    if (service === "") return [];
    const findings: Finding[] = [];
    if (!endpoints.some((slice) => isReady(slice, namespace, service))) {
      const expected = `a ready pod behind service ${namespace}/${service}`;
      const fix = `look at KEDA's webhooks: kubectl -n ${namespace} get pods,endpointslices`;
      findings.push(finding(severity, "doctor/webhook", path, expected, "none", fix));
    }
    if (textAt(webhook, "clientConfig.caBundle") === "") {
      const fix =
        "look at KEDA's operator, which writes it, and at the Secret with its certificates";
      findings.push(finding(severity, "doctor/webhook", path, "a caBundle", "none", fix));
    }
    return findings;
  });
}

function isReady(slice: LiveObject, namespace: string, service: string): boolean {
  const labels = (slice["metadata"] as { labels?: Record<string, string> }).labels ?? {};
  return (
    textAt(slice, "metadata.namespace") === namespace &&
    labels["kubernetes.io/service-name"] === service &&
    listAt(slice, "endpoints").some(
      (endpoint) => (endpoint as { conditions?: { ready?: boolean } }).conditions?.ready === true,
    )
  );
}

/** A ScaledObject that no KEDA accepts was offered; whoever may not offer one learns nothing by it. */
function answers({ webhooks = [], admission }: ClusterState): Finding[] {
  const [judge] = judges(webhooks);
  if (judge === undefined || admission === undefined) return [];
  const expected = "a refusal of a ScaledObject that cannot work";
  const fix =
    "let the control plane reach port 9443 of KEDA's webhooks: security group, network policy, the pods themselves";
  const silent = (got: string): Finding[] => [
    finding(judge.severity, "doctor/webhook", judge.path, expected, got, fix),
  ];
  if (admission.accepted) return silent("it was accepted: nobody was asked");
  return /failed calling webhook/.test(admission.message) ? silent(admission.message) : [];
}
