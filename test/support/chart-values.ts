import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { sharedPath } from "./shared-data";

type Values = Record<string, unknown>;

/** Maps whose keys belong to the user, whatever defaults a chart puts into them. */
const free =
  /^(.*(labels|annotations|securitycontext|resources|nodeselector|env|tolerations|affinity|selector)|extraargs)$/i;

/** Values of subcharts stand in the subchart, not in the file at hand. */
const subcharts: Readonly<Record<string, readonly string[]>> = {
  "kube-prometheus-stack": ["grafana", "kube-state-metrics", "prometheus-node-exporter", "crds"],
};

/** Whether the chart's own values are on this machine. */
export function haveChart(chart: string, version: string): boolean {
  return chartFile(chart, version) !== undefined;
}

/**
 * Keys of our values that the chart does not read, as far as its values.yaml tells: Helm ignores an unknown key without a
 * word. Maps that are empty in the chart, lists, and maps of the user (labels, resources, args …) hold anything.
 */
export function chartValueErrors(chart: string, version: string, values: Values): string[] {
  const file = chartFile(chart, version);
  if (file === undefined) return [`${chart} ${version}: its values are not at hand`];
  const defaults = parse(readFileSync(file, "utf8")) as Values;
  return unknownKeys(values, defaults, subcharts[baseName(chart)] ?? []);
}

/** The comparison alone: keys of `values` that `defaults` lacks, and maps in place of single values or the reverse. */
export function unknownKeys(
  values: Values,
  defaults: Values,
  also: readonly string[] = [],
): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (also.includes(key)) return [];
    if (!(key in defaults)) return [`${key}: not in the chart's values`];
    const own = defaults[key];
    if (own === null || free.test(key) || isEmptyMap(own)) return [];
    if (isMap(own) !== isMap(value)) return [`${key}: expected ${isMap(own) ? "a map" : "no map"}`];
    if (!isMap(own) || !isMap(value)) return [];
    return unknownKeys(value, own).map((error) => `${key}.${error}`);
  });
}

function chartFile(chart: string, version: string): string | undefined {
  return sharedPath("values", `${baseName(chart)}-${version}.values.yaml`);
}

/** `keda` of `keda`, `oci://registry/charts/keda` and `./mirror/keda-1.0.0.tgz`. */
function baseName(chart: string): string {
  const last = chart.split("/").at(-1) ?? chart;
  return last.replace(/-\d[\w.+-]*\.tgz$/, "");
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmptyMap(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length === 0;
}
