import { join } from "node:path";
import { Command } from "commander";
import { versions } from "../components/versions";
import type { Forecast } from "../forecast/forecast";
import {
  platformForecast,
  type ForeignManifests,
  type PlatformQuestion,
} from "../forecast/platform-forecast";
import { forecastJson } from "../forecast/report/json";
import { forecastMarkdown } from "../forecast/report/markdown";
import type { TrafficSource } from "../forecast/traffic-source";
import { examine } from "../settings/door";
import { at } from "../settings/lint/manifest";
import { isScaledObject } from "../settings/lint/scaled-object";
import { Exit } from "./exit";
import { outage, positive, whole, type ForecastFlags } from "./forecast-flags";
import { foreignInput, forecastOptions, InputFault, trafficInput } from "./forecast-inputs";
import { printForecast, writePage } from "./forecast-report";
import { planned } from "./planned";
import { print, printJson, Progress } from "./terminal";

const trafficHelp = `
Traffic:
  daily, step, burst, constant   a shape; its busiest time is 70 % of what all replicas of a service work off
  a CSV file                     a time column (second, minute, time, timestamp) and columns of rates or counts.
                                 Columns named as services are theirs, as recorded. A single column gives every
                                 service its course, its peak at those 70 %; with --scale as recorded, times the factor.

Exit codes: 0 every promise is kept, 1 one is not (slo.waitSeconds, budget.monthlyUsd, no room, messages left
behind) or the settings have findings that are errors, 2 usage, or input that cannot be read.`;

/** `forecast [stack|file]`: what it will cost and how long people will wait; a gate for pipelines. */
export function forecastCommand(): Command {
  return new Command("forecast")
    .description(
      "forecast what a stack costs and how long messages wait, and compare other ways to run it",
    )
    .argument(
      "[stack|file]",
      "stack, file with settings, or Pulumi program (default: dev; with --manifests none)",
    )
    .option(
      "--traffic <file|shape>",
      "recorded traffic as CSV, or daily, step, burst, constant",
      "daily",
    )
    .option("--column <name>", "the column of the CSV file that every service gets")
    .option("--scale <factor>", "factor for the recorded rates", positive(1e9))
    .option(
      "--weeks <n>",
      "weeks to simulate (default: as long as the traffic, a week for shapes)",
      positive(104),
    )
    .option(
      "--seed <n>",
      "whole number that everything random follows from",
      whole(0, 2 ** 31 - 1),
      1,
    )
    .option(
      "--slo-wait <seconds>",
      "in place of every slo.waitSeconds: p99 of the wait",
      positive(1e7),
    )
    .option("--budget <usd>", "in place of budget.monthlyUsd", positive(1e9))
    .option(
      "--outage <from-to>",
      "seconds at which KEDA cannot reach Kafka and Prometheus; repeatable",
      outage,
      [],
    )
    .option(
      "--manifests <file...>",
      "ScaledObjects of others with what they scale, on the nodes of the stack",
    )
    .option("--messages-per-second <n>", "what one replica of --manifests works off", positive(1e6))
    .option("--startup-seconds <n>", "how long one of --manifests starts", positive(86_400))
    .option("--partitions <n>", "partitions of the topics of --manifests", whole(1, 100_000))
    .option(
      "--size [simulations]",
      "search settings for the least cost within the SLOs and say what to change (40 simulations)",
      whole(2, 10_000),
    )
    .option("--out <folder>", "folder that <stack>/forecast.html is written to", "out")
    .option("--json", "print the forecast as JSON")
    .option("--markdown", "print the forecast as a comment for a pull request")
    .addHelpText("after", trafficHelp)
    .action(async (word: string | undefined, flags: ForecastFlags, command: Command) => {
      const progress = new Progress();
      try {
        const forecast = await made(word, flags, progress);
        progress.end();
        show(forecast, flags);
      } catch (error) {
        progress.end();
        if (error instanceof InputFault)
          command.error(error.lines.map((line) => `error: ${line}`).join("\n"));
        throw error;
      }
    });
}

async function made(
  word: string | undefined,
  flags: ForecastFlags,
  progress: Progress,
): Promise<Forecast> {
  const trafficOf = trafficInput(flags);
  const foreign = foreignInput(flags);
  const { subject, ...question } = await questionOf(word, foreign, flags, progress);
  const services = [
    ...question.settings.services.map(({ namespace, name }) => `${namespace}/${name}`),
    ...(foreign?.manifests ?? []).filter(isScaledObject).map(scaledObjectName),
  ];
  const traffic: TrafficSource = trafficOf(services);
  const forecast = platformForecast(question, {
    ...forecastOptions(flags),
    subject,
    traffic,
    progress: (text) => progress.show(`forecasting: ${text}`),
  });
  if (!("faults" in forecast)) return forecast;
  progress.end();
  if (flags.json === true) printJson({ faults: forecast.faults });
  else forecast.faults.forEach((line) => print(`  ${line}`));
  throw new Exit(1);
}

/** The stack that is forecast; for manifests alone a cluster whose nodes nobody knows. */
async function questionOf(
  word: string | undefined,
  foreign: ForeignManifests | undefined,
  flags: ForecastFlags,
  progress: Progress,
): Promise<PlatformQuestion & { subject: string }> {
  if (word === undefined && foreign !== undefined) {
    const { settings } = examine({ cluster: { existing: {} }, services: [] }, versions);
    if (settings === undefined) throw new Error("the smallest settings are not accepted");
    return { subject: flags.manifests?.join(", ") ?? "", settings, manifests: [], foreign };
  }
  const { stack, settings, result } = await planned(word ?? "dev", progress, flags);
  if (settings === undefined)
    throw new InputFault([
      `${word ?? "dev"}: expected a program with one platform, got none or several: forecast its settings as a file`,
    ]);
  return {
    subject: stack,
    settings,
    manifests: result.resources.map(({ inputs }) => inputs),
    foreign,
  };
}

function scaledObjectName(object: unknown): string {
  const text = (path: string, otherwise: string): string => {
    const value = at(object, path);
    return typeof value === "string" ? value : otherwise;
  };
  return `${text("metadata.namespace", "default")}/${text("metadata.name", "")}`;
}

function show(forecast: Forecast, { json, markdown, out }: ForecastFlags): void {
  const page = writePage(forecast, join(out, folderName(forecast.subject)));
  if (json === true) printJson(forecastJson(forecast));
  else if (markdown === true) print(forecastMarkdown(forecast).trimEnd());
  else printForecast(forecast, page);
  const { breaches, subject, size } = forecast;
  const configured = size?.configured.breaches ?? breaches;
  if (json !== true && markdown !== true) {
    if (size !== undefined) print(`\nas configured: ${keptText(configured)}`);
    if (size !== undefined || breaches.length > 0) print(`\n${subject}: ${keptText(breaches)}`);
  }
  // The gate is about what is configured, not about what could be.
  if (configured.length > 0) throw new Exit(1);
}

function keptText(breaches: Forecast["breaches"]): string {
  if (breaches.length === 0) return "every promise is kept";
  return `not kept: ${breaches.map(({ path }) => path).join(", ")}`;
}

/** Names of files of manifests as one folder. */
function folderName(subject: string): string {
  return subject.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+/, "");
}
