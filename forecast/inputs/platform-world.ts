import type { PlatformSettings } from "../../settings/generated/settings";
import { usualPrices, type Prices } from "../money/prices";
import type { WorldSpec } from "../world/spec";
import { usualDelays, type Delays } from "./delays";
import { anywhere } from "./existing-nodes";
import { ManifestIndex } from "./manifest-index";
import { nodesSpec } from "./nodes";
import { priorityClasses } from "./priorities";
import { Remarks } from "./remarks";
import { serviceSpecs } from "./services";
import { standingPods } from "./standing-pods";
import type { TrafficOf } from "./work";

/** What a stack's world is read from. */
export interface PlatformWorldInputs {
  settings: PlatformSettings<unknown>;
  /** Every object that the stack would create: `inputs` of the planned resources. Objects of other kinds are passed over. */
  manifests: readonly unknown[];
  traffic: TrafficOf;
  delays?: Delays;
  prices?: Prices;
  /** Zipf exponent of the load of partitions: see `partitionShares`. Default: 0, all alike. */
  keySkew?: number;
}

/** Services and nodes to simulate, with what was assumed and what cannot work. */
export interface ReadWorld {
  world: Pick<WorldSpec, "services" | "nodes">;
  assumptions: readonly string[];
  faults: readonly string[];
}

/** Reads services from the very manifests that a stack would create, and nodes from its settings. */
export function platformWorld({
  settings,
  manifests,
  traffic,
  delays = usualDelays,
  prices = usualPrices,
  keySkew = 0,
}: PlatformWorldInputs): ReadWorld {
  const remarks = new Remarks();
  const index = new ManifestIndex(manifests);
  const classes = priorityClasses(manifests);
  const services = [
    ...serviceSpecs({ settings, index, classes, traffic, delays, keySkew }, remarks),
    ...standingPods(settings, index, classes, delays, remarks),
  ];
  const nodes = nodesSpec(settings, delays, prices, remarks);
  const placed = settings.nodes === undefined ? services.map(anywhere) : services;
  return {
    world: { services: placed, nodes },
    assumptions: remarks.assumptions,
    faults: remarks.faults,
  };
}
