import { execFile } from "node:child_process";
import type { KubernetesObject } from "../support/crds";

/** Who we are to the server. */
const manager = "pulumi-live";

/** What kubectl said. */
export interface Said {
  code: number;
  out: string;
  err: string;
}

/** Runs kubectl against the cluster of KUBECONFIG. */
export function kubectl(args: readonly string[], input?: unknown): Promise<Said> {
  return new Promise((done) => {
    const child = execFile(
      process.env.KUBECTL ?? "kubectl",
      [...args],
      { maxBuffer: 64 * 1024 * 1024, timeout: 180_000 },
      (error, out, err) => done({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    );
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input === undefined ? undefined : JSON.stringify(input));
  });
}

const list = (items: readonly KubernetesObject[]): unknown => ({
  apiVersion: "v1",
  kind: "List",
  items,
});

/** Creates or changes objects as our providers do: by server-side apply. @throws what the server refuses. */
export async function apply(
  items: readonly KubernetesObject[],
  ...flags: string[]
): Promise<string[]> {
  if (items.length === 0) return [];
  const { code, out, err } = await kubectl(
    [
      "apply",
      "--server-side",
      "--force-conflicts",
      `--field-manager=${manager}`,
      ...flags,
      "-f",
      "-",
    ],
    list(items),
  );
  if (code !== 0) throw new Error(err);
  return out.trim().split("\n");
}

/** Names that the server would refuse, with its reasons; nothing is created. */
export async function refusals(items: readonly KubernetesObject[]): Promise<string[]> {
  if (items.length === 0) return [];
  const { err } = await kubectl(["create", "--dry-run=server", "-f", "-"], list(items));
  return err.split("\n").filter((line) => line !== "" && !line.startsWith("Warning: "));
}

/** `kind/namespace/name`, generation and when we last changed something, as the server has them: not what others wrote. */
export async function versionsOf(items: readonly KubernetesObject[]): Promise<string[]> {
  const name = "{.apiVersion}/{.kind}/{.metadata.namespace}/{.metadata.name}";
  const ours = `{.metadata.managedFields[?(@.manager=="${manager}")].time}`;
  const path = `{range .items[*]}${name} {.metadata.generation} ${ours}{"\\n"}{end}`;
  const { code, out, err } = await kubectl(
    ["get", "-f", "-", "--show-managed-fields", "-o", `jsonpath=${path}`],
    list(items),
  );
  if (code !== 0) throw new Error(err);
  return out.trim().split("\n");
}

/** Deletes objects one after the other and waits for each to be gone. */
export async function remove(items: readonly KubernetesObject[], seconds = 60): Promise<void> {
  if (items.length === 0) return;
  const { code, err } = await kubectl(
    ["delete", "--ignore-not-found", "--wait", `--timeout=${seconds}s`, "-f", "-"],
    list(items),
  );
  if (code !== 0) throw new Error(err);
}

/** Names of objects of a kind, such as `namespaces`. */
export async function namesOf(resource: string): Promise<string[]> {
  const { out } = await kubectl(["get", resource, "-o", "name"]);
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("/")[1] ?? line);
}
