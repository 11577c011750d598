import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { kedaChart, strimziChart } from "../../components/charts";
import { crdsOf } from "./rendered";

/** Where Helm finds the charts: the real ones in CHARTS_DIR, else charts that hold nothing but the real CRDs. */
export function chartSources(folder: string): { keda: string; strimzi: string } {
  return {
    keda: source(folder, kedaChart, "keda"),
    strimzi: source(folder, strimziChart, "strimzi"),
  };
}

function source(
  folder: string,
  { name, version }: { name: string; version: string },
  project: string,
): string {
  const real = process.env.CHARTS_DIR ?? folder;
  const archive = readdirSync(real).find(
    (file) => file.startsWith(`${name}-`) && /\.tgz$/.test(file),
  );
  if (archive !== undefined) return join(real, archive);
  const chart = join(folder, name);
  if (existsSync(chart)) return chart;
  mkdirSync(join(chart, "crds"), { recursive: true });
  writeFileSync(join(chart, "Chart.yaml"), stringify({ apiVersion: "v2", name, version }));
  for (const [i, crd] of crdsOf(project).entries()) {
    writeFileSync(join(chart, "crds", `${i}.yaml`), stringify(crd));
  }
  return chart;
}
