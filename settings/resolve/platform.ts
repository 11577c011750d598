import type { PlatformArgs } from "../args/platform";
import type { Deriver } from "../derivation";
import type { VersionMatrix } from "../versions";
import { resolveCluster } from "./cluster";
import { resolveKafka } from "./kafka";
import { resolveKeda } from "./keda";
import { resolveMonitoring } from "./monitoring";
import { resolveNodes } from "./nodes";
import { resolveService } from "./service";

/** Fills in, in place, every value that is derived from others. `args` has its shape and its static defaults. */
export function resolvePlatform(
  args: PlatformArgs,
  versions: VersionMatrix,
  deriver: Deriver,
): void {
  resolveCluster(args, versions, deriver);
  if (args.kafka !== undefined) resolveKafka(args.kafka, args.environment, versions, deriver);
  resolveMonitoring(args, deriver);
  args.services.forEach((service, i) => resolveService(service, `services[${i}]`, args, deriver));
  resolveKeda(args, versions, deriver);
  if (args.nodes !== undefined) resolveNodes(args.nodes, args, deriver);
}
