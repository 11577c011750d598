import { Random } from "../../../forecast/traffic/random";
import { Agenda } from "../../../forecast/world/agenda";
import { Cluster } from "../../../forecast/world/cluster";
import { NodeAutoscaler } from "../../../forecast/world/node-autoscaler";
import type { WorldSpec } from "../../../forecast/world/spec";
import { ExactWaits } from "./exact-waits";
import { ReferenceService } from "./reference-service";

const syncSeconds = 15;

/** What became of a service, second by second. */
export interface ReferenceOutcome {
  services: {
    messages: number;
    waits: ExactWaits;
    unserved: number;
    /** Of these, messages that have waited longer than the SLO. */
    overdue: number;
    coldStarts: number;
    cutOff: number;
    pendingSeconds: number;
    /** Most replicas in the second, and those at its end added up. */
    replicas: Float64Array;
    replicaSeconds: number;
    /** After arrivals, by second. */
    backlog: Float64Array;
    /** Seconds in which the forecast writes the backlog down: at syncs of what runs, and every 15 s of what nothing scales. */
    synced: Uint8Array;
  }[];
  waits: ExactWaits;
  nodeSeconds: number[];
  /** Most nodes in the second, by group. */
  nodes: Float64Array[];
}

/**
 * The world, one second after the other, with nothing left out. It shares with the forecast the decisions, the random
 * numbers, and the pods and nodes, which are whole; messages, triggers and the loops around them are done again, plainly.
 */
export function simulateReference(spec: WorldSpec): ReferenceOutcome {
  const { seconds } = spec;
  const services = spec.services.map((service) => new ReferenceService(service, spec));
  const records = services.map(() => ({
    ...{ pendingSeconds: 0, replicaSeconds: 0, replicas: new Float64Array(seconds) },
    ...{ backlog: new Float64Array(seconds), synced: new Uint8Array(seconds) },
  }));
  const nodes = spec.nodes.groups.map(() => new Float64Array(seconds));
  const nodeSeconds = spec.nodes.groups.map(() => 0);
  const agenda = new Agenda();
  const random = new Random(spec.seed, "cluster");
  const cluster = new Cluster(spec, agenda, random, {
    podReady: (pod, now) => services[pod.service]?.podReady(pod.id, now),
    podLeft: (pod, now) => services[pod.service]?.podLeft(pod.id, now),
    pendingChanged: () => undefined,
    nodesChanged: (group, count, now) => raise(nodes[group], now, count),
  });
  const budgets = spec.services.map(({ maxUnavailable }) => maxUnavailable);
  const autoscaler =
    spec.nodes.autoscaler &&
    new NodeAutoscaler(spec.nodes, spec.nodes.autoscaler, cluster, budgets, random);
  const scale = (i: number, now: number): void => {
    const replicas = services[i]?.replicas ?? 0;
    raise(records[i]?.replicas, now, replicas);
    cluster.scale(i, replicas, now);
  };

  for (const i of services.keys()) scale(i, 0);
  for (let now = 0; now < seconds; now++) {
    for (const service of services) service.arrive(now);
    agenda.run(now);
    for (const [i, service] of services.entries()) {
      const { scaler, pollPhase, replicas } = service;
      if (scaler === undefined || now < pollPhase) continue;
      if ((now - pollPhase) % scaler.pollingInterval === 0) service.poll(scaler, now);
      if (service.replicas !== replicas) scale(i, now);
    }
    for (const [i, service] of services.entries()) {
      const { scaler, syncPhase, replicas } = service;
      if (scaler === undefined && now % syncSeconds === 0) records[i]?.synced.fill(1, now, now + 1);
      if (scaler === undefined || now % syncSeconds !== syncPhase) continue;
      if (replicas > 0 || now < syncSeconds) records[i]?.synced.fill(1, now, now + 1);
      service.sync(scaler, cluster.podsOf[i]?.length ?? 0, now);
      if (service.replicas !== replicas) scale(i, now);
    }
    cluster.schedule(now);
    // Lets the autoscaler search for unneeded nodes in every loop.
    cluster.changes++;
    autoscaler?.run(now);
    for (const { service } of cluster.pending) {
      const record = records[service];
      if (record !== undefined) record.pendingSeconds++;
    }
    // What takes no time at all.
    agenda.run(now);
    for (const [i, record] of records.entries()) {
      const service = services[i];
      if (service === undefined) continue;
      raise(record.replicas, now, service.replicas);
      record.replicaSeconds += service.replicas;
      record.backlog[now] = service.backlog;
      service.consumers?.work1s(now);
    }
    for (const [group, record] of nodes.entries()) {
      raise(record, now, cluster.count(group));
      nodeSeconds[group] = (nodeSeconds[group] ?? 0) + cluster.count(group);
    }
  }
  return {
    services: services.map(({ messages, waits, backlog, coldStarts, cutOff, overdue }, i) => ({
      ...{ messages, waits, unserved: backlog, overdue, coldStarts, cutOff },
      ...records[i]!,
    })),
    waits: ExactWaits.all(services.map(({ waits }) => waits)),
    nodeSeconds,
    nodes,
  };
}

function raise(levels: Float64Array | undefined, now: number, value: number): void {
  if (levels !== undefined) levels[now] = Math.max(levels[now] ?? 0, value);
}
