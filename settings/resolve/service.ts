import type { PlatformArgs } from "../args/platform";
import type { Exposure, ServiceArgs } from "../args/service";
import type { Deriver } from "../derivation";
import { prometheusServer } from "../prometheus-server";
import { mebibytes } from "../quantity";
import { resolveConsumer } from "./consumer";
import { resolveScaling } from "./scaling";

/** Seconds for committing offsets and leaving the group after the last message. */
const commitSeconds = 10;

/** Kubernetes' own default grace period: never be shorter. */
const shortestGraceSeconds = 30;

/**
 * Seconds until nothing sends to a replica that has left the endpoints: kube-proxy within a few, a load balancer's
 * deregistration more. https://docs.aws.amazon.com/eks/latest/best-practices/load-balancing.html
 */
const trafficSeconds: Readonly<Record<Exposure, number>> = {
  none: 0,
  inside: 5,
  loadBalancer: 15,
  ingress: 15,
};

/** MiB for logs and for what the image writes into its own layers. */
const logsMiB = 1024;

/** Derived values of one service. */
export function resolveService(
  service: ServiceArgs,
  path: string,
  args: PlatformArgs,
  deriver: Deriver,
): void {
  const startupSeconds = service.capacity?.startupSeconds ?? 10;
  const reached = service.port === undefined ? "none" : "inside";
  const why = `there is ${reached === "none" ? "no" : "a"} port`;
  const exposure = deriver.fill(service, "exposure", path, reached, why);
  resolveConsumer(service, path, deriver);
  resolveContainer(service, path, startupSeconds, deriver);
  resolveEnding(service, path, exposure, deriver);
  const { prometheus, stack } = args.monitoring ?? {};
  // Only Strimzi brings the exporter that the platform's own Prometheus looks at.
  const recordsRates = stack !== undefined && args.kafka?.strimzi !== undefined;
  resolveScaling(
    {
      service,
      path,
      topic: args.kafka?.topics?.find(({ name }) => name === service.consumes?.topic),
      production: args.environment === "production",
      prometheus: prometheusServer(args.monitoring)?.serverAddress,
      knowsRates: recordsRates || prometheus?.rateTrigger === true,
      recordsRates,
      startupSeconds,
    },
    deriver,
  );
}

function resolveContainer(
  { resources, probes, writablePaths }: ServiceArgs,
  path: string,
  startupSeconds: number,
  deriver: Deriver,
): void {
  if (resources !== undefined) {
    const at = `${path}.resources`;
    deriver.fill(resources, "memoryLimit", at, resources.memory ?? "256Mi", "the memory request");
    const disk = (writablePaths ?? [])
      .filter(({ memory }) => memory !== true)
      .reduce((sum, { sizeLimit }) => sum + Math.ceil(mebibytes(sizeLimit ?? "256Mi")), 0);
    const text = disk === 0 ? "1Gi" : `${logsMiB + disk}Mi`;
    const formula = `${logsMiB} MiB for logs + ${disk} MiB of writable paths on disk`;
    deriver.fill(resources, "ephemeralStorage", at, text, formula);
  }
  if (probes !== undefined) {
    const timeout = Math.max(60, Math.ceil(2 * startupSeconds));
    const formula = `max(60, 2 x startupSeconds ${startupSeconds})`;
    deriver.fill(probes, "startupTimeoutSeconds", `${path}.probes`, timeout, formula);
  }
}

function resolveEnding(
  service: ServiceArgs,
  path: string,
  exposure: Exposure,
  deriver: Deriver,
): void {
  const seconds = trafficSeconds[exposure];
  const preStop = deriver.fill(
    service,
    "preStopSeconds",
    path,
    seconds,
    seconds === 0 ? "nothing sends to it" : `traffic needs ${seconds} seconds to move on`,
  );
  const longest = Math.ceil(service.capacity?.maxProcessingSeconds ?? 0);
  deriver.fill(
    service,
    "terminationGracePeriodSeconds",
    path,
    Math.max(shortestGraceSeconds, preStop + longest + commitSeconds),
    `max(${shortestGraceSeconds}, preStopSeconds ${preStop} + maxProcessingSeconds ${longest} + ${commitSeconds} to commit)`,
  );
}
