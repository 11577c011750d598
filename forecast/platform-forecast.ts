import type { PlatformSettings } from "../settings/generated/settings";
import type { BillOf } from "./compare/alternatives";
import type { Forecast } from "./forecast";
import { startsAt, type ForecastOptions } from "./forecast-options";
import { delayAssumptions } from "./inputs/delay-assumptions";
import { usualDelays } from "./inputs/delays";
import { anywhere } from "./inputs/existing-nodes";
import { foreignServices, type ForeignFacts } from "./inputs/foreign";
import { platformWorld } from "./inputs/platform-world";
import { billAssumptions } from "./money/assumptions";
import { bill } from "./money/bill";
import { usualPrices } from "./money/prices";
import { knobs } from "./size/knobs";
import { sizedForecast } from "./size/sized-forecast";
import type { ServiceSpec, WorldSpec } from "./world/spec";
import { worldForecast, type WorldQuestion } from "./world-forecast";

/** ScaledObjects that the stack does not make, and what is known about what they scale. */
export interface ForeignManifests {
  manifests: readonly unknown[];
  facts: ForeignFacts;
}

/** What is forecast: a stack, and ScaledObjects of others that run on its nodes. */
export interface PlatformQuestion {
  settings: PlatformSettings<unknown>;
  /** Every object that the stack would create: `inputs` of the planned resources. */
  manifests: readonly unknown[];
  foreign?: ForeignManifests;
}

/** What a stack will cost and how long people will wait; or what cannot work, one line each. */
export function platformForecast(
  { settings, manifests, foreign = { manifests: [], facts: {} } }: PlatformQuestion,
  options: ForecastOptions,
): Forecast | { faults: readonly string[] } {
  const { traffic, seed = 1, outages = [], progress = () => undefined } = options;
  const own = platformWorld({ settings, manifests, traffic: traffic.of });
  const others =
    foreign.manifests.length === 0
      ? { services: [], assumptions: [], faults: [] }
      : foreignServices({ ...foreign, traffic: traffic.of });
  const faults = [...own.faults, ...others.faults];
  if (faults.length > 0) return { faults };
  const placed = settings.nodes === undefined ? others.services.map(anywhere) : others.services;
  const services = [...own.world.services, ...placed].map((service) => withSlo(service, options));
  const seconds = options.seconds ?? traffic.seconds;
  const world: WorldSpec = { ...own.world, services, outages, startsAt, seconds, seed };
  const question: WorldQuestion = {
    subject: options.subject,
    traffic: traffic.about,
    world,
    bill: billOf(settings, world),
    plainBill: billOf(withoutWarmPools(settings), world),
    promises: {
      pathOf: pathOf(settings),
      monthlyUsd: options.monthlyUsd ?? settings.budget?.monthlyUsd,
    },
    assumptions: [
      ...trafficAssumptions(world, options),
      ...own.assumptions,
      ...others.assumptions,
      ...delayAssumptions(world, usualDelays),
      ...billAssumptions(settings, usualPrices),
    ],
    progress,
  };
  if (options.sizeBudget === undefined) return worldForecast(question);
  return sizedForecast(question, knobs(settings, world), options.sizeBudget);
}

function withSlo(service: ServiceSpec, { waitSeconds }: ForecastOptions): ServiceSpec {
  const { work } = service;
  if (work === undefined || waitSeconds === undefined) return service;
  return { ...service, work: { ...work, sloSeconds: waitSeconds } };
}

function billOf(settings: PlatformSettings<unknown>, { nodes }: WorldSpec): BillOf {
  return (usage) => bill(settings, nodes, usage, usualPrices);
}

function withoutWarmPools(settings: PlatformSettings<unknown>): PlatformSettings<unknown> {
  const { nodes } = settings;
  if (nodes === undefined) return settings;
  const groups = nodes.groups.map((group) => ({ ...group, warmPool: undefined }));
  return { ...settings, nodes: { ...nodes, groups } };
}

/** `services[1]` for a service of the settings; others go by their name. */
function pathOf({ services }: PlatformSettings<unknown>): (name: string) => string {
  const paths = new Map(
    services.map(({ namespace, name }, i) => [`${namespace}/${name}`, `services[${i}]`]),
  );
  return (name) => paths.get(name) ?? name;
}

function trafficAssumptions({ services }: WorldSpec, { traffic }: ForecastOptions): string[] {
  const silent = services
    .filter(({ work, name }) => work !== undefined && traffic.silentOn(name))
    .map(({ name }) => name);
  const cron = services.some(({ scaler }) => scaler?.triggers.some(({ type }) => type === "cron"));
  return [
    ...traffic.notes,
    ...silent.map((name) => `${traffic.about} has no column for ${name}: it gets no messages`),
    ...(cron ? ["the first second is Monday, 00:00 UTC: cron triggers go by that"] : []),
  ];
}
