import type { ScalerSpec, ServiceSpec, WorldSpec } from "../world/spec";

/** A setting with another value, and the world that it makes. */
export interface Move {
  /** Path in the settings, such as `services[1].scaling.minReplicaCount`. */
  path: string;
  from: string;
  to: string;
  /** What a person must know before writing it; undefined when nothing. */
  note?: string;
  /** Name of the service whose waits it is about; undefined when it is about all. */
  service: string | undefined;
  /** Nobody can take it back. */
  lasting?: true;
  /** What it is hoped to better. */
  towards: "wait" | "cost" | "both";
  world: WorldSpec;
}

/** A setting that may be changed: its values next to the one that a world has. */
export type Knob = (world: WorldSpec) => Move[];

/** The world with another service under that name. */
export function withService(
  world: WorldSpec,
  name: string,
  change: (service: ServiceSpec) => ServiceSpec,
): WorldSpec {
  const services = world.services.map((one) => (one.name === name ? change(one) : one));
  return { ...world, services };
}

/** The world with another scaler for the service of that name. */
export function withScaler(
  world: WorldSpec,
  name: string,
  change: (scaler: ScalerSpec) => ScalerSpec,
): WorldSpec {
  return withService(world, name, (service) =>
    service.scaler === undefined ? service : { ...service, scaler: change(service.scaler) },
  );
}

/** What scales a service; undefined where nothing does, or somebody paused it. */
export function scalerOf(world: WorldSpec, name: string): ScalerSpec | undefined {
  const scaler = world.services.find((service) => service.name === name)?.scaler;
  const paused = scaler?.pausedReplicas !== undefined || scaler?.pauses.paused === true;
  return paused ? undefined : scaler;
}

/** A number as it is written into settings. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
