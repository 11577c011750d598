import { Command } from "commander";
import schema from "../settings/generated/schema.json";
import { printJson } from "./terminal";

/** `schema`: the JSON Schema of the settings. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("print the JSON Schema of the settings")
    .option("--json", "print JSON, as it does anyway")
    .action(() => printJson(schema));
}
