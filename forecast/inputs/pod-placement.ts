import { at, listAt, textAt } from "../../settings/lint/manifest";
import type {
  Affinity,
  AntiAffinityTerm,
  PlacedPod,
  Requirement,
  Selector,
  SpreadConstraint,
  Toleration,
  Volume,
} from "../nodes/placed-pod";
import type { Remarks } from "./remarks";
import { numberAt, optionalText, scalarText, textMap } from "./untrusted";

const required = "requiredDuringSchedulingIgnoredDuringExecution";

type Placement = Pick<
  PlacedPod,
  "nodeSelector" | "tolerations" | "affinity" | "topologySpread" | "hostPort" | "volumes"
>;

/** Where a pod may run and what ties it to a node, as far as its spec says anything about it. */
export function podPlacement(spec: unknown, remarks: Remarks): Placement {
  const nodeSelector = textMap(at(spec, "nodeSelector"));
  const tolerations = listAt(spec, "tolerations").map(toleration);
  const affinity = affinityOf(at(spec, "affinity"), remarks);
  const topologySpread = listAt(spec, "topologySpreadConstraints").map(spread);
  const hostPort = hostPortOf(spec);
  const volumes = listAt(spec, "volumes").map(volume);
  return {
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
    ...(tolerations.length === 0 ? {} : { tolerations }),
    ...(affinity === undefined ? {} : { affinity }),
    ...(topologySpread.length === 0 ? {} : { topologySpread }),
    ...(hostPort === undefined ? {} : { hostPort }),
    ...(volumes.length === 0 ? {} : { volumes }),
  };
}

function toleration(value: unknown): Toleration {
  return {
    ...optionalText(value, "key"),
    ...optionalText(value, "operator"),
    ...optionalText(value, "value"),
    ...optionalText(value, "effect"),
  };
}

function affinityOf(affinity: unknown, remarks: Remarks): Affinity | undefined {
  if (listAt(affinity, `podAffinity.${required}`).length > 0)
    remarks.assume("spec.affinity.podAffinity is not modelled: pods may run apart");
  const terms = listAt(affinity, `nodeAffinity.${required}.nodeSelectorTerms`);
  const apart = listAt(affinity, `podAntiAffinity.${required}`);
  if (terms.length === 0 && apart.length === 0) return undefined;
  return {
    ...(terms.length === 0
      ? {}
      : {
          nodeAffinity: {
            [required]: {
              nodeSelectorTerms: terms.map((term) => ({ matchExpressions: requirements(term) })),
            },
          },
        }),
    ...(apart.length === 0 ? {} : { podAntiAffinity: { [required]: apart.map(antiAffinityTerm) } }),
  };
}

function antiAffinityTerm(term: unknown): AntiAffinityTerm {
  return {
    topologyKey: textAt(term, "topologyKey"),
    labelSelector: selector(at(term, "labelSelector")),
  };
}

/** A label selector of an untrusted object. */
export function selector(value: unknown): Selector {
  const matchExpressions = requirements(value);
  return {
    matchLabels: textMap(at(value, "matchLabels")),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
  };
}

function requirements(value: unknown): Requirement[] {
  return listAt(value, "matchExpressions").map((one) => ({
    key: textAt(one, "key"),
    operator: textAt(one, "operator"),
    values: listAt(one, "values").flatMap((text) => scalarText(text) ?? []),
  }));
}

function spread(constraint: unknown): SpreadConstraint {
  const minDomains = numberAt(constraint, "minDomains");
  return {
    topologyKey: textAt(constraint, "topologyKey"),
    maxSkew: numberAt(constraint, "maxSkew") ?? 1,
    whenUnsatisfiable: textAt(constraint, "whenUnsatisfiable"),
    labelSelector: selector(at(constraint, "labelSelector")),
    ...(minDomains === undefined ? {} : { minDomains }),
  };
}

function hostPortOf(spec: unknown): number | undefined {
  const ports = listAt(spec, "containers").flatMap((container) => listAt(container, "ports"));
  const key = at(spec, "hostNetwork") === true ? "containerPort" : "hostPort";
  return ports.map((port) => numberAt(port, key)).find((port) => port !== undefined);
}

/** Only disks of the node matter; a volume that goes with the pod ties it to nothing. */
function volume(value: unknown): Volume {
  const hostPath = at(value, "hostPath");
  const emptyDir = at(value, "emptyDir");
  return {
    name: textAt(value, "name"),
    ...(hostPath === undefined ? {} : { hostPath }),
    ...(emptyDir === undefined ? {} : { emptyDir: optionalText(emptyDir, "medium") }),
  };
}
