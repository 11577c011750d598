// Writes the world of the ServeGen scenario to a file, so that what simulates it need not make it. Run by bench.mjs.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import { scenarioWorld } from "../scenarios/scenario";
import { servegen } from "../scenarios/servegen";

const [folder = "", target = ""] = process.argv.slice(2);

const file = (source: string) => ({ text: readFileSync(join(folder, source), "utf8"), source });

async function run(): Promise<void> {
  const files = {
    rates: file("servegen-50-clients-rate-10min.csv"),
    variations: file("servegen-50-clients-cv-10min.csv"),
  };
  writeFileSync(target, serialize(await scenarioWorld(servegen(files, 0))));
}

void run();
