import { listAt, textAt } from "../../settings/lint/manifest";
import type { LiveObject } from "./cluster-state";

/** Programs that the platform cannot do without, by the last part of their image's name. */
export const programs = {
  keda: { image: /(^|\/)keda$/, title: "KEDA's operator" },
  adapter: { image: /(^|\/)keda-metrics-apiserver$/, title: "KEDA's metrics server" },
  webhooks: { image: /(^|\/)keda-admission-webhooks$/, title: "KEDA's webhooks" },
  strimzi: { image: /(^|\/)strimzi\/operator$/, title: "Strimzi's operator" },
  nodeAutoscaler: { image: /(^|\/)cluster-autoscaler$/, title: "Cluster Autoscaler" },
} as const;

export type Program = keyof typeof programs;

/** The Deployment of a program, and the version that its image's tag says. */
export interface Operator {
  deployment: LiveObject;
  /** Without `v`; empty where the image has a digest only. */
  version: string;
}

/** Finds a program among Deployments, whatever it is called. */
export function operator(
  program: Program,
  deployments: readonly LiveObject[],
): Operator | undefined {
  for (const deployment of deployments) {
    for (const container of listAt(deployment, "spec.template.spec.containers")) {
      const [, name = "", tag = ""] =
        /^(.+?)(?::([^:/@]+))?(?:@.+)?$/.exec(textAt(container, "image")) ?? [];
      if (programs[program].image.test(name)) {
        return { deployment, version: tag.replace(/^v/, "") };
      }
    }
  }
  return undefined;
}
