// Compiles the package into dist/: `npm run build`. `--no-check` trusts that `npm run types` has checked the types.
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript")), "tsc.js");

rmSync(join(root, "dist"), { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [
    compiler,
    "--project",
    join(root, "tsconfig.build.json"),
    ...(process.argv.includes("--no-check") ? ["--noCheck"] : []),
  ],
  { stdio: "inherit" },
);
if (status !== 0) process.exit(status ?? 1);
// npm makes a `bin` executable when it installs a package, not when somebody runs the file where it was built.
chmodSync(join(root, "dist", "cli", "main.js"), 0o755);
