import { readTrace } from "../../forecast/traffic/trace";
import { platformArgs, type Scenario } from "./scenario";

/** One model server for a recorded week of requests: a replica has a GPU, and a node to itself. */
export function azure(text: string, source: string): Scenario {
  const trace = readTrace(text, source, { variation: 1.5 });
  if ("faults" in trace) throw new Error(trace.faults.join("\n"));
  const column = (name: string) => {
    const found = trace.columns.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${source}: expected a column ${name}`);
    return found.traffic;
  };
  const traffic = column("req_per_min_mid");
  const high = Math.max(...column("req_per_min_high").rates);
  const cap = Math.ceil((1.3 * high) / 2);
  const service = {
    ...{ name: "model-server", cap, partitionsEach: 10, minReplicaCount: 1, gpus: 1 },
    ...{ startupSeconds: 82, waitSeconds: 10 },
  };
  return {
    args: platformArgs([service], { instanceType: "g5.xlarge", minSize: 1, maxSize: cap }),
    traffic: () => traffic,
    seconds: traffic.windowSeconds * traffic.rates.length,
    nodeSeconds: 90,
    staticReplicas: Math.ceil(high / 2),
  };
}
