import type { ServiceSettings } from "../../settings/generated/settings";
import { restrictedContainer, restrictedPod } from "../restricted-pod";
import { usesKafka } from "./consumer-env";
import { containerEnv } from "./env";
import { serviceLabels } from "./labels";
import { placement } from "./placement";
import { probes } from "./probes";
import { resourceRequirements } from "./resources";
import type { Surroundings } from "./surroundings";
import { diskVolumes, volumes } from "./volumes";

/** Cluster Autoscaler's own `--max-graceful-termination-sec`, where the settings do not know the autoscaler. */
const autoscalerGraceSeconds = 600;

/** The pods of a service, as the Pod Security Standard "restricted" wants them. */
export function podTemplate<W>(
  service: ServiceSettings<W>,
  image: W,
  surroundings: Surroundings<W>,
) {
  const { connection, nodes, priorityClassName } = surroundings;
  const mounted = volumes(service, connection);
  const annotations = podAnnotations(service, surroundings);
  return {
    metadata: {
      labels: serviceLabels(service),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      serviceAccountName: service.name,
      automountServiceAccountToken: false,
      // Variables for every Service of the namespace: they slow the start and clash with the application's own.
      enableServiceLinks: false,
      ...(priorityClassName === undefined ? {} : { priorityClassName }),
      terminationGracePeriodSeconds: service.terminationGracePeriodSeconds,
      securityContext: restrictedPod(service.runAsUser),
      ...placement(service, nodes),
      containers: [
        {
          ...container(service, image),
          env: containerEnv(service, connection),
          ...(mounted.length === 0 ? {} : { volumeMounts: mounted.map(({ mount }) => mount) }),
        },
      ],
      ...(mounted.length === 0 ? {} : { volumes: mounted.map(({ volume }) => volume) }),
    },
  };
}

function container<W>(service: ServiceSettings<W>, image: W) {
  const { name, command, args, port, preStopSeconds, resources } = service;
  return {
    name,
    image,
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    ...(port === undefined
      ? {}
      : { ports: [{ name: "http", containerPort: port, protocol: "TCP" }] }),
    resources: resourceRequirements(resources),
    ...probes(service),
    // Kubernetes' own sleep (1.30 and later): a shell in the image is not needed.
    ...(preStopSeconds === 0
      ? {}
      : { lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } } }),
    securityContext: restrictedContainer,
  };
}

/** What Cluster Autoscaler and a rotation of passwords need to know. Annotations that a person wrote win. */
function podAnnotations<W>(
  service: ServiceSettings<W>,
  { connection, nodes }: Surroundings<W>,
): Record<string, string> {
  const disks = diskVolumes(service);
  const patience = nodes?.autoscaler.maxGracefulTerminationSeconds ?? autoscalerGraceSeconds;
  const generation = usesKafka(service) ? connection?.credentialsGeneration : undefined;
  return {
    // Scratch space may go with the pod; without this, one pod with a volume on disk keeps its node for ever.
    ...(disks.length === 0
      ? {}
      : { "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes": disks.join(",") }),
    // The autoscaler would kill the work after its own patience, whatever the pod's grace period says.
    ...(service.terminationGracePeriodSeconds > patience
      ? { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" }
      : {}),
    ...(generation === undefined
      ? {}
      : { "chatbot.dev/credentials-generation": String(generation) }),
    ...service.podAnnotations,
  };
}
