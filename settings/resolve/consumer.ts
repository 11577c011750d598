import type { ServiceArgs } from "../args/service";
import type { Deriver } from "../derivation";

/** Seconds of work that one poll may return: half of Kafka's own poll interval, so that one slow batch loses nothing. */
const pollSeconds = 150;

/** Kafka's own `max.poll.records`. */
const mostPollRecords = 500;

/** Kafka's own `max.poll.interval.ms`. */
const shortestPollIntervalMs = 300_000;

/** Derived values of a consumer. https://kafka.apache.org/documentation/#consumerconfigs */
export function resolveConsumer(service: ServiceArgs, path: string, deriver: Deriver): void {
  const { consumes, capacity } = service;
  if (consumes === undefined) return;
  const at = `${path}.consumes`;
  deriver.fill(consumes, "consumerGroup", at, service.name, "the service's name");
  const members = consumes.consumersPerReplica ?? 1;
  const perMember = capacity === undefined ? undefined : capacity.messagesPerSecond / members;
  const records = deriver.fill(
    consumes,
    "maxPollRecords",
    at,
    perMember === undefined
      ? mostPollRecords
      : Math.min(mostPollRecords, Math.max(1, Math.floor(pollSeconds * perMember))),
    perMember === undefined
      ? "Kafka's default: give capacity to derive it"
      : `${pollSeconds} seconds x ${capacity?.messagesPerSecond} messages a second / ${members} members, within 1 and ${mostPollRecords}`,
  );
  const longest = capacity?.maxProcessingSeconds ?? 0;
  const batch = perMember === undefined ? 0 : Number((records / perMember).toPrecision(6));
  const interval = Math.ceil(2000 * Math.max(longest, batch));
  deriver.fill(
    consumes,
    "maxPollIntervalMs",
    at,
    Math.min(2_147_483_647, Math.max(shortestPollIntervalMs, interval)),
    `max(${shortestPollIntervalMs}, 2 x max(maxProcessingSeconds ${longest}, ${batch} seconds for ${records} messages))`,
  );
}
