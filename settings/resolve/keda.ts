import type { PlatformArgs } from "../args/platform";
import type { Deriver } from "../derivation";
import type { VersionMatrix } from "../versions";

/** Derived values of KEDA. */
export function resolveKeda(args: PlatformArgs, versions: VersionMatrix, deriver: Deriver): void {
  const { operator, existing } = args.keda ?? {};
  if (existing !== undefined) {
    deriver.fill(
      existing,
      "version",
      "keda.existing",
      versions.keda,
      "the version that the platform installs",
    );
  }
  if (operator === undefined) return;
  const production = args.environment === "production";
  const why = production ? "production: one works, one takes over" : "not production";
  deriver.fill(operator, "replicas", "keda.operator", production ? 2 : 1, why);
  const triggers = args.services.reduce(
    (sum, { scaling }) => sum + (scaling?.triggers ?? []).length,
    0,
  );
  deriver.fill(
    operator,
    "memoryMiB",
    "keda.operator",
    Math.min(65536, 512 + 2 * triggers),
    `512 MiB + 2 MiB x ${triggers} triggers (keda#7453)`,
  );
}
