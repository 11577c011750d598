import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Finding } from "../settings/finding";

/** A provider plugin, by name and version. */
export interface Plugin {
  name: string;
  version: string;
}

/**
 * Plugins that a program may ask for and that are not installed, where the engine must not fetch them by itself: it would stop
 * half-way at the first. Which of them a stack uses only the engine knows, so these are warnings.
 */
export function missingPlugins(wanted: readonly Plugin[], installed: readonly Plugin[]): Finding[] {
  const there = new Set(installed.map(({ name, version }) => `${name} ${version}`));
  return wanted
    .filter(({ name, version }) => !there.has(`${name} ${version}`))
    .map(({ name, version }) => ({
      severity: "warning",
      rule: "cli/plugin",
      path: `plugin ${name}`,
      expected: `${version}, the version of @pulumi/${name}`,
      got: versionsText(installed.filter((plugin) => plugin.name === name)),
      fix: `pulumi plugin install resource ${name} ${version}, if the stack uses it`,
    }));
}

function versionsText(plugins: readonly Plugin[]): string {
  return plugins.length === 0 ? "none" : plugins.map(({ version }) => version).join(", ");
}

/** Plugins that the SDKs below a folder stand for: packages of @pulumi that name a resource plugin. */
export function wantedPlugins(folder: string): Plugin[] {
  const scope = join(folder, "node_modules", "@pulumi");
  if (!existsSync(scope)) {
    return dirname(folder) === folder ? [] : wantedPlugins(dirname(folder));
  }
  return readdirSync(scope).flatMap((entry) => {
    const file = join(scope, entry, "package.json");
    if (!existsSync(file)) return [];
    const { version, pulumi } = JSON.parse(readFileSync(file, "utf8")) as {
      version: string;
      pulumi?: { resource?: boolean; name?: string; version?: string };
    };
    if (pulumi?.resource !== true) return [];
    return [{ name: pulumi.name ?? entry, version: (pulumi.version ?? version).replace(/^v/, "") }];
  });
}
