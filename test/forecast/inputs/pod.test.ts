import assert from "node:assert/strict";
import { readDeployment, type PodFacts } from "../../../forecast/inputs/pod";
import { priorityClasses } from "../../../forecast/inputs/priorities";
import { Remarks } from "../../../forecast/inputs/remarks";

const classes = priorityClasses([
  {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: "chat" },
    value: 7,
  },
  { apiVersion: "v1", kind: "PriorityClass", metadata: { name: "old" }, value: 8 },
]);

function read(spec: object, metadata: object = {}): PodFacts & { said: string[] } {
  const remarks = new Remarks();
  const template = { metadata, spec };
  const manifest = { kind: "Deployment", metadata: { name: "chat" }, spec: { template } };
  return { ...readDeployment(manifest, classes, remarks), said: remarks.assumptions };
}

const asking = (cpu: unknown, memory: unknown, rest: object = {}) => ({
  resources: { requests: { cpu, memory, ...rest } },
});

describe("a pod of a Deployment", () => {
  it("is read with everything that ties it to nodes", () => {
    const labels = { app: "chat" };
    const matchLabels = labels;
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "cpus", operator: "Gt", values: ["4"] }] },
          ],
        },
      },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels } },
        ],
      },
    };
    const { pod, gpus, graceSeconds, env, said } = read(
      {
        priorityClassName: "chat",
        terminationGracePeriodSeconds: 90,
        nodeSelector: { pool: "gpu" },
        tolerations: [
          { key: "gpu", operator: "Exists", effect: "NoSchedule", tolerationSeconds: 5 },
        ],
        affinity,
        topologySpreadConstraints: [
          {
            topologyKey: "topology.kubernetes.io/zone",
            maxSkew: 2,
            minDomains: 3,
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: { matchLabels },
            matchLabelKeys: ["pod-template-hash"],
          },
        ],
        containers: [
          {
            ...asking("1500m", "2Gi", { "nvidia.com/gpu": 1 }),
            ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }],
            env: [
              { name: "A", value: "1" },
              { name: "B", valueFrom: {} },
            ],
          },
        ],
        volumes: [
          { name: "cache", emptyDir: { sizeLimit: "1Gi" } },
          { name: "memory", emptyDir: { medium: "Memory" } },
          { name: "host", hostPath: { path: "/x" } },
          { name: "secret", secret: { secretName: "x" } },
        ],
      },
      { labels, annotations: { note: "x" } },
    );
    assert.deepEqual([gpus, graceSeconds, env, said], [1, 90, { A: "1" }, []]);
    assert.deepEqual(pod, {
      cpuMilli: 1500,
      memoryMiB: 2048,
      gpus: 1,
      labels,
      daemon: false,
      priority: 7,
      owner: "Deployment/chat",
      annotations: { note: "x" },
      nodeSelector: { pool: "gpu" },
      tolerations: [{ key: "gpu", operator: "Exists", effect: "NoSchedule" }],
      affinity,
      topologySpread: [
        {
          topologyKey: "topology.kubernetes.io/zone",
          maxSkew: 2,
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: { matchLabels },
          minDomains: 3,
        },
      ],
      hostPort: 8081,
      volumes: [
        { name: "cache", emptyDir: {} },
        { name: "memory", emptyDir: { medium: "Memory" } },
        { name: "host", hostPath: { path: "/x" } },
        { name: "secret" },
      ],
    });
  });

  it("gets Kubernetes' defaults where it says nothing", () => {
    const { said, ...facts } = read({});
    assert.deepEqual(facts, {
      pod: {
        cpuMilli: 0,
        memoryMiB: 0,
        labels: {},
        daemon: false,
        priority: 0,
        owner: "Deployment/chat",
      },
      gpus: 0,
      graceSeconds: 30,
      env: {},
    });
    assert.deepEqual(said, []);
  });

  const limits = {
    resources: { limits: { cpu: 2, memory: "1Gi" }, requests: { memory: "512Mi" } },
  };
  const sidecar = { ...asking("100m", "64Mi"), restartPolicy: "Always" };
  const table: [string, object, [number, number]][] = [
    [
      "of all containers together",
      { containers: [asking("100m", "1Gi"), asking(1, "512Mi")] },
      [1100, 1536],
    ],
    ["by its limits where it has no requests", { containers: [limits] }, [2000, 512]],
    [
      "of the largest init container",
      {
        containers: [asking("1", "128Mi")],
        initContainers: [asking("500m", "1Gi"), asking("2", "1Mi")],
      },
      [2000, 1024],
    ],
    [
      "of sidecars beside both",
      { containers: [asking("1", "1Gi")], initContainers: [sidecar, asking("1200m", "1Mi")] },
      [1300, 1088],
    ],
    [
      "of no sidecar that starts later than the init container",
      { containers: [], initContainers: [asking("1200m", "1Mi"), sidecar] },
      [1200, 64],
    ],
  ];
  for (const [title, spec, expected] of table) {
    it(`asks for room ${title}`, () => {
      const { pod } = read(spec);
      assert.deepEqual([pod.cpuMilli, pod.memoryMiB], expected);
    });
  }

  it("listens on the node's own ports when it has its network", () => {
    const ports = [{ containerPort: 9000 }];
    assert.equal(read({ hostNetwork: true, containers: [{ ports }] }).pod.hostPort, 9000);
    assert.equal(read({ containers: [{ ports }] }).pod.hostPort, undefined);
  });

  it("may be of a class that every cluster has", () => {
    assert.equal(read({ priorityClassName: "system-cluster-critical" }).pod.priority, 2e9);
    assert.equal(read({ priorityClassName: "system-node-critical" }).pod.priority, 2000001000);
  });

  it("is said to be read without what nobody knows or models", () => {
    const podAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "zone" }],
    };
    const { said, pod } = read({
      priorityClassName: "old",
      affinity: { podAffinity },
      containers: [asking("a lot", "1e3")],
    });
    assert.deepEqual([pod.priority, pod.cpuMilli, pod.memoryMiB], [0, 0, 0]);
    assert.deepEqual(said.sort(), [
      "spec.affinity.podAffinity is not modelled: pods may run apart",
      'spec.containers[0].resources.requests.cpu: "a lot" is no quantity that the forecast reads: it counts 0',
      'spec.containers[0].resources.requests.memory: "1e3" is no quantity that the forecast reads: it counts 0',
      'spec.priorityClassName: the PriorityClass "old" is not among the manifests: priority 0',
    ]);
  });
});
