import type { ServiceSettings } from "../../settings/generated/settings";

/** Seconds between two looks while the application starts. */
const startupPeriodSeconds = 5;

/**
 * Probes of the container; none for a worker that has neither a port nor a command. They differ on purpose: a container
 * that is slow to start must not be killed by the probe that looks for a dead one, and one that cannot take work for a
 * moment must not be restarted. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export function probes({ port, probes }: ServiceSettings<unknown>) {
  const { command, startupPath, readinessPath, livenessPath, startupTimeoutSeconds } = probes;
  if (port === undefined && command === undefined) return {};
  const handler = (path: string) =>
    port === undefined ? { exec: { command } } : { httpGet: { path, port: "http" } };
  return {
    startupProbe: {
      ...handler(startupPath),
      periodSeconds: startupPeriodSeconds,
      timeoutSeconds: 5,
      failureThreshold: Math.ceil(startupTimeoutSeconds / startupPeriodSeconds),
    },
    readinessProbe: {
      ...handler(readinessPath),
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 2,
    },
    livenessProbe: {
      ...handler(livenessPath),
      periodSeconds: 20,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
  };
}
