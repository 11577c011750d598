import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { goldenFiles } from "../../plan/golden";
import { planStack } from "../../plan/stack";
import { readStackFile, stackFilePath } from "../../plan/stack-file";

/** Writes test/golden/<stack>/ anew from what the stacks render. */
async function main(): Promise<void> {
  for (const stack of ["dev", "prod", "local"]) {
    const folder = join("test", "golden", stack);
    rmSync(folder, { recursive: true, force: true });
    const files = goldenFiles(await planStack(readStackFile(stackFilePath(stack))));
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    console.log(`${folder}: ${files.length} files`);
  }
}

void main();
