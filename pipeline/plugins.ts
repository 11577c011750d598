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
 * half-way at the first. Which of them a stack uses only the engine knows, so it is one warning.
 */
export function missingPlugins(wanted: readonly Plugin[], installed: readonly Plugin[]): Finding[] {
  const there = new Set(installed.map(text));
  const missing = wanted.filter((plugin) => !there.has(text(plugin)));
  if (missing.length === 0) return [];
  const others = installed.filter(({ name }) => missing.some((plugin) => plugin.name === name));
  return [
    {
      severity: "warning",
      rule: "cli/plugins",
      path: "plugins",
      expected: missing.map(text).join(", "),
      got: others.length === 0 ? "none of them" : others.map(text).join(", "),
      fix: "pulumi plugin install resource <name> <version> for each that the stack uses",
    },
  ];
}

function text({ name, version }: Plugin): string {
  return `${name} ${version}`;
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
