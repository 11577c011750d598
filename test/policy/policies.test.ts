import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { loadProgram, stackProgram } from "../../plan/program";
import { record } from "../../plan/record";
import { readStackFile } from "../../plan/stack-file";
import { deferred } from "../../plan/secrets";
import { resourcePolicies, stackPolicies } from "../../policy/policies";
import { runPolicies, type PolicyResource } from "../../policy/policy";

const root = resolve(__dirname, "..", "..");
const platform = "chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform";

function resource(type: string, inputs: object = {}, more: object = {}): PolicyResource {
  return {
    type,
    name: "it",
    urn: `urn:pulumi:dev::chatbot::${type}::it`,
    parent: "",
    inputs: inputs as Record<string, unknown>,
    protect: false,
    ...more,
  };
}

/** Below one of our components. */
function ours(type: string, inputs: object): PolicyResource {
  return resource(type, inputs, { urn: `urn:pulumi:dev::chatbot::${platform}$${type}::it` });
}

/** `rule path` of every finding. */
function found(...resources: PolicyResource[]): string[] {
  return runPolicies(resourcePolicies, stackPolicies, resources).map(
    ({ severity, rule, path }) => `${severity} ${rule} ${path}`,
  );
}

const template = (ebs: object | undefined, metadataOptions: object = { httpTokens: "required" }) =>
  resource("aws:ec2/launchTemplate:LaunchTemplate", {
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }],
    metadataOptions,
  });
const storageClass = (provisioner: string, parameters: object) =>
  resource("kubernetes:storage.k8s.io/v1:StorageClass", { provisioner, parameters });
const cluster = (vpcConfig: unknown) =>
  resource("aws:eks/cluster:Cluster", { encryptionConfig: { resources: ["secrets"] }, vpcConfig });
const key = (inputs: object) => resource("aws:kms/key:Key", inputs);
const policy = (document: unknown) =>
  resource("aws:iam/rolePolicy:RolePolicy", { policy: document });
const allow = (Action: unknown, Resource: unknown, Effect = "Allow") => ({
  Statement: [{ Effect, Action, Resource }],
});
const kafka = (...listeners: object[]) =>
  resource("kubernetes:kafka.strimzi.io/v1:Kafka", { spec: { kafka: { listeners } } });
const namespace = (labels?: object) =>
  resource("kubernetes:core/v1:Namespace", { metadata: { name: "a", labels } });

const restricted = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  containers: [
    {
      name: "app",
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
    },
  ],
};
const [container] = restricted.containers;
const hostile = { ...restricted, hostNetwork: true };
const deployment = (spec: object, more: object = {}) => ({
  metadata: { namespace: "chat", name: "worker" },
  spec: { template: { spec }, ...more },
});
const scaledObject = (name: string) =>
  ours("kubernetes:keda.sh/v1alpha1:ScaledObject", {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { namespace: "chat", name: "worker" },
    spec: { scaleTargetRef: { name } },
  });

const table: [string, PolicyResource[], string[]][] = [
  ["an encrypted root volume", [template({ encrypted: "true" })], []],
  ["a root volume encrypted by a boolean", [template({ encrypted: true })], []],
  ["a root volume whose encryption is not known yet", [template({ encrypted: deferred })], []],
  ["an ephemeral disk", [template(undefined)], []],
  [
    "a root volume that says nothing",
    [template({ volumeSize: 50 })],
    ["error volume/encrypted it.blockDeviceMappings[0].ebs.encrypted"],
  ],
  [
    "a volume in clear",
    [resource("aws:ebs/volume:Volume", { encrypted: false })],
    ["error volume/encrypted it.encrypted"],
  ],
  ["an encrypted class", [storageClass("ebs.csi.aws.com", { encrypted: "true" })], []],
  ["a class of another driver", [storageClass("rancher.io/local-path", {})], []],
  [
    "a class in clear",
    [storageClass("ebs.csi.aws.com", { type: "gp3" })],
    ["error volume/encrypted it.parameters.encrypted"],
  ],
  ["a private cluster with a key", [cluster({ endpointPublicAccess: false })], []],
  ["a cluster whose network is not known yet", [cluster(deferred)], []],
  ["the component around a cluster", [resource("eks:index:Cluster")], []],
  [
    "a cluster that says nothing",
    [resource("aws:eks/cluster:Cluster")],
    [
      "error cluster/secrets-encrypted it.encryptionConfig",
      "error cluster/public-endpoint it.vpcConfig.publicAccessCidrs",
    ],
  ],
  [
    "a public endpoint for stated ranges",
    [cluster({ endpointPublicAccess: true, publicAccessCidrs: ["198.51.100.7/32"] })],
    [],
  ],
  [
    "a public endpoint for everybody, in two families",
    [cluster({ endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0", "::/0"] })],
    [
      "error cluster/public-endpoint it.vpcConfig.publicAccessCidrs",
      "error cluster/public-endpoint it.vpcConfig.publicAccessCidrs",
    ],
  ],
  ["a rotated key", [key({ enableKeyRotation: true })], []],
  ["a signing key", [key({ customerMasterKeySpec: "RSA_2048" })], []],
  ["a key that stays", [key({})], ["warning key/rotated it.enableKeyRotation"]],
  [
    "the metadata service's first version",
    [template({ encrypted: "true" }, { httpTokens: "optional" })],
    ["error node/metadata-service it.metadataOptions.httpTokens"],
  ],
  ["no metadata service", [template({ encrypted: "true" }, { httpEndpoint: "disabled" })], []],
  ["a role that may read all", [policy(allow(["ec2:Describe*"], "*"))], []],
  ["a role denied everything", [policy(allow("*", "*", "Deny"))], []],
  ["a role whose document is not known yet", [policy(deferred)], []],
  ["a role whose document is no JSON", [policy("{")], []],
  [
    "a role that may everything, as text",
    [policy(JSON.stringify(allow(["s3:GetObject", "*"], ["*"])))],
    ["error role/everything it.policy"],
  ],
  [
    "a role that may everything, one statement without a list",
    [policy({ Statement: { Effect: "Allow", Action: "*:*", Resource: "*" } })],
    ["error role/everything it.policy"],
  ],
  ["a listener with TLS", [kafka({ name: "tls", tls: true })], []],
  [
    "a second listener in clear",
    [kafka({ name: "tls", tls: true }, { name: "plain", tls: false })],
    ["error kafka/plain-listener it.spec.kafka.listeners[1].tls"],
  ],
  [
    "a namespace with a level",
    [namespace({ "pod-security.kubernetes.io/enforce": "baseline" })],
    [],
  ],
  [
    "a namespace without labels",
    [namespace()],
    ["warning namespace/pod-security it.metadata.labels"],
  ],
  ["a restricted pod", [resource("kubernetes:apps/v1:Deployment", deployment(restricted))], []],
  [
    "a pod of ours on the host's network",
    [ours("kubernetes:apps/v1:Deployment", deployment(hostile))],
    ["error pod/restricted it.spec.template"],
  ],
  [
    "a daemon of somebody else on the host's network",
    [resource("kubernetes:apps/v1:DaemonSet", deployment(hostile))],
    ["warning pod/restricted-elsewhere it.spec.template"],
  ],
  [
    "a bare pod on the host's network",
    [resource("kubernetes:core/v1:Pod", { spec: hostile })],
    ["warning pod/restricted-elsewhere it"],
  ],
  [
    "a scheduled pod without a memory limit",
    [
      resource("kubernetes:batch/v1:CronJob", {
        spec: {
          jobTemplate: {
            spec: {
              template: {
                spec: {
                  ...restricted,
                  containers: [
                    { ...container, resources: { requests: { cpu: "1", memory: "1Gi" } } },
                  ],
                },
              },
            },
          },
        },
      }),
    ],
    ["warning pod/requests it.app.resources"],
  ],
  [
    "a Deployment with a count and a ScaledObject",
    [
      ours("kubernetes:apps/v1:Deployment", deployment(restricted, { replicas: 2 })),
      scaledObject("worker"),
    ],
    ["error deployment/two-masters it.spec.replicas"],
  ],
  [
    "a Deployment with a count and somebody else's ScaledObject",
    [
      ours("kubernetes:apps/v1:Deployment", deployment(restricted, { replicas: 2 })),
      scaledObject("other"),
    ],
    [],
  ],
];

describe("policies", () => {
  for (const [title, resources, expected] of table) {
    it(`${expected.length === 0 ? "accept" : "refuse"} ${title}`, () =>
      assert.deepEqual(found(...resources), expected));
  }

  for (const stack of ["dev", "prod", "local"]) {
    it(`have nothing to say about the stack ${stack}`, async () => {
      const { config } = readStackFile(join(root, `Pulumi.${stack}.yaml`));
      const { resources } = await record(loadProgram(stackProgram), { stack, config });
      const seen = resources.map(({ options, ...rest }) => ({
        ...rest,
        protect: options.protect === true,
        retainOnDelete: options.retainOnDelete === true,
      }));
      assert.ok(seen.length > 50);
      assert.deepEqual(found(...seen), []);
    });
  }
});

describe("policies over what holds data", () => {
  const production = resource(platform, {
    environment: "production",
    cluster: { existing: {} },
    services: [],
  });
  const topic = (more: object) => resource("kubernetes:kafka.strimzi.io/v1:KafkaTopic", {}, more);
  const isProtected = (resources: PolicyResource[]): boolean =>
    !found(...resources).includes("error data/protected it");

  it("want a topic protected in production", () => {
    assert.equal(isProtected([production, topic({})]), false);
    assert.equal(isProtected([production, topic({ protect: true })]), true);
    assert.equal(isProtected([production, topic({ retainOnDelete: true })]), true);
  });

  it("want nothing of a stack for development", () => {
    assert.equal(isProtected([{ ...production, inputs: {} }, topic({})]), true);
  });

  it("want nothing any more once the cluster may be deleted", () => {
    const giving = (deletionProtection: boolean) => [
      { ...production, inputs: { ...production.inputs, cluster: { eks: { deletionProtection } } } },
      topic({}),
    ];
    assert.equal(isProtected(giving(true)), false);
    assert.equal(isProtected(giving(false)), true);
  });

  it("want nothing of a namespace, nor of what holds no data", () => {
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    const secret = resource("kubernetes:core/v1:Secret");
    assert.equal(isProtected([production, namespace(labels), secret]), true);
  });
});

describe("policies over settings", () => {
  const service = {
    name: "answer",
    image: "ghcr.io/acme/answer:1.0.0",
    scaling: { maxReplicaCount: 3, minReplicaCount: 5, triggers: [] },
  };

  it("pass on what the door says of a platform, with its rule and severity", () => {
    const all = found(resource(platform, { cluster: { existing: {} }, services: [service] }));
    assert.ok(all.length > 0);
    assert.ok(
      all.some((line) => line.startsWith("error ") && line.includes("services[0].scaling")),
      all.join("\n"),
    );
  });

  it("examine a service that stands alone, and not again one inside a platform", () => {
    const type = "chatbot-autoscaling-platform:index:ScaledService";
    const alone = found(resource(type, { service }));
    assert.ok(
      alone.some((line) => line.includes("services[0].scaling")),
      alone.join("\n"),
    );
    const parent = `urn:pulumi:dev::chatbot::${platform}::p`;
    assert.deepEqual(found(resource(type, { service }, { parent })), []);
  });

  it("take what is not known yet for a wire", () => {
    const args = (image: unknown) => ({
      cluster: { existing: {} },
      services: [{ name: "answer", image, port: 8080 }],
    });
    const errors = (image: unknown) =>
      found(resource(platform, args(image))).filter((line) => line.startsWith("error"));
    assert.deepEqual(errors(deferred), errors("ghcr.io/acme/answer:1.0.0"));
  });

  it("lint ScaledObjects that are not of this package, and only those", () => {
    const inputs = {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { name: "theirs", namespace: "chat" },
      spec: {
        scaleTargetRef: { name: "worker" },
        minReplicaCount: 5,
        maxReplicaCount: 3,
        triggers: [{ type: "cpu", metricType: "Utilization", metadata: { value: "60" } }],
      },
    };
    const type = "kubernetes:keda.sh/v1alpha1:ScaledObject";
    const theirs = found(resource(type, inputs));
    assert.ok(
      theirs.some((line) => /^error .* it spec\.m/.test(line)),
      theirs.join("\n"),
    );
    assert.deepEqual(found(ours(type, inputs)), []);
  });
});
