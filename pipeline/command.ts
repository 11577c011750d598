import { PulumiCommand } from "@pulumi/pulumi/automation";
import { versions } from "../components/versions";
import { compare } from "../settings/changes/change-rule";
import { fault, PipelineError } from "./pipeline-error";

/** The Pulumi CLI of an installation, or on PATH. @throws PipelineError `cli` when there is none, or too old a one. */
export async function pulumiCommand(root?: string): Promise<PulumiCommand> {
  const command = await PulumiCommand.get({ root, skipVersionCheck: true }).catch(
    (cause: unknown) => {
      const where = root === undefined ? "pulumi on PATH" : `${root}/bin/pulumi`;
      const finding = fault(
        "cli/missing",
        where,
        `the Pulumi CLI, ${versions.pulumiCli} or newer`,
        "none that starts",
        "install it: https://www.pulumi.com/docs/install/, or in GitHub Actions uses: pulumi/actions",
      );
      throw new PipelineError("cli", [finding], { cause });
    },
  );
  const version = command.version === null ? undefined : String(command.version);
  if (version !== undefined && compare(version.replace(/-.*$/, ""), versions.pulumiCli) < 0) {
    const finding = fault(
      "cli/old",
      command.command,
      `the Pulumi CLI, ${versions.pulumiCli} or newer`,
      version,
      "install a newer one: https://www.pulumi.com/docs/install/",
    );
    throw new PipelineError("cli", [finding]);
  }
  return command;
}
