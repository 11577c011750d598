import { Course } from "./loop-course";
import { Watch } from "./loop-watch";

/** A Deployment as it goes on. */
export class Workload {
  /** What its spec asks for. */
  readonly replicas: Course;
  readonly ready: Course;
  /** Pods that have no node. */
  readonly pending: Course;
  /** Replicas that the HPA asks for, each time that it says something new. */
  readonly syncs: number[] = [];
  /** When a pod was seen first, and when ready. */
  readonly starts = new Map<string, { made: number; placed?: number; ready?: number }>();

  constructor(readonly name: string) {
    this.replicas = new Course(`${name}, replicas`);
    this.ready = new Course(`${name}, ready replicas`);
    this.pending = new Course(`${name}, pods without a node`);
  }
}

/** What happens in the cluster, as the API server tells it. */
export class ClusterWatch {
  private readonly workloads = new Map<string, Workload>();
  private readonly nodesOf = new Map<string, Set<string>>();
  private readonly courses = new Map<string, Course>();
  private readonly unplaced = new Map<string, Set<string>>();
  private readonly watches: Watch[];

  constructor() {
    const place = [".metadata.namespace", ".metadata.name"];
    this.watches = [
      new Watch(
        "deployments",
        [...place, ".spec.replicas", ".status.readyReplicas"],
        (event, [namespace, name, replicas, ready]) => {
          if (event === "DELETED") return;
          const workload = this.workload(`${namespace}/${name}`);
          workload.replicas.set(Number(replicas));
          workload.ready.set(Number(ready));
        },
      ),
      new Watch(
        "hpa",
        [".metadata.namespace", ".spec.scaleTargetRef.name"],
        (event, [ns, name]) => {
          if (event === "MODIFIED") this.workload(`${ns}/${name}`).syncs.push(Date.now());
        },
      ),
      new Watch(
        "pods",
        [
          ...[
            ".metadata.namespace",
            ".metadata.labels.app\\.kubernetes\\.io/name",
            ".metadata.name",
          ],
          ...[".spec.nodeName", '.status.conditions[?(@.type=="Ready")].status'],
        ],
        (event, fields) => this.podChanged(event, fields),
      ),
      new Watch(
        "nodes",
        [
          ...[".metadata.name", ".metadata.labels.karpenter\\.sh/nodepool"],
          '.status.conditions[?(@.type=="Ready")].status',
        ],
        (event, [name = "", pool = "", ready]) => {
          const nodes = this.nodesOf.get(pool) ?? new Set();
          this.nodesOf.set(pool, nodes);
          if (event !== "DELETED" && ready === "True") nodes.add(name);
          else nodes.delete(name);
          this.nodes(pool).set(nodes.size);
        },
      ),
    ];
  }

  /** By namespace and name, such as `chatbot/ai-chat-service`. */
  workload(name: string): Workload {
    const found = this.workloads.get(name) ?? new Workload(name);
    this.workloads.set(name, found);
    return found;
  }

  /** Ready nodes of one of Karpenter's pools. */
  nodes(pool: string): Course {
    const found = this.courses.get(pool) ?? new Course(`nodes of ${pool}`);
    this.courses.set(pool, found);
    return found;
  }

  async stop(): Promise<void> {
    await Promise.all(this.watches.map((watch) => watch.stop()));
  }

  private podChanged(event: string, [namespace, owner, pod = "", node, ready]: string[]): void {
    const workload = this.workload(`${namespace}/${owner}`);
    const unplaced = this.unplaced.get(workload.name) ?? new Set();
    this.unplaced.set(workload.name, unplaced);
    if (event !== "DELETED" && node === "") unplaced.add(pod);
    else unplaced.delete(pod);
    workload.pending.set(unplaced.size);
    const start = workload.starts.get(pod) ?? { made: Date.now() };
    workload.starts.set(pod, start);
    if (node !== "") start.placed ??= Date.now();
    if (ready === "True") start.ready ??= Date.now();
  }
}
