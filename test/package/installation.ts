import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..", "..");
const packageName = "chatbot-autoscaling-platform";

/** The packed package, and an empty project outside the repository that has it installed. */
export interface Installation {
  tarball: string;
  /** The project. */
  project: string;
  /** The package inside the project's node_modules. */
  folder: string;
}

let made: Installation | undefined;

/**
 * Builds, packs and installs the package, once for all tests, without a trace in the work tree: what `files` names is copied
 * to a stage and packed there. The tarball is unpacked rather than given to `npm install`, and its peers are links to the
 * repository's, so that no registry is needed; `npm pack` runs no `prepack` here (`.npmrc`).
 */
export function installation(): Installation {
  if (made !== undefined) return made;
  const project = mkdtempSync(join(tmpdir(), "chatbot-package-"));
  process.once("exit", () => rmSync(project, { recursive: true, force: true }));
  const stage = staged(join(project, "stage"));
  const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", project], {
    cwd: stage,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const tarball = join(project, filename);

  const modules = join(project, "node_modules");
  const folder = join(modules, packageName);
  mkdirSync(folder, { recursive: true });
  run("tar", ["--extract", "--gzip", "--file", tarball, "--strip-components=1", "-C", folder]);
  for (const name of readdirSync(join(root, "node_modules"))) {
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  made = { tarball, project, folder };
  return made;
}

/** The repository as `npm pack` sees it after a build. */
function staged(stage: string): string {
  // `npm test` checks all types beside the tests; once more takes a third of the build.
  run(process.execPath, [join(root, "scripts", "build.mjs"), join(stage, "dist"), "--noCheck"]);
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    files: string[];
  };
  for (const path of ["package.json", ".npmrc", "README.md", "LICENSE", ...files]) {
    if (path === "dist" || !existsSync(join(root, path))) continue;
    cpSync(join(root, path), join(stage, path), { recursive: true });
  }
  return stage;
}

/** Runs a program to its end. @throws with what it printed when it fails. */
export function run(command: string, args: string[], cwd = root): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}:\n${stdout}${stderr}`);
  return stdout;
}
