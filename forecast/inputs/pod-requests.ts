import { at, listAt, textAt } from "../../settings/lint/manifest";
import { mebibytes, milliCpu } from "../../settings/quantity";
import type { Remarks } from "./remarks";
import { textMap } from "./untrusted";

/** Name of NVIDIA GPUs as a resource. */
const gpuResource = "nvidia.com/gpu";

/** What a pod asks a node for. */
export interface PodRequests {
  cpuMilli: number;
  memoryMiB: number;
  gpus: number;
}

const nothing: PodRequests = { cpuMilli: 0, memoryMiB: 0, gpus: 0 };

/**
 * Requests of a pod: of all containers together, or of the init container that asks for more; init containers that go on
 * running count with both. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function podRequests(spec: unknown, remarks: Remarks): PodRequests {
  let running = nothing;
  let starting = nothing;
  for (const [i, container] of listAt(spec, "initContainers").entries()) {
    const asked = requests(container, `spec.initContainers[${i}]`, remarks);
    if (textAt(container, "restartPolicy") === "Always") running = sum(running, asked);
    else starting = most(starting, sum(running, asked));
  }
  for (const [i, container] of listAt(spec, "containers").entries())
    running = sum(running, requests(container, `spec.containers[${i}]`, remarks));
  return most(running, starting);
}

/** A limit without a request is the request too. */
function requests(container: unknown, path: string, remarks: Remarks): PodRequests {
  const asked = {
    ...textMap(at(container, "resources.limits")),
    ...textMap(at(container, "resources.requests")),
  };
  const amount = (name: string, read: (text: string) => number): number => {
    const value = read(asked[name] ?? "0");
    if (!Number.isNaN(value)) return value;
    remarks.assume(
      `${path}.resources.requests.${name}: ${JSON.stringify(asked[name])} is no quantity that the forecast reads: it counts 0`,
    );
    return 0;
  };
  return {
    cpuMilli: amount("cpu", milliCpu),
    memoryMiB: amount("memory", mebibytes),
    gpus: amount(gpuResource, Number),
  };
}

function sum(a: PodRequests, b: PodRequests): PodRequests {
  return combine(a, b, (x, y) => x + y);
}

function most(a: PodRequests, b: PodRequests): PodRequests {
  return combine(a, b, Math.max);
}

function combine(a: PodRequests, b: PodRequests, by: (x: number, y: number) => number) {
  return {
    cpuMilli: by(a.cpuMilli, b.cpuMilli),
    memoryMiB: by(a.memoryMiB, b.memoryMiB),
    gpus: by(a.gpus, b.gpus),
  };
}
