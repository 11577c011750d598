import { Command } from "commander";
import type { StackOptions } from "../pipeline/options";

/** Options that every command about a deployed stack has. */
export interface StackFlags {
  stack?: string;
  folder: string;
  configFile?: string;
  backend?: string;
  secretsProvider?: string;
  json?: true;
}

/** A command about a deployed stack. */
export function stackCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument("[stack]", 'name of the stack (default: "dev")')
    .option("--stack <name>", "the same, as pulumi itself takes it")
    .option("--folder <folder>", "folder of the program's Pulumi.yaml", ".")
    .option("--config-file <file>", "configuration in place of Pulumi.<stack>.yaml")
    .option("--backend <url>", "where the state is kept, in place of PULUMI_BACKEND_URL")
    .option(
      "--secrets-provider <url>",
      "what encrypts the secrets of a new stack, such as awskms://…",
    )
    .option("--json", "print every event as a line of JSON, the result last")
    .hook("preAction", (command) => {
      const { stack } = command.opts<StackFlags>();
      const [word] = command.args;
      if (stack === undefined || word === undefined || word === stack) return;
      command.error(`error: one stack, not both ${word} and --stack ${stack}`);
    });
}

/** What the word and the flags say about the stack. */
export function stackOptions(word: string | undefined, flags: StackFlags): StackOptions {
  const stack = word ?? flags.stack ?? "dev";
  const { folder, configFile, backend, secretsProvider } = flags;
  return {
    stack,
    folder,
    ...(configFile === undefined ? {} : { config: { file: configFile } }),
    ...(backend === undefined ? {} : { backend }),
    ...(secretsProvider === undefined ? {} : { secretsProvider }),
  };
}

/** Collects the values of an option that may be given several times. */
export function collected(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}
