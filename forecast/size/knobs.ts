import { headroomNames } from "../../components/node-groups/headroom";
import type {
  PlatformSettings,
  ServiceSettings,
  TriggerSettings,
} from "../../settings/generated/settings";
import type { TriggerSpec, WorldSpec } from "../world/spec";
import { headroomKnob, headroomName, newHeadroomKnob } from "./headroom-knob";
import type { Knob } from "./move";
import { scoringKnob, timerKnob } from "./node-knobs";
import { partitionsKnob } from "./partitions-knob";
import {
  downWindowKnob,
  lagThresholdKnob,
  minReplicasKnob,
  utilizationKnob,
} from "./service-knobs";

/** Every setting of a stack that the search may change: what all share, services, and partitions, which nobody can undo, last. */
export function knobs(settings: PlatformSettings<unknown>, world: WorldSpec): Knob[] {
  return [
    ...nodeKnobs(settings),
    ...settings.services.flatMap((service, i) =>
      serviceKnobs(service, `services[${i}].scaling`, world),
    ),
    ...(settings.kafka?.topics ?? []).map(({ name }, i) => {
      const consumers = settings.services.filter(({ consumes }) => consumes?.topic === name);
      return partitionsKnob(consumers.map(fullName), `kafka.topics[${i}]`);
    }),
  ];
}

function nodeKnobs({ nodes, cluster }: PlatformSettings<unknown>): Knob[] {
  if (nodes === undefined) return [];
  const { headroom, groups } = nodes;
  const names = headroomNames(headroom).map(headroomName);
  const possible = groups.map(({ name }) => headroomName(name));
  return [
    timerKnob("unneededSeconds"),
    timerKnob("delayAfterAddSeconds"),
    ...(cluster.eks === undefined ? [] : [scoringKnob]),
    ...names.map((name, i) => headroomKnob(name, `nodes.headroom[${i}]`)),
    ...(headroom.length > 0 ? [] : [newHeadroomKnob("nodes.headroom[0]", groups)]),
    ...(headroom.length > 0 ? [] : possible.map((one) => headroomKnob(one, "nodes.headroom[0]"))),
  ];
}

function serviceKnobs(service: ServiceSettings<unknown>, path: string, world: WorldSpec): Knob[] {
  const name = fullName(service);
  const triggers = world.services.find((one) => one.name === name)?.scaler?.triggers ?? [];
  const perTrigger = triggers.flatMap((trigger, index) => {
    const place = service.scaling.triggers.findIndex((written) => isOf(written, trigger));
    const written = service.scaling.triggers[place];
    const at = `${path}.triggers[${place}]`;
    if (trigger.type === "kafka" && written !== undefined)
      return [lagThresholdKnob(name, at, index)];
    if (trigger.type !== "rate" || written?.prometheus === undefined) return [];
    const factor = written.prometheus.threshold / trigger.threshold;
    return [utilizationKnob(name, at, index, { factor })];
  });
  const { scaling, capacity } = service;
  return [
    minReplicasKnob(name, path, scaling),
    ...perTrigger,
    downWindowKnob(name, path, scaling, capacity?.startupSeconds),
  ];
}

/** Whether the world's trigger was read from this one: the forecast leaves some out, so places do not agree. */
function isOf(
  { name, kafka, prometheus }: TriggerSettings<unknown>,
  trigger: TriggerSpec,
): boolean {
  if (name !== trigger.name) return false;
  if (trigger.type === "kafka")
    return (
      kafka?.lagThreshold === trigger.trigger.lagThreshold && kafka.topic === trigger.trigger.topic
    );
  return trigger.type === "rate" && prometheus !== undefined;
}

function fullName({ namespace, name }: ServiceSettings<unknown>): string {
  return `${namespace}/${name}`;
}
