// Compiles the package: `npm run build` into dist/, `node scripts/build.mjs <folder>` into another folder, with what else the compiler is told.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript")), "tsc.js");

const [folder = join(root, "dist"), ...more] = process.argv.slice(2);
const target = resolve(folder);

rmSync(target, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [compiler, "--project", join(root, "tsconfig.build.json"), "--outDir", target, ...more],
  { stdio: "inherit" },
);
if (status !== 0) process.exit(status ?? 1);
// npm makes a `bin` executable when it installs a package, not when somebody runs the file where it was built.
chmodSync(join(target, "cli", "main.js"), 0o755);
// The engine finds the policy pack by its manifest, and its version beside it.
for (const file of ["PulumiPolicy.yaml", "package.json"]) {
  copyFileSync(join(root, "policy", "pack", file), join(target, "policy", "pack", file));
}
// A forecast's page takes these as they are.
const page = join("forecast", "report", "page");
mkdirSync(join(target, page), { recursive: true });
for (const file of ["page.js", "page.css"]) {
  copyFileSync(join(root, page, file), join(target, page, file));
}
