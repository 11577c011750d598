import { renderedFiles, type RenderedFile } from "./manifests";
import type { Plan } from "./plan";

/**
 * What a plan is compared with, so that a reviewer reads the difference of what will run: a file for each object, and the
 * contract of types and names. Sorted, because the order of registration is nobody's promise.
 */
export function goldenFiles({ resources }: Plan): RenderedFile[] {
  const names = resources.map(({ type, name }) => `${type} ${name}\n`).sort();
  const rendered = renderedFiles(resources);
  return [{ path: "names.txt", text: names.join("") }, ...rendered].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}
