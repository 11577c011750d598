import { kubectl } from "./kubectl";

/** Kinds whose operators are not there, and what these would write. */
const kinds = ["kafkas", "kafkanodepools", "kafkatopics", "kafkausers"];

const ready = { conditions: [{ type: "Ready", status: "True" }] };

/**
 * Plays the operators that the cluster lacks: says that Kafka is ready and, where nobody runs Deployments, that they are
 * available. Otherwise whoever waits for these would wait for ever.
 */
export class OperatorStatus {
  private readonly timer: NodeJS.Timeout;
  private busy = Promise.resolve();
  private running = false;

  constructor() {
    this.timer = setInterval(() => {
      if (this.running) return;
      this.running = true;
      this.busy = this.write().finally(() => {
        this.running = false;
      });
    }, 1000);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
  }

  private async write(): Promise<void> {
    for (const kind of [...kinds, "deployments"]) {
      const { code, out } = await kubectl(["get", kind, "--all-namespaces", "-o", "json"]);
      if (code !== 0) continue;
      for (const { metadata, spec, status } of (JSON.parse(out) as { items: any[] }).items) {
        const { name, namespace, generation } = metadata;
        const replicas = spec.replicas ?? 1;
        const wanted =
          kind === "deployments"
            ? {
                observedGeneration: generation,
                replicas,
                updatedReplicas: replicas,
                readyReplicas: replicas,
                availableReplicas: replicas,
                conditions: [
                  { type: "Available", status: "True", reason: "Live", message: "" },
                  {
                    type: "Progressing",
                    status: "True",
                    reason: "NewReplicaSetAvailable",
                    message: "",
                  },
                ],
              }
            : { ...ready, observedGeneration: generation };
        if (status?.observedGeneration === generation) continue;
        await kubectl([
          ...["patch", kind, name, "--namespace", namespace, "--subresource=status"],
          ...["--type=merge", "--patch", JSON.stringify({ status: wanted })],
        ]);
      }
    }
  }
}
