import { mustShareEvenly } from "../../settings/even-sharing";
import { partitionShares } from "../inputs/work";
import type { ServiceSpec } from "../world/spec";
import { rounded, type Knob } from "./move";

const note =
  "keys go to other partitions, so the order of a conversation breaks once, and it cannot be undone; write the maxReplicaCount of its consumers out, or it is raised with it";

/** Twice the partitions of a topic for the services that work it off, all else as it is. `path` is that of the topic. */
export function partitionsKnob(consumers: readonly string[], path: string): Knob {
  return (world) => {
    const reading = world.services.filter(({ name }) => consumers.includes(name));
    const [first] = reading;
    const from = first?.work?.partitions?.length;
    if (from === undefined) return [];
    const to = from * 2;
    if (!reading.every((service) => sharesAlike(service, from, to))) return [];
    const services = world.services.map((one) =>
      consumers.includes(one.name) ? withPartitions(one, to) : one,
    );
    const service = reading.length === 1 ? first?.name : undefined;
    const next = { ...world, services };
    const queries = services.flatMap((one) =>
      consumers.includes(one.name) ? evenQueries(one) : [],
    );
    return [
      {
        path: `${path}.partitions`,
        from: `${from}`,
        to: `${to}`,
        note: [note, ...queries].join("; "),
        lasting: true,
        service,
        towards: "both",
        world: next,
      },
    ];
  };
}

/** Where counts become even, or cease to, the derived triggers become others, which no single setting says. */
function sharesAlike({ scaler, work }: ServiceSpec, from: number, to: number): boolean {
  const { maxReplicaCount = 1 } = scaler ?? {};
  if ((work?.consumersPerReplica ?? 1) > 1) return true;
  return mustShareEvenly(from, maxReplicaCount) === mustShareEvenly(to, maxReplicaCount);
}

/** What becomes of a query that the settings do not leave to the platform. */
function evenQueries({ scaler }: ServiceSpec): string[] {
  return (scaler?.triggers ?? []).flatMap((trigger) => {
    if (trigger.type !== "rate" || trigger.even === undefined) return [];
    const { partitions, capacity } = trigger.even;
    return [
      `a query that is written out becomes ${partitions} / clamp_min(floor(${capacity} / …), 1)`,
    ];
  });
}

function withPartitions(service: ServiceSpec, partitions: number): ServiceSpec {
  const { work, scaler } = service;
  const triggers = (scaler?.triggers ?? []).map((trigger) => {
    if (trigger.type !== "rate" || trigger.even === undefined) return trigger;
    const capacity = rounded((trigger.even.capacity * partitions) / trigger.even.partitions);
    return { ...trigger, even: { partitions, capacity } };
  });
  return {
    ...service,
    work: work && { ...work, partitions: partitionShares(partitions) },
    scaler: scaler && { ...scaler, triggers },
  };
}
