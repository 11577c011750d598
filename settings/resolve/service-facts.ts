import type { ServiceArgs } from "../args/service";
import type { TopicArgs } from "../args/topic";

/** What the derivations of one service look at. */
export interface ServiceFacts {
  service: ServiceArgs;
  path: string;
  topic: TopicArgs | undefined;
  production: boolean;
  /** Address of the Prometheus of `monitoring`. */
  prometheus: string | undefined;
  /** Whether that Prometheus knows arrival rates. */
  knowsRates: boolean;
  /** Whether it records them by the platform's own rule. */
  recordsRates: boolean;
  /** Seconds from container start to the first message. */
  startupSeconds: number;
}
