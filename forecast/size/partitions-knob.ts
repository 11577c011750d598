import { mustShareEvenly } from "../../settings/even-sharing";
import { partitionShares } from "../inputs/work";
import type { ServiceSpec } from "../world/spec";
import type { Knob } from "./move";

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
    if (!reading.every((service) => staysEven(service, to))) return [];
    const services = world.services.map((one) =>
      consumers.includes(one.name) ? withPartitions(one, to) : one,
    );
    const service = reading.length === 1 ? first?.name : undefined;
    const next = { ...world, services };
    return [
      {
        path: `${path}.partitions`,
        from: `${from}`,
        to: `${to}`,
        note,
        lasting: true,
        service,
        towards: "both",
        world: next,
      },
    ];
  };
}

/** With many partitions the derived triggers become others, which no single setting says. */
function staysEven({ scaler }: ServiceSpec, partitions: number): boolean {
  const even = scaler?.triggers.some(
    (trigger) =>
      (trigger.type === "kafka" && trigger.trigger.ensureEvenDistributionOfPartitions) ||
      (trigger.type === "rate" && trigger.even !== undefined),
  );
  return even !== true || mustShareEvenly(partitions, scaler?.maxReplicaCount ?? 1);
}

function withPartitions(service: ServiceSpec, partitions: number): ServiceSpec {
  const { work, scaler } = service;
  const triggers = (scaler?.triggers ?? []).map((trigger) => {
    if (trigger.type !== "rate" || trigger.even === undefined) return trigger;
    const capacity = (trigger.even.capacity * partitions) / trigger.even.partitions;
    return { ...trigger, even: { partitions, capacity } };
  });
  return {
    ...service,
    work: work && { ...work, partitions: partitionShares(partitions) },
    scaler: scaler && { ...scaler, triggers },
  };
}
