/** A pod as the checks read it; everything is optional, because nothing is known to be valid. */
export interface PodTemplate {
  metadata?: { annotations?: Record<string, string> };
  spec?: PodSpec;
}

interface PodSpec extends Record<string, unknown> {
  securityContext?: SecurityContext;
  containers?: Container[];
  initContainers?: Container[];
  ephemeralContainers?: Container[];
  volumes?: Record<string, unknown>[];
}

interface SecurityContext {
  runAsNonRoot?: boolean;
  runAsUser?: number;
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  procMount?: string;
  capabilities?: { add?: string[]; drop?: string[] };
  seccompProfile?: { type?: string };
  appArmorProfile?: { type?: string };
  seLinuxOptions?: { type?: string; user?: string; role?: string };
  windowsOptions?: { hostProcess?: boolean };
  sysctls?: { name: string }[];
}

interface Handler {
  httpGet?: { host?: string };
  tcpSocket?: { host?: string };
}

interface Container {
  name?: string;
  securityContext?: SecurityContext;
  ports?: { hostPort?: number }[];
  livenessProbe?: Handler;
  readinessProbe?: Handler;
  startupProbe?: Handler;
  lifecycle?: { preStop?: Handler; postStart?: Handler };
}

/** A control of the standard: its name and what of a pod breaks it. */
type Control = (
  pod: Required<Pick<PodSpec, "securityContext">> & PodSpec,
  own: Container[],
) => string[];

const volumeTypes = new Set([
  "name",
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

const seLinuxTypes = new Set([
  "",
  "container_t",
  "container_init_t",
  "container_kvm_t",
  "container_engine_t",
]);

const safeSysctls = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
]);

const profiles = new Set(["RuntimeDefault", "Localhost"]);

/**
 * The controls of Pod Security Standards, level "restricted", as of Kubernetes 1.35, for Linux pods; the level includes all of
 * "baseline". Where the standard is more lenient with pods in a user namespace (`hostUsers: false`), this is not.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/.
 */
const controls: Readonly<Record<string, Control>> = {
  hostNamespaces: (pod) =>
    ["hostNetwork", "hostPID", "hostIPC"].filter((field) => pod[field] === true),
  hostProcess: (pod, own) => each(pod, own, (c) => c.windowsOptions?.hostProcess === true),
  privileged: (_, own) => each({}, own, (c) => c.privileged === true),
  capabilities: (_, own) =>
    own.flatMap((container) => {
      const { add = [], drop = [] } = container.securityContext?.capabilities ?? {};
      const more = add.filter((name) => name !== "NET_BIND_SERVICE");
      const all = drop.includes("ALL") ? [] : [`${label(container)} does not drop ALL`];
      return [...all, ...more.map((name) => `${label(container)} adds ${name}`)];
    }),
  volumeTypes: (pod) =>
    (pod.volumes ?? []).flatMap((volume) =>
      Object.keys(volume)
        .filter((type) => !volumeTypes.has(type))
        .map((type) => `volume ${String(volume["name"])} is a ${type}`),
    ),
  hostPorts: (_, own) =>
    own.flatMap((container) =>
      (container.ports ?? [])
        .filter(({ hostPort = 0 }) => hostPort !== 0)
        .map(({ hostPort }) => `${label(container)} takes port ${hostPort} of the host`),
    ),
  hostProbes: (_, own) =>
    own.flatMap((container) =>
      handlers(container)
        .filter(({ httpGet, tcpSocket }) => (httpGet?.host ?? tcpSocket?.host ?? "") !== "")
        .map(() => `${label(container)} probes a host`),
    ),
  appArmor: (pod, own) =>
    each(
      pod,
      own,
      ({ appArmorProfile: profile }) => profile !== undefined && !profiles.has(profile.type ?? ""),
    ),
  seLinux: (pod, own) =>
    each(pod, own, ({ seLinuxOptions: { type = "", user = "", role = "" } = {} }) => {
      return !seLinuxTypes.has(type) || user !== "" || role !== "";
    }),
  procMount: (_, own) => each({}, own, ({ procMount = "Default" }) => procMount !== "Default"),
  sysctls: (pod) =>
    (pod.securityContext.sysctls ?? [])
      .map(({ name }) => name)
      .filter((name) => !safeSysctls.has(name)),
  privilegeEscalation: (_, own) => each({}, own, (c) => c.allowPrivilegeEscalation !== false),
  runAsNonRoot: (pod, own) =>
    inherited(
      pod,
      own,
      ({ runAsNonRoot }) => runAsNonRoot,
      (value) => value === true,
    ),
  runAsUser: (pod, own) => each(pod, own, ({ runAsUser }) => runAsUser === 0),
  seccomp: (pod, own) =>
    inherited(
      pod,
      own,
      ({ seccompProfile }) => seccompProfile?.type,
      (type) => profiles.has(type ?? ""),
    ),
};

/** Names of the controls, as findings begin. */
export const controlNames: readonly string[] = Object.keys(controls);

/** What Pod Security admission at level "restricted" would refuse of a pod: `<control>: <what>`. Empty when nothing. */
export function restrictedErrors({ metadata = {}, spec = {} }: PodTemplate): string[] {
  const pod = { ...spec, securityContext: spec.securityContext ?? {} };
  const own = [
    ...(spec.initContainers ?? []),
    ...(spec.containers ?? []),
    ...(spec.ephemeralContainers ?? []),
  ];
  const found = Object.entries(controls).flatMap(([control, check]) =>
    check(pod, own).map((what) => `${control}: ${what}`),
  );
  return [...found, ...annotationErrors(metadata.annotations ?? {})];
}

/** AppArmor's older spelling. */
function annotationErrors(annotations: Record<string, string>): string[] {
  return Object.entries(annotations)
    .filter(([key]) => key.startsWith("container.apparmor.security.beta.kubernetes.io/"))
    .filter(([, value]) => value !== "runtime/default" && !value.startsWith("localhost/"))
    .map(([key, value]) => `appArmor: ${key} is ${value}`);
}

/** Pod and containers that hold something forbidden: what one allows does not excuse the other. */
function each(
  pod: PodSpec,
  own: Container[],
  bad: (context: SecurityContext) => boolean,
): string[] {
  const containers = own.filter(({ securityContext = {} }) => bad(securityContext)).map(label);
  return bad(pod.securityContext ?? {}) && pod.securityContext
    ? ["the pod", ...containers]
    : containers;
}

/**
 * Containers for which a demand is not met by themselves, nor by the pod where they are silent. A pod that says the
 * contrary is refused too, even when every container corrects it.
 */
function inherited<T>(
  pod: PodSpec,
  own: Container[],
  read: (context: SecurityContext) => T | undefined,
  good: (value: T | undefined) => boolean,
): string[] {
  const ofPod = read(pod.securityContext ?? {});
  const contrary = ofPod !== undefined && !good(ofPod) ? ["the pod"] : [];
  const containers = own.filter(
    ({ securityContext = {} }) => !good(read(securityContext) ?? ofPod),
  );
  return [...contrary, ...containers.map(label)];
}

function handlers({
  livenessProbe,
  readinessProbe,
  startupProbe,
  lifecycle,
}: Container): Handler[] {
  const all = [
    livenessProbe,
    readinessProbe,
    startupProbe,
    lifecycle?.preStop,
    lifecycle?.postStart,
  ];
  return all.filter((handler) => handler !== undefined);
}

function label({ name = "?" }: Container): string {
  return `container ${name}`;
}
