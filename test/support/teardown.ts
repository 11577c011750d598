import type { PlannedResource } from "../../plan/recording-monitor";
import { dependencyGraph, onCycles, reached, type Graph } from "./graph";

/** A resource and what it must outlive: the first is deleted before every one of the others. */
interface Order {
  first: PlannedResource;
  then: PlannedResource[];
}

interface Inputs {
  kind?: string;
  chart?: string;
  namespace?: string;
  name?: string;
  metadata?: { name?: string; namespace?: string; labels?: Record<string, string> };
  spec?: {
    scaleTargetRef?: { name?: string; kind?: string };
    triggers?: { type?: string; authenticationRef?: { name?: string } }[];
  };
}

/**
 * Where a destroy would hang or lose something: finalizers need their operator, operators need nodes, nodes need the cluster.
 * The order is ScaledObjects, Deployments, TriggerAuthentications, topics and users, Kafka, operators, namespaces, node groups, cluster,
 * network (guide: keda#7950, strimzi#11901). Only resources of this recording count: what exists already stays.
 */
export function teardownErrors(resources: readonly PlannedResource[]): string[] {
  const graph = dependencyGraph(resources);
  const cycles = onCycles(graph).map((urn) => `${urn}: depends on itself`);
  return [...cycles, ...orders(resources).flatMap((order) => broken(order, graph))];
}

function broken({ first, then }: Order, graph: Graph): string[] {
  const before = reached(graph, first.urn);
  return then
    .filter(({ urn }) => !before.has(urn))
    .map((other) => `${label(first)} can be deleted after ${label(other)}`);
}

function orders(resources: readonly PlannedResource[]): Order[] {
  const of = (...types: string[]): PlannedResource[] =>
    resources.filter(({ type }) => types.includes(type));
  const kind = (name: string): PlannedResource[] =>
    resources.filter(
      ({ type, inputs }) => type.startsWith("kubernetes:") && (inputs as Inputs).kind === name,
    );
  const chart = (word: string): PlannedResource[] =>
    of("kubernetes:helm.sh/v3:Release").filter(({ inputs }) =>
      String(inputs["chart"]).includes(word),
    );

  const keda = chart("keda");
  const prometheus = chart("kube-prometheus-stack");
  const strimzi = chart("strimzi");
  const kafkas = kind("Kafka");
  const nodeGroups = of("aws:eks/nodeGroup:NodeGroup");
  const clusters = of("eks:index:Cluster", "aws:eks/cluster:Cluster");
  const networks = of("awsx:ec2:Vpc", "aws:ec2/vpc:Vpc");
  const all = (firsts: PlannedResource[], ...then: PlannedResource[][]): Order[] =>
    firsts.map((first) => ({ first, then: then.flat() }));

  return [
    ...kind("ScaledObject").flatMap((first) => [
      {
        first,
        then: [
          ...keda,
          ...scaledBy(first, kind("Deployment"), kind("TriggerAuthentication")),
          ...(asks(first, "prometheus") ? prometheus : []),
        ],
      },
    ]),
    ...all(kind("TriggerAuthentication"), keda),
    ...all([...kind("KafkaTopic"), ...kind("KafkaUser")], strimzi).map(({ first, then }) => ({
      first,
      then: [...then, ...kafkas.filter((kafka) => isClusterOf(kafka, first))],
    })),
    ...all([...kafkas, ...kind("KafkaNodePool")], strimzi),
    ...all([...kind("PodMonitor"), ...kind("PrometheusRule")], prometheus),
    ...housed(resources, kind("Namespace")),
    ...all(
      [...of("kubernetes:helm.sh/v3:Release"), ...kind("Namespace"), ...kind("Deployment")],
      nodeGroups,
    ),
    ...all(nodeGroups, clusters),
    ...all(of("pulumi:providers:kubernetes"), clusters),
    ...all(clusters, networks),
  ];
}

/** What a ScaledObject names: its Deployment and its credentials, in its own namespace. */
function scaledBy(
  { inputs }: PlannedResource,
  deployments: PlannedResource[],
  auths: PlannedResource[],
) {
  const { metadata, spec } = inputs as Inputs;
  const refs = new Set(
    (spec?.triggers ?? []).map(({ authenticationRef }) => authenticationRef?.name),
  );
  const beside = (other: PlannedResource): boolean =>
    (other.inputs as Inputs).metadata?.namespace === metadata?.namespace;
  const name = (other: PlannedResource): string | undefined =>
    (other.inputs as Inputs).metadata?.name;
  return [
    ...deployments.filter((other) => beside(other) && name(other) === spec?.scaleTargetRef?.name),
    ...auths.filter((other) => beside(other) && refs.has(name(other))),
  ];
}

/** Whether a trigger of a ScaledObject is of this type. */
function asks({ inputs }: PlannedResource, type: string): boolean {
  return ((inputs as Inputs).spec?.triggers ?? []).some((trigger) => trigger.type === type);
}

function isClusterOf({ inputs }: PlannedResource, member: PlannedResource): boolean {
  const cluster = (member.inputs as Inputs).metadata?.labels?.["strimzi.io/cluster"];
  return (inputs as Inputs).metadata?.name === cluster;
}

/** Every object, and every release, after the namespace that holds it. */
function housed(resources: readonly PlannedResource[], namespaces: PlannedResource[]): Order[] {
  const byName = new Map(
    namespaces.map((namespace) => [
      (namespace.inputs as Inputs).metadata?.name ?? namespace.name,
      namespace,
    ]),
  );
  return resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .flatMap((first) => {
      const { metadata, namespace } = first.inputs as Inputs;
      const house = byName.get(metadata?.namespace ?? namespace ?? "");
      return house === undefined ? [] : [{ first, then: [house] }];
    });
}

function label({ type, name }: PlannedResource): string {
  return `${type.split(":").at(-1)} ${name}`;
}
