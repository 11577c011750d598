import { Command, CommanderError } from "commander";
import { checkCommand } from "./check";
import { destroyCommand } from "./destroy";
import { doctorCommand } from "./doctor";
import { driftCommand } from "./drift";
import { Exit } from "./exit";
import { forecastCommand } from "./forecast";
import { lintCommand } from "./lint";
import { planCommand } from "./plan";
import { previewCommand } from "./preview";
import { schemaCommand } from "./schema";
import { upCommand } from "./up";
import { packageVersion } from "./version";

/** Runs the command line and returns the exit code: 0 fine, 1 findings, 2 usage. */
export async function run(argv: readonly string[]): Promise<number> {
  const program = new Command("chatbot-platform")
    .description(
      "Plan and check a chatbot platform on Kubernetes, without a cloud account or a cluster.",
    )
    .version(packageVersion())
    .addHelpText("after", "\nExit codes: 0 fine, 1 findings, 2 usage.\nSettings: docs/settings.md")
    .exitOverride()
    .showHelpAfterError("(--help shows how)")
    .configureHelp({ showGlobalOptions: true });
  for (const command of [
    planCommand(),
    checkCommand(),
    lintCommand(),
    forecastCommand(),
    schemaCommand(),
    previewCommand(),
    upCommand(),
    driftCommand(),
    doctorCommand(),
    destroyCommand(),
  ]) {
    // Sub-commands do not inherit it.
    command.exitOverride().showHelpAfterError("(--help shows how)");
    program.addCommand(command);
  }
  try {
    const words = argv.length === 0 ? ["plan"] : argv;
    await program.parseAsync([...words], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}
