import type { ServiceSettings, TopicSettings } from "../../settings/generated/settings";

/** What a user may do with one resource of Kafka; nothing else is allowed to it. */
export interface Acl {
  type: "topic" | "group" | "transactionalId";
  name: string;
  /** The name is the beginning of the resource's name. */
  isPrefix?: boolean;
  operations: ("Read" | "Write" | "Describe")[];
}

/** A topic that a service works off in a group. */
export interface Consumption {
  topic: string;
  consumerGroup: string;
}

/**
 * A service's rights: to read its topic in its group, to write its other topics. Writing with a producer's own sequence
 * numbers needs no more since Kafka 3.0 (KIP-679); transactions need their id, which must begin with
 * `transactionalIdPrefix`.
 */
export function serviceAcls(
  service: ServiceSettings<unknown>,
  topics: readonly TopicSettings[],
): Acl[] {
  const { consumes, produces } = service;
  const prefix = transactionalIdPrefix(service, topics);
  return [
    ...(consumes === undefined
      ? []
      : [
          topic(consumes.topic, "Read", "Describe"),
          { type: "group" as const, name: consumes.consumerGroup, operations: ["Read" as const] },
        ]),
    ...[...new Set(produces)].map((name) => topic(name, "Write", "Describe")),
    ...(prefix === undefined
      ? []
      : [
          {
            type: "transactionalId" as const,
            name: prefix,
            isPrefix: true,
            operations: ["Write" as const, "Describe" as const],
          },
        ]),
  ];
}

/** KEDA's rights: to see where topics end and how far groups have come, never a message. */
export function scalerAcls(consumptions: readonly Consumption[]): Acl[] {
  const topics = new Set(consumptions.map(({ topic: name }) => name));
  const groups = new Set(consumptions.map(({ consumerGroup }) => consumerGroup));
  return [
    ...[...topics].sort().map((name) => topic(name, "Describe")),
    ...[...groups].sort().map((name): Acl => ({ type: "group", name, operations: ["Describe"] })),
  ];
}

/** What a service's transactional ids begin with, when it writes to a topic whose producers use transactions. */
export function transactionalIdPrefix(
  { name, produces }: ServiceSettings<unknown>,
  topics: readonly TopicSettings[],
): string | undefined {
  const isTransactional = topics.some(
    (candidate) => candidate.transactional && produces.includes(candidate.name),
  );
  // The dot, which no service's name holds, keeps `chat` away from the ids of `chat-eu`.
  return isTransactional ? `${name}.` : undefined;
}

function topic(name: string, ...operations: Acl["operations"]): Acl {
  return { type: "topic", name, operations };
}
