import { existsSync, readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { ForecastOptions } from "../forecast/forecast-options";
import type { ForeignManifests } from "../forecast/platform-forecast";
import { usualBudget } from "../forecast/size/sized-forecast";
import { isShapeName, unknownShape } from "../forecast/traffic/shapes";
import { recordedTraffic, shapedTraffic, type TrafficSource } from "../forecast/traffic-source";
import type { ForecastFlags } from "./forecast-flags";

/** Input of a person that cannot be read, one line for each fault. */
export class InputFault extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
  }
}

/** The traffic that flags name, to be told the names of the services.
 * @throws InputFault */
export function trafficInput(flags: ForecastFlags): (services: readonly string[]) => TrafficSource {
  const { traffic: word, column, scale } = flags;
  if (isShapeName(word)) {
    if (column !== undefined || scale !== undefined)
      throw new InputFault([
        "--column and --scale: expected a CSV file as --traffic, got a shape: leave them out",
      ]);
    return () => shapedTraffic(word);
  }
  const isFile = existsSync(word);
  if (!isFile && !/[/\\.]/.test(word)) throw new InputFault([`--traffic: ${unknownShape(word)}`]);
  const text = readText("--traffic", word);
  return (services) => {
    const source = recordedTraffic(text, word, services, { column, scale });
    if ("faults" in source) throw new InputFault(source.faults);
    return source;
  };
}

/** Manifests that flags name, and what flags say about them; undefined without any.
 * @throws InputFault */
export function foreignInput(flags: ForecastFlags): ForeignManifests | undefined {
  const { manifests: files, messagesPerSecond, startupSeconds, partitions, sloWait } = flags;
  if (files === undefined) {
    const facts = { messagesPerSecond, startupSeconds, partitions };
    const [[alone] = []] = Object.entries(facts).filter(([, value]) => value !== undefined);
    if (alone !== undefined)
      throw new InputFault([
        `--${kebab(alone)}: expected --manifests beside it, got none: settings say this of their own services`,
      ]);
    return undefined;
  }
  return {
    manifests: files.flatMap(documents),
    facts: { messagesPerSecond, startupSeconds, partitions, waitSeconds: sloWait },
  };
}

function documents(file: string): unknown[] {
  return parseAllDocuments(readText("--manifests", file)).map((document, i) => {
    const [error] = document.errors;
    if (error !== undefined)
      throw new InputFault([
        `${file}#${i + 1}: expected YAML, got: ${error.message.split("\n")[0] ?? ""}: correct the syntax`,
      ]);
    return document.toJS() as unknown;
  });
}

function readText(flag: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    throw new InputFault([`${flag} ${path}: expected a file, got: ${got}: give the path of one`]);
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What flags say about how a forecast is made. */
export function forecastOptions(
  flags: ForecastFlags,
): Pick<
  ForecastOptions,
  "seconds" | "seed" | "waitSeconds" | "monthlyUsd" | "outages" | "sizeBudget"
> {
  const { weeks, seed, sloWait, budget, outage, size } = flags;
  return {
    seconds: weeks === undefined ? undefined : Math.round(weeks * 7 * 86_400),
    seed,
    waitSeconds: sloWait,
    monthlyUsd: budget,
    outages: outage,
    sizeBudget: size === true ? usualBudget : size,
  };
}
