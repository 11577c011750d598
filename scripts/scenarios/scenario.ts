import { ChatbotAutoscalingPlatform } from "../../components/platform/platform";
import { versions } from "../../components/versions";
import { alternatives } from "../../forecast/compare/alternatives";
import { fixedNodes } from "../../forecast/compare/fixed-nodes";
import type { Alternative } from "../../forecast/forecast";
import { usualDelays, type Delays } from "../../forecast/inputs/delays";
import { anywhere, existingNodes } from "../../forecast/inputs/existing-nodes";
import { platformWorld } from "../../forecast/inputs/platform-world";
import { withLeftBehind } from "../../forecast/left-behind";
import type { CostLine, Outcome } from "../../forecast/outcome";
import type { Traffic } from "../../forecast/traffic/traffic";
import { simulate } from "../../forecast/world/simulation";
import type { NodeGroupSpec, WorldSpec } from "../../forecast/world/spec";
import { record } from "../../plan/record";
import type { PlatformArgs } from "../../settings/args/platform";
import { examine } from "../../settings/door";
import { message } from "../../settings/finding";

/** Seconds of a week. */
export const week = 604_800;

/** The only node group of a scenario; what else a platform runs is not counted. */
export const workers = "workers";

/** What a scenario is made of. */
export interface Scenario {
  args: PlatformArgs;
  traffic: (service: string) => Traffic;
  seconds: number;
  /** From the order of a node until it is ready. */
  nodeSeconds: number;
  seed?: number;
  /** Replicas of its static peak. */
  staticReplicas: number;
}

/** Messages and nodes of the scenario's services alone, from the very objects that the platform would create. */
export async function scenarioWorld(scenario: Scenario): Promise<WorldSpec> {
  const { args, traffic, seconds, nodeSeconds, seed = 1 } = scenario;
  const { settings, findings } = examine<string>(args, versions);
  if (settings === undefined) throw new Error(findings.map(message).join("\n"));
  const { resources } = await record(() => {
    new ChatbotAutoscalingPlatform("chatbot", args);
    return Promise.resolve();
  });
  const node = { kind: "fixed", seconds: nodeSeconds } as const;
  const nothing = { kind: "fixed", seconds: 0 } as const;
  const delays: Delays = {
    ...usualDelays,
    ...{ node, gpuNode: node, pull: nothing, gpuPull: nothing },
  };
  const manifests = resources.map(({ inputs }) => inputs);
  const { world, faults } = platformWorld({ settings, manifests, traffic, delays });
  if (faults.length > 0) throw new Error(faults.join("\n"));
  const groups = world.nodes.groups.filter(({ template }) => template.group === workers);
  const services = world.services.filter(({ work, pod }) => work !== undefined || isPause(pod));
  return { services, nodes: { ...world.nodes, groups }, outages: [], startsAt: 0, seconds, seed };
}

function isPause({ priority = 0 }: WorldSpec["services"][number]["pod"]): boolean {
  return priority < 0;
}

/** Runs a scenario as configured and in the other ways; nodes are all that is paid for. */
export function compare(world: WorldSpec, staticReplicas: number): readonly Alternative[] {
  const bill = (usage: Pick<Outcome, "nodeSeconds">): CostLine[] => nodeBill(world, usage);
  const outcome = withLeftBehind(simulate(world));
  const ways = alternatives(world, outcome, bill(outcome), bill, () => undefined);
  return ways.map((way) => (way.name === "static peak" ? staticPeak(world, staticReplicas) : way));
}

/** So many replicas of every service all the time, as the scenario defines its static peak, on the nodes that they need. */
function staticPeak(world: WorldSpec, replicas: number): Alternative {
  const none = { kind: "fixed", seconds: 0 } as const;
  const services = world.services
    .filter(({ work }) => work !== undefined)
    .map((one) => ({ ...one, replicas, scaler: undefined, startup: { pull: none, start: none } }));
  const counts = fixedNodes(world.nodes.groups, services).map(({ length }) => length);
  const nodeSeconds = counts.map((count) => count * world.seconds);
  const [line] = nodeBill(world, { nodeSeconds });
  const still = { ...world, services: services.map(anywhere), nodes: existingNodes };
  return {
    name: "static peak",
    about: `${replicas} replicas of every service, all the time`,
    wait: withLeftBehind(simulate(still)).wait,
    usd: line?.usd ?? NaN,
  };
}

/** Dollars of the nodes. */
export function nodeBill(
  { nodes }: WorldSpec,
  { nodeSeconds }: Pick<Outcome, "nodeSeconds">,
): CostLine[] {
  return nodes.groups.map(({ template, usdPerHour }: NodeGroupSpec, group) => ({
    part: template.group,
    kind: "nodes",
    usd: ((nodeSeconds[group] ?? 0) / 3600) * usdPerHour,
  }));
}

/** A service of a scenario: one `capacity`, one `slo`, and what its scenario says besides. */
export interface ScenarioService {
  name: string;
  startupSeconds: number;
  waitSeconds: number;
  cap: number;
  /** For each replica of the cap: so many that their shares are nearly even at any number of replicas. */
  partitionsEach: number;
  minReplicaCount?: number;
  gpus?: number;
}

/** A platform with these services on one group of nodes. */
export function platformArgs(
  services: readonly ScenarioService[],
  group: { instanceType: string; minSize?: number; maxSize: number },
): PlatformArgs {
  return {
    cluster: {
      eks: {
        name: "scenario",
        region: "us-east-1",
        network: { vpc: { availabilityZones: ["us-east-1a", "us-east-1b"] } },
        admins: [{ principalArn: "arn:aws:iam::111122223333:role/admin" }],
      },
    },
    nodes: {
      groups: [
        {
          name: "system",
          instanceTypes: ["m6i.xlarge"],
          minSize: 1,
          maxSize: 6,
          availabilityZones: ["us-east-1a"],
        },
        {
          name: workers,
          instanceTypes: [group.instanceType],
          minSize: group.minSize ?? 0,
          maxSize: group.maxSize,
          taints: [{ key: "chatbot.dev/workers", value: "true" }],
        },
      ],
    },
    monitoring: { stack: {} },
    kafka: {
      strimzi: {},
      topics: services.map(({ name, cap, partitionsEach }) => ({
        name: `topic.${name}`,
        partitions: partitionsEach * cap,
      })),
    },
    services: services.map((service) => ({
      name: service.name,
      image: "ghcr.io/acme/worker:1.0.0",
      consumes: { topic: `topic.${service.name}` },
      capacity: { messagesPerSecond: 2, startupSeconds: service.startupSeconds },
      slo: { waitSeconds: service.waitSeconds },
      resources:
        service.gpus === undefined
          ? { cpu: "1", memory: "2Gi" }
          : { cpu: "3", memory: "8Gi", gpus: service.gpus },
      probes: { command: ["/app/alive"] },
      placement: { nodeGroup: workers },
      scaling: {
        maxReplicaCount: service.cap,
        ...(service.minReplicaCount === undefined
          ? {}
          : { minReplicaCount: service.minReplicaCount }),
      },
    })),
  };
}
