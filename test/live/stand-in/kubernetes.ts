import type { Cloud, Made } from "./cloud";
import type { Asked, Kind, Model } from "./model";
import type { Properties } from "./wire";

const release = "kubernetes:helm.sh/v3:Release";

/** The operator that a custom resource needs, by its API group: the name of the chart. */
const operators: Readonly<Record<string, RegExp>> = {
  "keda.sh": /keda/,
  "kafka.strimzi.io": /strimzi/,
  "monitoring.coreos.com": /prometheus/,
};

const anything: Kind = {
  id: ({ inputs, type }) => {
    const { name, namespace } = placeOf(type, inputs);
    return namespace === undefined ? name : `${namespace}/${name}`;
  },
  outputs: ({ type }) => (type === release ? { status: { status: "deployed" } } : { status: {} }),
  repeats: ({ type }) => type !== release,
  replaces: (before, after) =>
    immutable.some((path) => JSON.stringify(at(before, path)) !== JSON.stringify(at(after, path))),
};

/** Fields that the API server, or the real provider, does not change in place. */
const immutable = [
  ["metadata", "name"],
  ["metadata", "namespace"],
  ["spec", "selector"],
  ["provisioner"],
  ["parameters"],
  ["value"],
  ["type"],
  ["namespace"],
  ["name"],
];

const at = (value: Properties, path: readonly string[]): unknown =>
  path.reduce<any>((inner, key) => inner?.[key], value);

/** A Kubernetes without an API server: who is there, who needs whom, and in which order they may go. */
export const kubernetes: Model = { kinds: {}, otherwise: anything, refuses, refusesToDelete };

function placeOf(type: string, inputs: Properties): { name: string; namespace?: string } {
  return type === release ? (inputs as { name: string }) : inputs.metadata;
}

function refuses(cloud: Cloud, { type, name, inputs }: Asked): string | undefined {
  const { namespace } = placeOf(type, inputs);
  const group = operatorGroup(type);
  const pod = inputs.spec?.template?.spec;
  const has = (kind: string, wanted: string): boolean =>
    objects(cloud, kind).some(({ id }) => id === wanted);
  const target = inputs.spec?.scaleTargetRef?.name;
  const authentications: string[] = (inputs.spec?.triggers ?? []).flatMap(
    ({ authenticationRef: ref }: Properties) => (ref?.kind === undefined && ref ? [ref.name] : []),
  );
  const complaints: [boolean, string][] = [
    [
      namespace === undefined || system.includes(namespace) || has("Namespace", namespace),
      `namespaces "${namespace}" not found`,
    ],
    [
      group === undefined || operator(cloud, group) !== undefined,
      `no matches for kind in ${group}: its operator is not installed`,
    ],
    [type !== release || hasNode(cloud), "context deadline exceeded: no node for the release"],
    [
      pod?.priorityClassName === undefined || has("PriorityClass", pod.priorityClassName),
      `no PriorityClass with name ${pod?.priorityClassName} was found`,
    ],
    [
      pod?.serviceAccountName === undefined ||
        pod.serviceAccountName === "default" ||
        has("ServiceAccount", `${namespace}/${pod.serviceAccountName}`),
      `serviceaccount "${pod?.serviceAccountName}" not found`,
    ],
    [
      !type.endsWith(":ScaledObject") || has("Deployment", `${namespace}/${target}`),
      `no Deployment ${target} to scale`,
    ],
    [
      authentications.every((one) => has("TriggerAuthentication", `${namespace}/${one}`)),
      `no TriggerAuthentication of ${authentications.join(", ")}`,
    ],
  ];
  const complaint = complaints.find(([holds]) => !holds);
  return complaint === undefined ? undefined : `${name}: ${complaint[1]}`;
}

const system = ["default", "kube-system", "kube-public"];

/** Finalizers need the operator that set them, and a namespace that goes takes with it what is in it. */
function refusesToDelete(cloud: Cloud, { type, id, inputs }: Made): string | undefined {
  const custom = cloud.all().filter((made) => operatorGroup(made.type) !== undefined);
  const left =
    type === release
      ? custom.filter(({ type: other }) => operatorOf(other)?.test(inputs.chart))
      : type.endsWith(":Namespace")
        ? custom.filter(({ inputs: other }) => other.metadata.namespace === id)
        : [];
  return left.length === 0 ? undefined : `${id} would leave ${left[0]?.urn} behind`;
}

function operatorGroup(type: string): string | undefined {
  const group = (type.split(":")[1] ?? "").split("/")[0] ?? "";
  return group in operators ? group : undefined;
}

function operatorOf(type: string): RegExp | undefined {
  return operators[operatorGroup(type) ?? ""];
}

function operator(cloud: Cloud, group: string): Made | undefined {
  return cloud.ofType(release).find(({ inputs }) => operators[group]?.test(inputs.chart));
}

/** A cluster that is not made here has nodes. */
function hasNode(cloud: Cloud): boolean {
  const made = cloud.ofType("aws:eks/cluster:Cluster");
  const groups = cloud.ofType("aws:eks/nodeGroup:NodeGroup");
  return made.length === 0 || groups.some(({ inputs }) => inputs.scalingConfig.minSize > 0);
}

function objects(cloud: Cloud, kind: string): Made[] {
  return cloud
    .all()
    .filter(({ type }) => type.startsWith("kubernetes:") && type.endsWith(`:${kind}`));
}
