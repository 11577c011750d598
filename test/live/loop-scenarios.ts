import type { KafkaTools } from "./kafka-tools";
import { kubectl } from "./kubectl";
import type { Workload } from "./loop-cluster";
import type { LoopRun } from "./loop-run";
import { article, partitions, soon, topicOf, type LoopService } from "./loop-stack";
import { PlayedConsumers, sendBySecond, sleep, type Sent } from "./loop-traffic";
import { poolName } from "./played-node";

export const namespace = "chatbot-loop";

/** Messages a second of one replica, as the settings say. */
export const capacity = 2;

/** So many messages in each of so many seconds. */
export const steadily = (seconds: number, messages: number): number[] =>
  Array<number>(seconds).fill(messages);

const lagOnly = { triggers: [{ name: "lag", kafka: {} }] };

/** The next full minute that is at least so many seconds away. */
function minuteAfter(seconds: number): Date {
  return new Date(Math.ceil((Date.now() + seconds * 1000) / 60_000) * 60_000);
}

const cronOf = (moment: Date): string => `${moment.getUTCMinutes()} ${moment.getUTCHours()} * * *`;

/** The services of all scenarios but the article's, and the minutes between which one has a floor. */
export function services(): { services: LoopService[]; floor: { from: Date; to: Date } } {
  const from = minuteAfter(45);
  const to = new Date(from.getTime() + 120_000);
  const cron = { timezone: "UTC", start: cronOf(from), end: cronOf(to), desiredReplicas: 2 };
  const scaling = { cooldownPeriod: 30, advanced: soon(30) };
  return {
    floor: { from, to },
    services: [
      { name: "waves", scaling: { cooldownPeriod: 75 } },
      {
        name: "idle",
        scaling: { ...scaling, ...lagOnly, minReplicaCount: 2, idleReplicaCount: 0 },
      },
      { name: "capped", scaling: { ...scaling, ...lagOnly } },
      { name: "floor", scaling: { ...scaling, triggers: [...lagOnly.triggers, { cron }] } },
    ],
  };
}

/** What happened to a service while traffic came. */
export interface Played {
  workload: Workload;
  sent: Sent[];
  /** Every committed offset that there was before. */
  committed: number[];
  from: number;
  to: number;
}

/** Sends traffic and lets replicas work it off, until a while later. */
async function play(
  run: LoopRun,
  name: string,
  [topic, group]: [string, string],
  bySecond: readonly number[],
  after: (workload: Workload) => Promise<unknown>,
): Promise<Played> {
  const workload = run.cluster.workload(name);
  await workload.replicas.reaches(0, 60);
  const { committed } = await run.kafka.progress(topic, group);
  const from = Date.now();
  const speed = (): number => (workload.ready.value || 0) * capacity;
  const consumers = new PlayedConsumers(run.kafka, topic, group, speed);
  try {
    const sent = await sendBySecond(run.kafka, topic, bySecond);
    await after(workload);
    return { workload, sent, committed: [...new Set(committed)], from, to: Date.now() };
  } finally {
    await consumers.stop();
  }
}

/**
 * The article's traffic: half a minute of what six replicas can do, then nothing. Before, the Deployment's very first pod, which
 * comes before KEDA knows of it, finds room; the others have to wait for nodes.
 */
export async function articleScenario(run: LoopRun): Promise<Played> {
  const name = `${article.namespace}/${article.name}`;
  const traffic = [...steadily(5, 0), ...steadily(25, partitions * capacity)];
  const streams: [string, string] = [article.topic, "ai-chat-group"];
  const nodes = run.cluster.nodes(poolName);
  await run.cluster.workload(name).replicas.reaches(0, 60);
  await run.takeRoom();
  return play(run, name, streams, traffic, async ({ replicas }) => {
    await replicas.reaches(0, 460);
    if (run.hasPool) await nodes.reaches(0, 60);
  });
}

/** Two waves with a pause that is long enough to sleep in; the second is higher. */
export function wavesScenario(run: LoopRun): Promise<Played> {
  const traffic = [
    ...[...steadily(5, 0), ...steadily(40, 3), ...steadily(170, 0)],
    ...[...steadily(25, 8), ...steadily(25, 4), ...steadily(125, 0)],
  ];
  const streams: [string, string] = [topicOf("waves"), "waves"];
  return play(run, `${namespace}/waves`, streams, traffic, () => Promise.resolve());
}

export function idleScenario(run: LoopRun): Promise<Played> {
  const traffic = steadily(5, 4);
  const streams: [string, string] = [topicOf("idle"), "idle"];
  return play(run, `${namespace}/idle`, streams, traffic, async (idle) => {
    await idle.replicas.reaches(2, 30);
    await idle.replicas.reaches(0, 120);
  });
}

/** A flood that nobody works off, a pause by hand, and the end of it. */
export async function cappedScenario(run: LoopRun) {
  const workload = run.cluster.workload(`${namespace}/capped`);
  const { replicas } = workload;
  const annotate = (text: string): Promise<unknown> =>
    kubectl(["annotate", "scaledobject", "capped", "--namespace", namespace, text]);
  await replicas.reaches(0, 60);
  const from = Date.now();
  await run.kafka.produce(topicOf("capped"), 2000);
  await replicas.reaches(partitions, 90);
  await sleep(20_000);
  const pausedAt = Date.now();
  await annotate("autoscaling.keda.sh/paused-replicas=2");
  await replicas.reaches(2, 60);
  await annotate("autoscaling.keda.sh/paused-replicas-");
  await replicas.reaches(partitions, 90);
  await run.kafka.readAll(topicOf("capped"), "capped");
  await replicas.reaches(0, 120);
  return { workload, from, pausedAt };
}

/** A floor by the clock; lag that asks for more while it holds; nothing after both. */
export async function floorScenario(run: LoopRun): Promise<Workload> {
  const workload = run.cluster.workload(`${namespace}/floor`);
  const { replicas } = workload;
  await replicas.reaches(0, 60);
  await replicas.reaches(2, 150);
  await run.kafka.produce(topicOf("floor"), 300);
  await replicas.reaches(partitions, 60);
  await run.kafka.readAll(topicOf("floor"), "floor");
  await replicas.reaches(2, 90);
  await replicas.reaches(0, 180);
  return workload;
}

export const outage = "chatbot-outage";

/** Services of the broker that will be killed. */
export function outageServices(): LoopService[] {
  const scaling = { cooldownPeriod: 30, advanced: soon(30) };
  return [
    // The fallback that the platform derives.
    { name: "kept", scaling: { ...scaling, minReplicaCount: 1 } },
    {
      name: "late",
      scaling: {
        ...scaling,
        ...{ minReplicaCount: 1, fallback: { failureThreshold: 3, replicas: 4 } },
      },
    },
    { name: "busy", scaling },
    { name: "asleep", scaling: { ...scaling, fallback: { failureThreshold: 0, replicas: 4 } } },
  ];
}

/** Replicas of each service: before the broker was killed, after a minute without it, and after it was back for a while. */
export interface Outage extends Record<"before" | "without" | "after", Record<string, number>> {
  from: number;
  /** When the broker was away, in seconds after `from`. */
  away: { from: number; to: number };
  to: number;
}

export async function outageScenario(run: LoopRun, kafka: KafkaTools): Promise<Outage> {
  const of = (name: string): Workload => run.cluster.workload(`${outage}/${name}`);
  const all = (): Record<string, number> =>
    Object.fromEntries(outageServices().map(({ name }) => [name, of(name).replicas.value]));
  await Promise.all(["asleep", "busy"].map((name) => of(name).replicas.reaches(0, 60)));
  await kafka.produce(topicOf("busy"), 45);
  await of("busy").replicas.reaches(2, 60);
  const [from, before] = [Date.now(), all()];
  const seconds = (): number => Math.round((Date.now() - from) / 1000);
  await run.broker?.kill();
  const away = { from: seconds(), to: 0 };
  await of("kept").replicas.reaches(2, 60);
  // Longer than a cooldown, and enough polls for any threshold.
  await sleep(60_000);
  const without = all();
  await run.broker?.revive();
  away.to = seconds();
  await of("kept").replicas.reaches(1, 120);
  await kafka.readAll(topicOf("busy"), "busy");
  await of("busy").replicas.reaches(0, 120);
  return { before, without, after: all(), from, away, to: Date.now() };
}
