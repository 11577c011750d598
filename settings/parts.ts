import type { PlatformArgs } from "./args/platform";
import { settle } from "./door";
import type { Finding } from "./finding";
import type { PlatformSettings, ServiceSettings } from "./generated/settings";
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

/** Settings of one service that is used alone. */
export function settleService<W>(
  { service, ...rest }: { service: PlatformArgs["services"][number] } & Partial<PlatformArgs>,
  versions: VersionMatrix,
  warn?: (finding: Finding) => void,
): ServiceSettings<W> {
  if (isSettled(service)) return service as ServiceSettings<W>;
  const [settled] = settlePart<W>({ ...rest, services: [service] }, versions, warn).services;
  return settled as ServiceSettings<W>;
}
