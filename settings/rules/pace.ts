import type { Rule } from "../rule";
import { kafkaTriggersOf, topicOf } from "../kafka-triggers";
import { servicesOf } from "../triggers";

/** What one replica can do against what people may expect. */
export const paceRules: readonly Rule[] = [
  {
    id: "slo/threshold-below-start",
    severity: "warning",
    because:
      "while new replicas start, work piles up and asks for replicas that nobody needs once they are there: lag alone can cost more than static peak (guide/scaling.md 0.3 and 0.4)",
    *check(context) {
      for (const { kafka, kafkaPath, givenTrigger, service } of kafkaTriggersOf(context)) {
        const { capacity, scaling } = service;
        const given = givenTrigger?.kafka?.lagThreshold;
        if (given === undefined || capacity === undefined) continue;
        if (scaling.triggers.some(({ prometheus }) => prometheus !== undefined)) continue;
        const least = capacity.messagesPerSecond * capacity.startupSeconds;
        if (given >= least) continue;
        yield {
          path: `${kafkaPath}.lagThreshold`,
          expected: `at least ${Math.ceil(least)}, ${capacity.messagesPerSecond} messages a second x ${capacity.startupSeconds} seconds to start`,
          got: String(kafka.lagThreshold),
          fix: "raise it, remove it to have it derived, or let monitoring add a trigger by arrival rate",
        };
      }
    },
  },
  {
    id: "slo/threshold-exceeds-wait",
    severity: "warning",
    because:
      "in equilibrium each replica has lagThreshold messages before it, so that the last one waits lagThreshold / messagesPerSecond (Little's law)",
    *check(context) {
      for (const { kafka, kafkaPath, givenTrigger, service } of kafkaTriggersOf(context)) {
        const { capacity, slo } = service;
        const given = givenTrigger?.kafka?.lagThreshold;
        if (given === undefined || capacity === undefined || slo === undefined) continue;
        const wait = given / capacity.messagesPerSecond;
        // Where replicas start slower than people may wait, the threshold must cover the start.
        if (wait <= Math.max(slo.waitSeconds, capacity.startupSeconds)) continue;
        yield {
          path: `${kafkaPath}.lagThreshold`,
          expected: `at most ${Math.max(1, Math.floor(slo.waitSeconds * capacity.messagesPerSecond))}, slo.waitSeconds x messagesPerSecond`,
          got: `${kafka.lagThreshold}, a wait of ${Number(wait.toFixed(1))} seconds`,
          fix: "lower it, or remove it to have it derived",
        };
      }
    },
  },
  {
    id: "slo/start-exceeds-wait",
    severity: "warning",
    because:
      "the first message after a pause waits until KEDA has looked and a replica has started",
    *check(context) {
      for (const { service, path, goesToZero } of servicesOf(context)) {
        const { slo, capacity, scaling } = service;
        if (slo === undefined || capacity === undefined || !goesToZero) continue;
        const first = scaling.pollingInterval + capacity.startupSeconds;
        if (first <= slo.waitSeconds) continue;
        yield {
          path: `${path}.slo.waitSeconds`,
          expected: `at least ${first} for a service that goes to zero: pollingInterval ${scaling.pollingInterval} + startupSeconds ${capacity.startupSeconds}`,
          got: String(slo.waitSeconds),
          fix: "write scaling.minReplicaCount: 1, or accept that the first message waits",
        };
      }
    },
  },
  {
    id: "slo/unknown-capacity",
    severity: "warning",
    because:
      "without knowing what one replica can do, thresholds stay KEDA's defaults and the slo changes nothing",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        if (service.slo === undefined || service.capacity !== undefined) continue;
        yield {
          path: `${path}.capacity`,
          expected: "messagesPerSecond of one replica beside slo",
          got: "nothing",
          fix: "measure it, or estimate it for now",
        };
      }
    },
  },
  {
    id: "capacity/longest-below-average",
    severity: "warning",
    because:
      "if one replica does so few messages a second, an average message takes longer than the longest",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const { capacity } = service;
        if (capacity === undefined) continue;
        const average = 1 / capacity.messagesPerSecond;
        if (average <= capacity.maxProcessingSeconds) continue;
        yield {
          path: `${path}.capacity.maxProcessingSeconds`,
          expected: `at least ${Number(average.toFixed(1))} seconds, 1 / messagesPerSecond`,
          got: String(capacity.maxProcessingSeconds),
          fix: "raise it to what the longest message takes: the drain is planned with it",
        };
      }
    },
  },
  {
    id: "service/grace-below-work",
    severity: "error",
    because: "every scale-in kills work that is longer: keda#2900, keda#3674",
    *check(context) {
      for (const { service, given, path } of servicesOf(context)) {
        const grace = given.terminationGracePeriodSeconds;
        const longest = service.capacity?.maxProcessingSeconds;
        if (grace === undefined || longest === undefined || grace >= longest) continue;
        yield {
          path: `${path}.terminationGracePeriodSeconds`,
          expected: `at least ${longest}, capacity.maxProcessingSeconds`,
          got: String(grace),
          fix: "raise it, or remove it to have it derived",
        };
      }
    },
  },
  {
    id: "service/grace-too-tight",
    severity: "warning",
    because: "preStop counts too, so that the longest message would not be done in time",
    *check(context) {
      for (const { service, given, path } of servicesOf(context)) {
        const grace = given.terminationGracePeriodSeconds;
        const longest = service.capacity?.maxProcessingSeconds;
        if (grace === undefined || longest === undefined || grace < longest) continue;
        const needed = Math.ceil(service.preStopSeconds + longest);
        // A preStop that leaves nothing at all has an error of its own.
        if (grace >= needed || service.preStopSeconds >= grace) continue;
        yield {
          path: `${path}.terminationGracePeriodSeconds`,
          expected: `at least ${needed}, preStopSeconds + capacity.maxProcessingSeconds`,
          got: String(grace),
          fix: "raise it, or remove it to have it derived",
        };
      }
    },
  },
  {
    id: "service/start-exceeds-probe",
    severity: "error",
    because: "the kubelet would end the container before it has started, again and again",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const start = service.capacity?.startupSeconds;
        const { startupTimeoutSeconds } = service.probes;
        if (start === undefined || startupTimeoutSeconds >= start) continue;
        yield {
          path: `${path}.probes.startupTimeoutSeconds`,
          expected: `at least ${start}, capacity.startupSeconds`,
          got: String(startupTimeoutSeconds),
          fix: "raise it, or remove it to have it derived",
        };
      }
    },
  },
  {
    id: "kafka-trigger/leaves-work-waiting",
    severity: "warning",
    because:
      "a service at zero is only started above this number: fewer messages wait until more come, for ever if none do",
    *check(context) {
      for (const { kafka, kafkaPath, givenTrigger, goesToZero } of kafkaTriggersOf(context)) {
        const given = givenTrigger?.kafka?.activationLagThreshold;
        const topic = topicOf(context.settings, kafka.topic);
        const noise = topic?.transactional === true ? topic.partitions : 0;
        if (given === undefined || !goesToZero) continue;
        if (given < kafka.lagThreshold || given <= noise) continue;
        yield {
          path: `${kafkaPath}.activationLagThreshold`,
          expected: `less than lagThreshold, ${kafka.lagThreshold}`,
          got: String(given),
          fix: "lower it; 0 starts the service at the first message",
        };
      }
    },
  },
  {
    id: "kafka-trigger/markers-keep-it-awake",
    severity: "warning",
    because:
      "markers of transactions keep the lag of every partition at 1, so that the service never goes to zero (keda#5675)",
    *check(context) {
      for (const { kafka, kafkaPath, givenTrigger, goesToZero } of kafkaTriggersOf(context)) {
        const given = givenTrigger?.kafka?.activationLagThreshold;
        const topic = topicOf(context.settings, kafka.topic);
        if (given === undefined || topic?.transactional !== true || !goesToZero) continue;
        if (given >= topic.partitions) continue;
        yield {
          path: `${kafkaPath}.activationLagThreshold`,
          expected: `at least ${topic.partitions}, the partitions of a transactional topic`,
          got: String(given),
          fix: "raise it, or remove it to have it derived",
        };
      }
    },
  },
];
