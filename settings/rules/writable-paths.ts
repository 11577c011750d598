import type { ServiceSettings } from "../generated/settings";
import type { Rule } from "../rule";

/** Names of what an application writes to: caches, temporary files, logs, its own data. */
const writtenName =
  /(?:^|_)(?:TMPDIR|TMP|TEMP|CACHE|CACHE_?DIR|CACHE_?PATH|CACHE_?HOME|HF_HOME|TORCH_HOME|NLTK_DATA|LOG_?DIR|LOG_?FILE|LOG_?PATH|DATA_?DIR|STATE_?DIR|WORK_?DIR|UPLOAD_?DIR|OUTPUT_?DIR|PID_?FILE|DB_?FILE|SQLITE_?PATH|DOWNLOAD_?DIR)$/i;

/** Paths that Kubernetes gives every container to write to. */
const alwaysWritable = ["/dev"];

/** Variables and arguments that name a file or folder which is written to. */
function* written({
  env,
  args,
  command,
}: ServiceSettings<unknown>): Generator<[string, string, string]> {
  for (const [name, value] of Object.entries(env)) {
    if (typeof value === "string" && writtenName.test(name)) yield [`env.${name}`, name, value];
  }
  for (const [key, words] of Object.entries({ command, args })) {
    for (const [i, word] of (words ?? []).entries()) {
      const [, flag = "", value = words?.[i + 1] ?? ""] =
        /^--?([a-z0-9-]+)(?:=(.*))?$/is.exec(word) ?? [];
      if (writtenName.test(flag.replaceAll("-", "_"))) yield [`${key}[${i}]`, `--${flag}`, value];
    }
  }
}

/** What an application says that it writes to. */
export const writablePathRules: readonly Rule[] = [
  {
    id: "service/path-not-writable",
    severity: "warning",
    because:
      "the root file system is read-only, so that the first write there ends the application: check 33",
    *check({ settings: { services } }) {
      for (const [i, service] of services.entries()) {
        const folders = [...service.writablePaths.map(({ path }) => path), ...alwaysWritable];
        const isWritable = (path: string): boolean =>
          folders.some(
            (folder) => path === folder || path.startsWith(`${folder.replace(/\/+$/, "")}/`),
          );
        for (const [at, name, path] of written(service)) {
          if (!path.startsWith("/") || isWritable(path)) continue;
          yield {
            path: `services[${i}].${at}`,
            expected: "a path within writablePaths",
            got: `${name} that names a read-only one`,
            fix: `add the folder to writablePaths, such as {path: ${JSON.stringify(path.split("/").slice(0, 3).join("/"))}}`,
          };
        }
      }
    },
  },
];
