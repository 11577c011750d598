import type { Rule, RuleContext } from "../rule";
import { keyFault, valueFault } from "../qualified-name";
import { isOpaque } from "../copy";
import { servicesOf } from "../triggers";

/** Names of the platform's own parts, and of what every cluster has. */
const taken: ReadonlySet<string> = new Set([
  ..."autoscaler cluster cluster-autoscaler coredns default kafka keda keda-operator kube-dns".split(
    " ",
  ),
  ..."kube-node-lease kube-proxy kube-public kube-system kubernetes metrics-server monitoring".split(
    " ",
  ),
  ..."network node-autoscaler node-groups nodes scaler strimzi".split(" "),
  ..."keda-operator-metrics-apiserver keda-admission-webhooks strimzi-cluster-operator aws-node".split(
    " ",
  ),
]);

/** Namespaces that belong to the cluster or to the operators. */
function ownedNamespaces({ settings }: RuleContext): Record<string, string> {
  const { operator, existing } = settings.keda;
  const kafka = settings.kafka?.strimzi?.namespace;
  const prometheus = settings.monitoring.stack?.namespace;
  return {
    "kube-system": "Kubernetes",
    "kube-public": "Kubernetes",
    "kube-node-lease": "Kubernetes",
    [operator?.namespace ?? existing?.namespace ?? "keda"]: "KEDA",
    ...(kafka === undefined ? {} : { [kafka]: "Kafka" }),
    ...(prometheus === undefined ? {} : { [prometheus]: "Prometheus" }),
  };
}

/** Labels that the platform sets itself: the first two select the pods and can never change. */
const ownLabels: readonly string[] = [
  "app.kubernetes.io/name",
  "app.kubernetes.io/part-of",
  "app.kubernetes.io/managed-by",
];

/** Variables of the contract with consumers that say the same as settings do. */
const contract = {
  KAFKA_TOPIC: "topic",
  KAFKA_GROUP_ID: "consumerGroup",
  KAFKA_AUTO_OFFSET_RESET: "offsetResetPolicy",
} as const;

/** Names, labels and variables of services. */
export const nameRules: readonly Rule[] = [
  {
    id: "name/taken",
    severity: "error",
    because:
      "objects and namespaces of the platform have this name, and a service's would collide with them",
    *check(context) {
      const strimzi = context.settings.kafka?.strimzi;
      const cluster = strimzi?.clusterName;
      for (const { service, path } of servicesOf(context)) {
        const { name } = service;
        const ofKafka =
          cluster !== undefined && (name === cluster || name.startsWith(`${cluster}-kafka`));
        if (!taken.has(name) && !ofKafka) continue;
        yield {
          path: `${path}.name`,
          expected: "a name that no part of the platform has",
          got: JSON.stringify(name),
          fix: `call it by what it does, such as "${name}-consumer"`,
        };
      }
    },
  },
  {
    id: "name/namespace-of-others",
    severity: "error",
    because:
      "services get default-deny policies, quotas and labels in their namespace, which would stop what runs there",
    *check(context) {
      const owned = ownedNamespaces(context);
      for (const { service, path } of servicesOf(context)) {
        const owner = owned[service.namespace];
        if (owner === undefined) continue;
        yield {
          path: `${path}.namespace`,
          expected: "a namespace of the services",
          got: `${JSON.stringify(service.namespace)}, which belongs to ${owner}`,
          fix: "remove it, or name one of your own",
        };
      }
    },
  },
  {
    id: "name/default-namespace",
    severity: "warning",
    because:
      "whatever forgets to name a namespace lands in default too, beside the service: CIS EKS 4.6.4",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        if (service.namespace !== "default") continue;
        yield {
          path: `${path}.namespace`,
          expected: "a namespace of the services",
          got: '"default"',
          fix: "remove it, or name one of your own",
        };
      }
    },
  },
  {
    id: "name/label",
    severity: "error",
    because:
      "the API server refuses it: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        for (const [key, value] of Object.entries(service.labels)) {
          const fault = keyFault(key) ?? valueFault(value);
          if (fault === undefined) continue;
          yield {
            path: `${path}.labels[${JSON.stringify(key)}]`,
            expected:
              "a key such as team or acme.dev/team, and a value of at most 63 letters, digits, dashes, dots and underscores",
            got: fault,
            fix: keyFault(key) === undefined ? "correct the value" : "correct the key",
          };
        }
      }
    },
  },
  {
    id: "name/annotation",
    severity: "error",
    because:
      "the API server refuses it: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const sets: [string, Record<string, string>][] = [
          [`${path}.podAnnotations`, service.podAnnotations],
          [`${path}.scaling.annotations`, service.scaling.annotations],
          [`${path}.ingress.annotations`, service.ingress?.annotations ?? {}],
        ];
        for (const [at, annotations] of sets) {
          for (const key of Object.keys(annotations)) {
            const fault = keyFault(key);
            if (fault === undefined) continue;
            yield {
              path: `${at}[${JSON.stringify(key)}]`,
              expected: "a key such as acme.dev/owner",
              got: fault,
              fix: "correct the key",
            };
          }
        }
      }
    },
  },
  {
    id: "name/label-of-the-platform",
    severity: "error",
    because:
      "the platform sets this label itself and would overwrite it: a Deployment finds its pods by it",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        for (const key of Object.keys(service.labels)) {
          if (!ownLabels.includes(key)) continue;
          yield {
            path: `${path}.labels[${JSON.stringify(key)}]`,
            expected: "a label of your own",
            got: JSON.stringify(key),
            fix: "remove it, or use a prefix of your own",
          };
        }
      }
    },
  },
  {
    id: "name/variable",
    severity: "error",
    because: "the API server refuses it, or no shell can read it",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        for (const name of Object.keys(service.env)) {
          if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) continue;
          yield {
            path: `${path}.env[${JSON.stringify(name)}]`,
            expected: "letters, digits and underscores, not beginning with a digit",
            got: JSON.stringify(name),
            fix: "rename it",
          };
        }
      }
    },
  },
  {
    id: "name/variable-against-settings",
    severity: "error",
    because: "the application would work for another topic or group than KEDA looks at",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        for (const [name, key] of Object.entries(contract)) {
          const value = service.env[name];
          const wanted = service.consumes?.[key as keyof typeof service.consumes];
          if (value === undefined || wanted === undefined || isOpaque(value) || value === wanted)
            continue;
          yield {
            path: `${path}.env.${name}`,
            expected: `${JSON.stringify(wanted)}, as in consumes.${key}`,
            got: "another value",
            fix: "remove it: the platform sets it",
          };
        }
      }
    },
  },
  {
    id: "name/shared-group",
    severity: "warning",
    because:
      "members of one group share its partitions, and each change of one service stops the other while they are dealt out again (F-22)",
    *check(context) {
      const groups = context.settings.services.map(({ consumes }) => consumes?.consumerGroup);
      for (const [i, group] of groups.entries()) {
        const first = groups.indexOf(group);
        if (group === undefined || first === i) continue;
        yield {
          path: `services[${i}].consumes.consumerGroup`,
          expected: "a group that no other service works in",
          got: `${JSON.stringify(group)}, the group of services[${first}]`,
          fix: "name another group, or make one service of both",
        };
      }
    },
  },
];
