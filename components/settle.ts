import * as pulumi from "@pulumi/pulumi";
import { message, SettingsError } from "../settings/finding";

/**
 * Runs the door for a component: warnings become Pulumi's warnings, and settings that cannot work stop the program with
 * all findings and without a stack trace. Call it before `super`, so that nothing is registered.
 * @throws pulumi.RunError
 */
export function settleOrStop<T>(
  settle: (warn: (finding: Parameters<typeof message>[0]) => void) => T,
): T {
  try {
    return settle((finding) => {
      // The engine prints it; a log call is fire-and-forget by the SDK's own contract.
      void pulumi.log.warn(`${message(finding)} [${finding.rule}]`);
    });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    // With its findings, for whoever runs the program in process and would rather have data than text.
    throw Object.assign(new pulumi.RunError(error.message), { findings: error.findings });
  }
}
