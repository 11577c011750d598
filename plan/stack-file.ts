import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isMap, LineCounter, parseDocument } from "yaml";
import { platformConfig } from "../settings/config";
import type { Finding } from "../settings/finding";
import { didYouMean } from "../settings/suggest";
import { deferred, mask } from "./secrets";

/** A stack's settings as a file holds them. */
export interface StackFile {
  path: string;
  /** Name of the stack: `dev` of `Pulumi.dev.yaml`, else the file's own name. */
  stack: string;
  /** Untrusted: what the door examines. */
  args: Record<string, unknown>;
  /** Every config value, `project:key`, as the engine hands it to a program: text, objects as JSON. */
  config: Record<string, string>;
  /** Keys of `config` that hold values which only the engine can decrypt; a mask stands for each. */
  secretKeys: string[];
  /** What is wrong with the file itself. */
  findings: Finding[];
}

/** Project that the stack files of this repository belong to. */
export const project = "chatbot";

/** Path of a stack's file from its name or a path. */
export function stackFilePath(stackOrPath: string): string {
  return /[/\\.]/.test(stackOrPath) ? stackOrPath : `Pulumi.${stackOrPath}.yaml`;
}

/** Reads `Pulumi.<stack>.yaml`, or a YAML or JSON file that holds the platform's args themselves. Never throws for its content. */
export function readStackFile(path: string, siblings: readonly string[] = []): StackFile {
  const stack =
    /^Pulumi\.(.+)\.ya?ml$/.exec(basename(path))?.[1] ?? basename(path).replace(/\.\w+$/, "");
  const empty = { path, stack, args: {}, config: {}, secretKeys: [] };
  if (!existsSync(path)) {
    const hint = didYouMean(stack, siblings);
    const finding = fault(
      path,
      "a file",
      "none there",
      hint || "give the name of a stack or the path of a file",
    );
    return { ...empty, findings: [finding] };
  }
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, "utf8"), {
    uniqueKeys: true,
    lineCounter: lines,
  });
  if (document.errors.length > 0) {
    const findings = document.errors.map(({ message, pos }) => {
      const { line, col } = lines.linePos(pos[0]);
      const duplicate = /must be unique/.test(message);
      return fault(
        `${path}:${line}:${col}`,
        duplicate ? "every key once" : "YAML",
        duplicate ? "the same key twice in one mapping" : (message.split("\n")[0] ?? message),
        duplicate ? "remove one: the last would win silently" : "correct the syntax",
      );
    });
    return { ...empty, findings };
  }
  if (!isMap(document.contents)) {
    return {
      ...empty,
      findings: [fault(path, "a mapping", "something else", "see the stacks of this project")],
    };
  }
  const content = document.toJS() as Record<string, unknown>;
  if (!("config" in content))
    return { ...empty, args: content, config: configText(content), findings: [] };
  const values = (content.config ?? {}) as Record<string, unknown>;
  const withMasks = withoutCiphertexts(values, mask) as Record<string, unknown>;
  const { args, findings } = platformConfig(values, project);
  return {
    ...empty,
    args: withoutCiphertexts(args, deferred) as Record<string, unknown>,
    config: engineText(withMasks),
    secretKeys: Object.keys(values).filter(
      (key) => !isDeepStrictEqual(values[key], withMasks[key]),
    ),
    findings,
  };
}

/** Values that `pulumi config set --secret` encrypted cannot be read here: something stands for each. */
function withoutCiphertexts(value: unknown, instead: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutCiphertexts(item, instead));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure") return instead;
  return Object.fromEntries(
    entries.map(([key, child]) => [key, withoutCiphertexts(child, instead)]),
  );
}

function configText(args: Record<string, unknown>): Record<string, string> {
  return engineText(
    Object.fromEntries(Object.entries(args).map(([key, value]) => [`${project}:${key}`, value])),
  );
}

function engineText(values: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(values).map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries);
}

function fault(path: string, expected: string, got: string, fix: string): Finding {
  return { severity: "error", rule: "file/unreadable", path, expected, got, fix };
}
