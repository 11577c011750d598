import { headroomDeployment, headroomPriorityClass } from "../../components/node-groups/headroom";
import { at, listAt, textAt } from "../../settings/lint/manifest";
import type {
  HeadroomSettings,
  NodeGroupSettings,
  PlatformSettings,
} from "../../settings/generated/settings";
import { platformPods } from "../../settings/workloads";
import type { ServiceSpec, StartupSpec } from "../world/spec";
import type { Delays } from "./delays";
import { ManifestIndex } from "./manifest-index";
import { readDeployment, readPod, type PodFacts } from "./pod";
import { priorityClasses, type PriorityClasses } from "./priorities";
import { Remarks } from "./remarks";
import { namespaceOf, numberAt, objectName, textMap } from "./untrusted";
import { isWorkload } from "./workload";

/** Priority of pods without a class that nodes cannot do without. */
const critical = 2_000_000_000;

/** Pods that only take room: they are always there and nothing scales them. */
export function standingPods(
  settings: PlatformSettings<unknown>,
  index: ManifestIndex,
  classes: PriorityClasses,
  delays: Delays,
  remarks: Remarks,
): ServiceSpec[] {
  const startup = { pull: delays.pull, start: delays.platformStart };
  return [
    ...operators(settings, startup),
    ...brokers(index, classes, startup, remarks),
    ...unscaled(index, classes, startup, remarks),
  ];
}

/**
 * Operators and add-ons, which charts make. Their names begin with no namespace: those of kube-system may be moved all the same,
 * because the autoscaler runs with `--skip-nodes-with-system-pods=false`.
 */
function operators(settings: PlatformSettings<unknown>, startup: StartupSpec): ServiceSpec[] {
  return platformPods(settings)
    .filter(({ count }) => count > 0)
    .map(({ name, size, count }) => ({
      name: `platform/${name}`,
      pod: {
        cpuMilli: size.milliCpu,
        memoryMiB: size.memoryMiB,
        labels: { "app.kubernetes.io/name": name },
        daemon: false,
        priority: critical,
        owner: `Deployment/${name}`,
      },
      replicas: count,
      scaler: undefined,
      work: undefined,
      startup,
      maxUnavailable: 1,
    }));
}

/**
 * Brokers and controllers. Their owner is a StrimziPodSet, a kind that Cluster Autoscaler does not know, so it never removes a node
 * that has one (`--skip-nodes-with-custom-controller-pods`).
 */
function brokers(
  index: ManifestIndex,
  classes: PriorityClasses,
  startup: StartupSpec,
  remarks: Remarks,
): ServiceSpec[] {
  return index.ofKind("KafkaNodePool").map((pool) => {
    const name = objectName(pool);
    const template = at(pool, "spec.template.pod");
    const labels = {
      "strimzi.io/cluster": textMap(at(pool, "metadata.labels"))["strimzi.io/cluster"] ?? "",
      "strimzi.io/pool-name": textAt(pool, "metadata.name"),
    };
    const containers = [{ resources: at(pool, "spec.resources") }];
    const spec = { ...(template as object | undefined), containers };
    const about = remarks.about(name);
    const facts = readPod({ metadata: { labels }, spec }, undefined, classes, about);
    return standing(name, numberAt(pool, "spec.replicas") ?? 1, facts, startup, 1);
  });
}

/** Deployments that no ScaledObject scales, such as pause pods that keep room free. */
function unscaled(
  index: ManifestIndex,
  classes: PriorityClasses,
  startup: StartupSpec,
  remarks: Remarks,
): ServiceSpec[] {
  const scaled = new Set(
    index
      .ofKind("ScaledObject")
      .map((one) => `${namespaceOf(one)}/${textAt(one, "spec.scaleTargetRef.name")}`),
  );
  return [...index.ofKind("Deployment"), ...index.ofKind("StatefulSet")]
    .filter((object) => isWorkload(object) && !scaled.has(objectName(object)))
    .map((object) => workload(object, index, classes, startup, remarks));
}

/** Pause pods of one entry of `nodes.headroom`, as the stack would make them. */
export function pausePods(
  entry: HeadroomSettings,
  groups: readonly NodeGroupSettings[],
  delays: Delays,
): ServiceSpec {
  const className = "headroom";
  const priorityClass = {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    ...headroomPriorityClass(className),
  };
  const manifest = {
    kind: "Deployment",
    ...headroomDeployment(entry.nodeGroup, entry, groups, className),
  };
  const startup = { pull: delays.pull, start: delays.platformStart };
  const alone = [new ManifestIndex([]), priorityClasses([priorityClass])] as const;
  return workload(manifest, ...alone, startup, new Remarks());
}

function workload(
  object: unknown,
  index: ManifestIndex,
  classes: PriorityClasses,
  startup: StartupSpec,
  remarks: Remarks,
): ServiceSpec {
  const name = objectName(object);
  const facts = readDeployment(object, classes, remarks.about(name));
  const replicas = numberAt(object, "spec.replicas") ?? 1;
  const taken = index.maxUnavailable(namespaceOf(object), facts.pod.labels, replicas);
  const isPause = isPausePod(object);
  const own = isPause ? { ...startup, start: { kind: "fixed" as const, seconds: 0 } } : startup;
  return standing(name, replicas, facts, own, taken);
}

function standing(
  name: string,
  replicas: number,
  { pod }: PodFacts,
  startup: StartupSpec,
  maxUnavailable: number,
): ServiceSpec {
  const nothing = { scaler: undefined, work: undefined };
  return { name, pod, replicas, ...nothing, startup, maxUnavailable };
}

function isPausePod(object: unknown): boolean {
  const images = listAt(object, "spec.template.spec.containers").map((one) => textAt(one, "image"));
  return images.every((image) => /\/pause:/.test(image));
}
