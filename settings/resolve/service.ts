import type { TopicArgs } from "../args/topic";
import type { PlatformArgs } from "../args/platform";
import type { ServiceArgs } from "../args/service";
import type { Deriver } from "../derivation";
import { resolveScaling } from "./scaling";

/** What the derivations of one service look at. */
export interface ServiceFacts {
  service: ServiceArgs;
  path: string;
  topic: TopicArgs | undefined;
  production: boolean;
  /** Address of a Prometheus that knows arrival rates. */
  prometheus: string | undefined;
  /** Seconds from container start to the first message. */
  startupSeconds: number;
}

/** Seconds for committing offsets and leaving the group after the last message. */
const commitSeconds = 10;

/** Kubernetes' own default grace period: never be shorter. */
const shortestGraceSeconds = 30;

/** Derived values of one service. */
export function resolveService(
  service: ServiceArgs,
  path: string,
  args: PlatformArgs,
  deriver: Deriver,
): void {
  const { consumes, capacity, probes, resources } = service;
  const startupSeconds = capacity?.startupSeconds ?? 10;
  if (consumes !== undefined) {
    deriver.fill(consumes, "consumerGroup", `${path}.consumes`, service.name, "the service's name");
  }
  const exposure = service.port === undefined ? "none" : "inside";
  deriver.fill(
    service,
    "exposure",
    path,
    exposure,
    `there is ${exposure === "none" ? "no" : "a"} port`,
  );
  if (resources !== undefined) {
    const memory = resources.memory ?? "256Mi";
    deriver.fill(resources, "memoryLimit", `${path}.resources`, memory, "the memory request");
  }
  if (probes !== undefined) {
    const timeout = Math.max(60, Math.ceil(2 * startupSeconds));
    const formula = `max(60, 2 x startupSeconds ${startupSeconds})`;
    deriver.fill(probes, "startupTimeoutSeconds", `${path}.probes`, timeout, formula);
  }
  const preStop = service.preStopSeconds ?? 5;
  const longest = Math.ceil(capacity?.maxProcessingSeconds ?? 0);
  deriver.fill(
    service,
    "terminationGracePeriodSeconds",
    path,
    Math.max(shortestGraceSeconds, preStop + longest + commitSeconds),
    `max(${shortestGraceSeconds}, preStopSeconds ${preStop} + maxProcessingSeconds ${longest} + ${commitSeconds} to commit)`,
  );
  const { prometheus } = args.monitoring ?? {};
  resolveScaling(
    {
      service,
      path,
      topic: args.kafka?.topics?.find(({ name }) => name === consumes?.topic),
      production: args.environment === "production",
      prometheus: prometheus?.rateTrigger === true ? prometheus.serverAddress : undefined,
      startupSeconds,
    },
    deriver,
  );
}
