import assert from "node:assert/strict";
import { controlNames, restrictedErrors, type PodTemplate } from "../../policy/pod-security";

// The fixtures of k8s.io/pod-security-admission are not at hand, so this table is our own, one row at least for each control of
// https://kubernetes.io/docs/concepts/security/pod-security-standards/. It is no independent oracle.

const secure = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

/** A pod that passes, with changes to its spec, its container and its container's security context. */
function pod(spec: object = {}, container: object = {}, context: object = {}): PodTemplate {
  const securityContext = { ...secure, ...context };
  return { spec: { containers: [{ name: "app", securityContext, ...container }], ...spec } };
}

const secureInit = { name: "init", securityContext: secure };

const refused: [string, PodTemplate, string[]][] = [
  ["hostNetwork", pod({ hostNetwork: true }), ["hostNamespaces: hostNetwork"]],
  ["hostPID", pod({ hostPID: true }), ["hostNamespaces: hostPID"]],
  ["hostIPC", pod({ hostIPC: true }), ["hostNamespaces: hostIPC"]],
  [
    "a host process of the pod",
    pod({ securityContext: { windowsOptions: { hostProcess: true } } }),
    ["hostProcess: the pod"],
  ],
  [
    "a host process of a container",
    pod({}, {}, { windowsOptions: { hostProcess: true } }),
    ["hostProcess: container app"],
  ],
  ["a privileged container", pod({}, {}, { privileged: true }), ["privileged: container app"]],
  [
    "capabilities kept",
    pod({}, {}, { capabilities: { drop: ["NET_RAW"] } }),
    ["capabilities: container app does not drop ALL"],
  ],
  [
    "capabilities unsaid",
    pod({}, {}, { capabilities: undefined }),
    ["capabilities: container app does not drop ALL"],
  ],
  [
    "a capability added",
    pod({}, {}, { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE", "CHOWN"] } }),
    ["capabilities: container app adds CHOWN"],
  ],
  [
    "a hostPath volume",
    pod({ volumes: [{ name: "disk", hostPath: { path: "/" } }] }),
    ["volumeTypes: volume disk is a hostPath"],
  ],
  [
    "an nfs volume",
    pod({ volumes: [{ name: "disk", nfs: { server: "s", path: "/" } }] }),
    ["volumeTypes: volume disk is a nfs"],
  ],
  [
    "a host port",
    pod({}, { ports: [{ containerPort: 80, hostPort: 80 }] }),
    ["hostPorts: container app takes port 80 of the host"],
  ],
  [
    "a probe of another host",
    pod({}, { livenessProbe: { httpGet: { port: 80, host: "169.254.169.254" } } }),
    ["hostProbes: container app probes a host"],
  ],
  [
    "a probe of another host by TCP",
    pod({}, { startupProbe: { tcpSocket: { port: 80, host: "localhost" } } }),
    ["hostProbes: container app probes a host"],
  ],
  [
    "a lifecycle hook on another host",
    pod({}, { lifecycle: { preStop: { httpGet: { port: 80, host: "a" } } } }),
    ["hostProbes: container app probes a host"],
  ],
  [
    "AppArmor unconfined on the pod",
    pod({ securityContext: { appArmorProfile: { type: "Unconfined" } } }),
    ["appArmor: the pod"],
  ],
  [
    "AppArmor unconfined on a container",
    pod({}, {}, { appArmorProfile: { type: "Unconfined" } }),
    ["appArmor: container app"],
  ],
  [
    "AppArmor unconfined by annotation",
    {
      ...pod(),
      metadata: {
        annotations: { "container.apparmor.security.beta.kubernetes.io/app": "unconfined" },
      },
    },
    ["appArmor: container.apparmor.security.beta.kubernetes.io/app is unconfined"],
  ],
  [
    "an SELinux type",
    pod({}, {}, { seLinuxOptions: { type: "spc_t" } }),
    ["seLinux: container app"],
  ],
  [
    "an SELinux user",
    pod({ securityContext: { seLinuxOptions: { user: "system_u" } } }),
    ["seLinux: the pod"],
  ],
  ["an SELinux role", pod({}, {}, { seLinuxOptions: { role: "r" } }), ["seLinux: container app"]],
  ["another /proc", pod({}, {}, { procMount: "Unmasked" }), ["procMount: container app"]],
  [
    "a sysctl",
    pod({ securityContext: { sysctls: [{ name: "kernel.msgmax", value: "1" }] } }),
    ["sysctls: kernel.msgmax"],
  ],
  [
    "escalation allowed",
    pod({}, {}, { allowPrivilegeEscalation: true }),
    ["privilegeEscalation: container app"],
  ],
  [
    "escalation unsaid",
    pod({}, {}, { allowPrivilegeEscalation: undefined }),
    ["privilegeEscalation: container app"],
  ],
  ["root unsaid", pod({}, {}, { runAsNonRoot: undefined }), ["runAsNonRoot: container app"]],
  [
    "root allowed by a container",
    pod({ securityContext: { runAsNonRoot: true } }, {}, { runAsNonRoot: false }),
    ["runAsNonRoot: container app"],
  ],
  [
    "root allowed by the pod",
    pod({ securityContext: { runAsNonRoot: false } }),
    ["runAsNonRoot: the pod"],
  ],
  ["user 0 of a container", pod({}, {}, { runAsUser: 0 }), ["runAsUser: container app"]],
  ["user 0 of the pod", pod({ securityContext: { runAsUser: 0 } }), ["runAsUser: the pod"]],
  ["seccomp unsaid", pod({}, {}, { seccompProfile: undefined }), ["seccomp: container app"]],
  [
    "seccomp unconfined",
    pod({}, {}, { seccompProfile: { type: "Unconfined" } }),
    ["seccomp: container app"],
  ],
  [
    "seccomp unconfined on the pod",
    pod({ securityContext: { seccompProfile: { type: "Unconfined" } } }),
    ["seccomp: the pod"],
  ],
  [
    "an init container that is silent",
    pod({ initContainers: [{ name: "init" }] }),
    [
      "capabilities: container init does not drop ALL",
      "privilegeEscalation: container init",
      "runAsNonRoot: container init",
      "seccomp: container init",
    ],
  ],
  [
    "an ephemeral container",
    pod({ ephemeralContainers: [{ ...secureInit, name: "debug", ports: [{ hostPort: 1 }] }] }),
    ["hostPorts: container debug takes port 1 of the host"],
  ],
];

const admitted: [string, PodTemplate][] = [
  ["the secure pod", pod()],
  [
    "what the pod says for silent containers",
    pod(
      { securityContext: { runAsNonRoot: true, seccompProfile: { type: "Localhost" } } },
      {},
      { runAsNonRoot: undefined, seccompProfile: undefined },
    ),
  ],
  [
    "a port below 1024",
    pod({}, {}, { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } }),
  ],
  ["hostPort 0", pod({}, { ports: [{ containerPort: 80, hostPort: 0 }] })],
  ["a probe of the pod itself", pod({}, { readinessProbe: { httpGet: { port: 80, host: "" } } })],
  ["AppArmor's default", pod({}, {}, { appArmorProfile: { type: "RuntimeDefault" } })],
  ["an SELinux type of containers", pod({}, {}, { seLinuxOptions: { type: "container_t" } })],
  ["a safe sysctl", pod({ securityContext: { sysctls: [{ name: "net.ipv4.tcp_rmem" }] } })],
  ["another user", pod({ securityContext: { runAsUser: 10001 } })],
  ["a secure init container", pod({ initContainers: [secureInit] })],
  [
    "the volumes of the standard",
    pod({
      volumes: [
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "persistentVolumeClaim",
        "projected",
        "secret",
      ].map((type) => ({ name: type, [type]: {} })),
    }),
  ],
];

describe("restrictedErrors()", () => {
  for (const [title, template, expected] of refused) {
    it(`refuses ${title}`, () => assert.deepEqual(restrictedErrors(template), expected));
  }
  for (const [title, template] of admitted) {
    it(`admits ${title}`, () => assert.deepEqual(restrictedErrors(template), []));
  }
  it("has a refused pod for every control", () => {
    const seen = new Set(refused.flatMap(([, , found]) => found.map((text) => text.split(":")[0])));
    assert.deepEqual(
      controlNames.filter((name) => !seen.has(name)),
      [],
    );
  });
});
