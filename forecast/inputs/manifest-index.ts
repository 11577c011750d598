import { at, textAt } from "../../settings/lint/manifest";
import { selects } from "../nodes/selection";
import type { Labels, Selector } from "../nodes/placed-pod";
import { selector } from "./pod-placement";
import { namespaceOf, objectName, scalarText } from "./untrusted";

/** Kubernetes objects by kind and name. */
export class ManifestIndex {
  private readonly kinds = new Map<string, unknown[]>();
  private readonly names = new Map<string, unknown>();
  /** By namespace and first label that they want, so that a service need not ask all others' budgets. */
  private readonly budgets = new Map<string, { covers: Selector; object: unknown }[]>();

  constructor(objects: readonly unknown[]) {
    for (const object of objects) {
      const kind = textAt(object, "kind");
      const alike = this.kinds.get(kind);
      if (alike === undefined) this.kinds.set(kind, [object]);
      else alike.push(object);
      this.names.set(`${kind} ${objectName(object)}`, object);
    }
    for (const object of this.ofKind("PodDisruptionBudget")) {
      const covers = selector(at(object, "spec.selector"));
      const [first = []] = Object.entries(covers.matchLabels ?? {});
      const key = [namespaceOf(object), ...first].join(" ");
      const before = this.budgets.get(key) ?? [];
      this.budgets.set(key, before);
      before.push({ covers, object });
    }
  }

  /** All objects of a kind, in their order. */
  ofKind(kind: string): readonly unknown[] {
    return this.kinds.get(kind) ?? [];
  }

  /** The object of a kind with a `namespace/name`. */
  get(kind: string, name: string): unknown {
    return this.names.get(`${kind} ${name}`);
  }

  /**
   * Pods with these labels that a drain may take at once. A budget in percent or of pods that must stay depends on how many there
   * are: that of the fewest replicas counts, so nodes rather stay a little longer than they would.
   * https://kubernetes.io/docs/tasks/run-application/configure-pdb/
   */
  maxUnavailable(namespace: string, labels: Labels, fewest: number): number {
    const keys = [
      namespace,
      ...Object.entries(labels).map((label) => [namespace, ...label].join(" ")),
    ];
    const allowed = keys
      .flatMap((key) => this.budgets.get(key) ?? [])
      .filter(({ covers }) => selects(covers, labels))
      .map(({ object }) => allowedBy(object, Math.max(1, fewest)));
    return Math.min(Infinity, ...allowed);
  }
}

/** Percentages are rounded up, as the disruption controller does. */
function allowedBy(budget: unknown, replicas: number): number {
  const count = (key: string): number | undefined => {
    const text = scalarText(at(budget, `spec.${key}`));
    if (text === undefined) return undefined;
    return text.endsWith("%") ? Math.ceil((replicas * parseFloat(text)) / 100) : Number(text);
  };
  const staying = count("minAvailable");
  if (staying !== undefined) return Math.max(0, replicas - staying);
  return count("maxUnavailable") ?? Infinity;
}
