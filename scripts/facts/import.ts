import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes settings/facts/*.json from a folder of collected facts: EC2 instance types with their prices, and the metadata
 * keys of KEDA's scalers. Run it when the versions in components/versions.ts move.
 */
interface InstanceFile {
  sources: unknown;
  types: Record<string, (number | string | null)[]>;
  missingSpec: string[];
}

interface ScalerFile {
  kedaVersion: string;
  scalers: {
    type: string;
    parameters: {
      name: string;
      optional?: boolean;
      default?: string;
      metadataVariableReadable?: boolean;
      envVariableReadable?: boolean;
    }[];
  }[];
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node --import tsx scripts/facts/import.ts FOLDER");
  process.exit(2);
}

const ec2 = JSON.parse(
  readFileSync(join(folder, "cost/ec2-us-east-1.json"), "utf8"),
) as InstanceFile;
const rows = Object.entries(ec2.types).map(
  ([type, row]) => `  ${JSON.stringify(type)}: ${JSON.stringify(row)}`,
);
writeFileSync(
  "settings/facts/instance-types.json",
  `{\n"about": "EC2 Linux on-demand USD/hour in us-east-1, vCPU, memory MiB, GPUs, architecture, max pods without prefix delegation",\n` +
    `"sources": ${JSON.stringify(ec2.sources)},\n"withoutSpec": ${JSON.stringify(ec2.missingSpec)},\n"types": {\n${rows.join(",\n")}\n}\n}\n`,
);

const keda = JSON.parse(
  readFileSync(join(folder, "keda-schema/scalers-schema.json"), "utf8"),
) as ScalerFile;
const scalers = keda.scalers.map(({ type, parameters }) => {
  const readable = parameters.filter(
    (p) => p.metadataVariableReadable === true || p.envVariableReadable === true,
  );
  const keys = readable.flatMap((p) =>
    p.envVariableReadable === true ? [p.name, `${p.name}FromEnv`] : [p.name],
  );
  const required = readable
    .filter((p) => p.optional !== true && p.default === undefined && p.envVariableReadable !== true)
    .map((p) => p.name);
  return `  ${JSON.stringify(type)}: ${JSON.stringify({ keys, required })}`;
});
writeFileSync(
  "settings/facts/scalers.json",
  `{\n"about": "metadata keys of KEDA ${keda.kedaVersion}'s scalers, from its schema/generated/scalers-schema.json (Apache-2.0)",\n"scalers": {\n${scalers.join(",\n")}\n}\n}\n`,
);
