import type { PlatformArgs } from "./args/platform";
import { settle } from "./door";
import type { Finding } from "./finding";
import type {
  KafkaSettings,
  MonitoringSettings,
  NodesSettings,
  PlatformSettings,
  ServiceSettings,
} from "./generated/settings";
import { isSettled } from "./settled";
import type { VersionMatrix } from "./versions";

/**
 * Settings of one part that is used alone, on a cluster that exists: the same door, with nothing else in the platform.
 * Parts that passed the door already, as those of the platform component did, are returned as they are.
 */
export function settlePart<W>(
  part: Omit<PlatformArgs, "cluster" | "services"> & Partial<PlatformArgs>,
  versions: VersionMatrix,
  warn?: (finding: Finding) => void,
): PlatformSettings<W> {
  return settle<W>({ cluster: { existing: {} }, services: [], ...part }, versions, warn);
}

/** A service and those parts of a platform that it looks at. */
export interface ServiceParts<W> {
  service: ServiceSettings<W>;
  kafka?: KafkaSettings<W>;
  nodes?: NodesSettings;
  monitoring?: MonitoringSettings;
}

/** Settings of one service that is used alone, with what it looks at. Parts that passed the door are returned as they are. */
export function settleService<W>(
  { service, ...rest }: { service: PlatformArgs["services"][number] } & Partial<PlatformArgs>,
  versions: VersionMatrix,
  warn?: (finding: Finding) => void,
): ServiceParts<W> {
  const parts = [service, rest.kafka, rest.nodes, rest.monitoring];
  if (parts.every((part) => part === undefined || isSettled(part))) {
    return { service, ...rest } as unknown as ServiceParts<W>;
  }
  const { services, kafka, nodes, monitoring } = settlePart<W>(
    { ...rest, services: [service] },
    versions,
    warn,
  );
  return {
    service: services[0] as ServiceSettings<W>,
    ...(kafka === undefined ? {} : { kafka }),
    ...(nodes === undefined ? {} : { nodes }),
    monitoring,
  };
}
