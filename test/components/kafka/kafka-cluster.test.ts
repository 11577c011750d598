import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { KafkaCluster, type KafkaClusterArgs } from "../../../components/kafka/kafka-cluster";
import { versions } from "../../../components/versions";
import { masked } from "../../../plan/secrets";
import { chartValueErrors } from "../../support/chart-values";
import { needSharedData } from "../../support/shared-data";
import { isSecret, made, opened, type Made } from "./recorded";

const base: KafkaClusterArgs = {
  kafka: { strimzi: {}, topics: [{ name: "ai.chatbot", partitions: 12 }] },
  clientNamespaces: ["chatbot"],
  kedaNamespace: "keda",
};

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const inProduction: KafkaClusterArgs = {
  ...base,
  environment: "production",
  kafka: {
    strimzi: { nodeGroup: "kafka" },
    topics: [
      { name: "ai.chatbot", partitions: 48 },
      { name: "AI_Events", partitions: 6, cleanupPolicy: "compact", segmentMs: 3_600_000 },
    ],
  },
  zones,
  tolerations: [{ key: "chatbot.dev/kafka", value: "true", effect: "NoSchedule" }],
  storageClass: pulumi.output("encrypted-gp3"),
  monitoringNamespace: "monitoring",
};

const policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const ground = [
  `kafka-allow-dns ${policy}`,
  "kafka-broker-pool kubernetes:kafka.strimzi.io/v1:KafkaNodePool",
  "kafka-ca tls:index/selfSignedCert:SelfSignedCert",
  "kafka-ca-key tls:index/privateKey:PrivateKey",
  `kafka-default-deny ${policy}`,
  `kafka-entity-operator-policy ${policy}`,
  `kafka-exporter-policy ${policy}`,
  "kafka-kafka kubernetes:kafka.strimzi.io/v1:Kafka",
  `kafka-kafka-policy ${policy}`,
  "kafka-listener-certificate tls:index/locallySignedCert:LocallySignedCert",
  "kafka-listener-key tls:index/privateKey:PrivateKey",
  "kafka-listener-request tls:index/certRequest:CertRequest",
  "kafka-listener-secret kubernetes:core/v1:Secret",
  "kafka-namespace kubernetes:core/v1:Namespace",
  `kafka-operator-policy ${policy}`,
  "kafka-release kubernetes:helm.sh/v3:Release",
  "kafka-topic-ai.chatbot kubernetes:kafka.strimzi.io/v1:KafkaTopic",
];

const cluster = (args: KafkaClusterArgs, opts = {}) =>
  made(() => new KafkaCluster("kafka", args, opts));

describe("KafkaCluster", () => {
  let dev: Made;
  let prod: Made;
  before(async () => {
    dev = await cluster(base);
    prod = await cluster(inProduction);
  });

  it("makes exactly these children for one broker", () => {
    assert.deepEqual(dev.tree, ground);
  });

  it("makes exactly these children for three brokers and three controllers", () => {
    assert.deepEqual(
      prod.tree,
      [
        ...ground,
        "kafka-controller-pool kubernetes:kafka.strimzi.io/v1:KafkaNodePool",
        `kafka-cruise-control-policy ${policy}`,
        "kafka-topic-AI_Events kubernetes:kafka.strimzi.io/v1:KafkaTopic",
      ].sort(),
    );
  });

  it("makes objects that the real CRDs admit, names and a teardown in order (check 107)", function () {
    needSharedData(this, "crds", "strimzi");
    assert.deepEqual(dev.errors, []);
    assert.deepEqual(prod.errors, []);
  });

  it("installs the pinned chart with keys that it has", function () {
    const { values, ...release } = prod.get("kafka-release").inputs;
    assert.deepEqual(release, {
      atomic: false,
      chart: "oci://quay.io/strimzi-helm/strimzi-kafka-operator",
      cleanupOnFail: true,
      compat: "true",
      createNamespace: false,
      maxHistory: 5,
      name: "strimzi",
      namespace: "kafka",
      skipAwait: false,
      timeout: 600,
      version: versions.strimzi,
    });
    needSharedData(this, "values", `strimzi-kafka-operator-${versions.strimzi}.values.yaml`);
    assert.deepEqual(
      chartValueErrors("strimzi-kafka-operator", versions.strimzi, values as object as never),
      [],
    );
  });

  it("check 55: three controllers and three brokers in production, one node for both elsewhere", () => {
    const pools = (run: Made, ...names: string[]) =>
      names.map((name) => [run.spec(name)["replicas"], run.spec(name)["roles"]]);
    assert.deepEqual(pools(prod, "kafka-broker-pool", "kafka-controller-pool"), [
      [3, ["broker"]],
      [3, ["controller"]],
    ]);
    assert.deepEqual(pools(dev, "kafka-broker-pool"), [[1, ["controller", "broker"]]]);
  });

  it("check 55: only on the nodes of its group, spread strictly over zones and nodes", () => {
    const { affinity, tolerations, topologySpreadConstraints } =
      prod.spec("kafka-broker-pool")["template"].pod;
    assert.deepEqual(
      affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms,
      [
        {
          matchExpressions: [{ key: "chatbot.dev/node-group", operator: "In", values: ["kafka"] }],
        },
      ],
    );
    assert.deepEqual(tolerations, [
      { key: "chatbot.dev/kafka", operator: "Equal", value: "true", effect: "NoSchedule" },
    ]);
    const common = {
      maxSkew: 1,
      whenUnsatisfiable: "DoNotSchedule",
      labelSelector: {
        matchLabels: { "strimzi.io/cluster": "kafka-cluster", "strimzi.io/pool-name": "broker" },
      },
      nodeAffinityPolicy: "Honor",
      nodeTaintsPolicy: "Honor",
    };
    assert.deepEqual(topologySpreadConstraints, [
      { ...common, topologyKey: "topology.kubernetes.io/zone", minDomains: 3 },
      { ...common, topologyKey: "kubernetes.io/hostname" },
    ]);
    assert.deepEqual(Object.keys(dev.spec("kafka-broker-pool")["template"].pod).sort(), [
      "enableServiceLinks",
      "priorityClassName",
      "terminationGracePeriodSeconds",
    ]);
  });

  it("check 56: three copies of which two are in sync, one of one broker, no topics by accident", () => {
    const safe = (copies: string, inSync: string) => ({
      "auto.create.topics.enable": "false",
      "default.replication.factor": copies,
      "min.insync.replicas": inSync,
      "offsets.topic.replication.factor": copies,
      "transaction.state.log.replication.factor": copies,
      "transaction.state.log.min.isr": inSync,
      "share.coordinator.state.topic.replication.factor": copies,
      "share.coordinator.state.topic.min.isr": inSync,
      "unclean.leader.election.enable": "false",
      "offsets.retention.minutes": "43200",
    });
    assert.deepEqual(dev.spec("kafka-kafka")["kafka"].config, safe("1", "1"));
    assert.deepEqual(prod.spec("kafka-kafka")["kafka"].config, {
      ...safe("3", "2"),
      "replica.selector.class": "org.apache.kafka.common.replica.RackAwareReplicaSelector",
    });
  });

  it("lets a person's broker configuration win", async () => {
    const config = { "num.io.threads": "16", "offsets.retention.minutes": "10080" };
    const { spec } = await cluster({ ...base, kafka: { strimzi: { config } } });
    const effective = spec("kafka-kafka")["kafka"].config;
    assert.equal(effective["num.io.threads"], "16");
    assert.equal(effective["offsets.retention.minutes"], "10080");
  });

  it("checks 57 to 59: one listener, TLS with SCRAM and our certificate, for clients and KEDA alone", () => {
    const { listeners, authorization } = dev.spec("kafka-kafka")["kafka"];
    const from = (name: string) => ({
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
    });
    assert.deepEqual(listeners, [
      {
        name: "tls",
        port: 9093,
        type: "internal",
        tls: true,
        authentication: { type: "scram-sha-512" },
        configuration: {
          brokerCertChainAndKey: {
            secretName: "kafka-cluster-listener-certificate",
            certificate: "tls.crt",
            key: "tls.key",
          },
        },
        networkPolicyPeers: [from("chatbot"), from("keda")],
      },
    ]);
    assert.deepEqual(authorization, { type: "simple" });
  });

  it("check 60: racks by zone where there are zones", async () => {
    assert.deepEqual(prod.spec("kafka-kafka")["kafka"].rack, {
      type: "topology-label",
      topologyKey: "topology.kubernetes.io/zone",
    });
    assert.equal(dev.spec("kafka-kafka")["kafka"].rack, undefined);
    const oneZone = await cluster({ ...inProduction, zones: zones.slice(0, 1) });
    assert.equal(oneZone.spec("kafka-kafka")["kafka"].rack, undefined);
  });

  it("check 61: volumes outlive the cluster, on the given class unless the settings name one", async () => {
    const volume = (run: Made, pool: string) => run.spec(pool)["storage"].volumes;
    const disk = { id: 0, type: "persistent-claim", kraftMetadata: "shared", deleteClaim: false };
    assert.deepEqual(volume(prod, "kafka-broker-pool"), [
      { ...disk, size: "200Gi", class: "encrypted-gp3" },
    ]);
    assert.deepEqual(volume(prod, "kafka-controller-pool"), [
      { ...disk, size: "20Gi", class: "encrypted-gp3" },
    ]);
    assert.deepEqual(volume(dev, "kafka-broker-pool"), [{ ...disk, size: "20Gi" }]);
    const strimzi = { deleteClaim: true, brokers: { storageClass: "fast" } };
    const own = await cluster({ ...base, kafka: { strimzi }, storageClass: "slow" });
    assert.deepEqual(volume(own, "kafka-broker-pool"), [
      { ...disk, size: "20Gi", class: "fast", deleteClaim: true },
    ]);
  });

  it("check 62: a drain takes one broker at a time, and never none", () => {
    assert.deepEqual(prod.spec("kafka-kafka")["kafka"].template, {
      podDisruptionBudget: { maxUnavailable: 1 },
    });
  });

  it("check 63: Guaranteed, and half of the memory for page cache", () => {
    const sizes = (pool: string) => {
      const { resources, jvmOptions } = prod.spec(pool);
      assert.deepEqual(resources.requests, resources.limits);
      return [resources.limits, jvmOptions];
    };
    assert.deepEqual(sizes("kafka-broker-pool"), [
      { cpu: "1", memory: "4Gi" },
      { "-Xms": "2048m", "-Xmx": "2048m" },
    ]);
    assert.deepEqual(sizes("kafka-controller-pool"), [
      { cpu: "250m", memory: "1Gi" },
      { "-Xms": "512m", "-Xmx": "512m" },
    ]);
  });

  it("check 64: a full volume stops producers, not brokers", () => {
    assert.deepEqual(dev.spec("kafka-kafka")["kafka"].quotas, {
      type: "strimzi",
      minAvailableRatioPerVolume: 0.1,
    });
  });

  it("check 66: the life of Strimzi's certificates is said, and when they may restart brokers", () => {
    const { clusterCa, clientsCa, maintenanceTimeWindows } = prod.spec("kafka-kafka");
    assert.deepEqual([clusterCa.validityDays, clusterCa.renewalDays], [365, 30]);
    assert.deepEqual(clientsCa, clusterCa);
    assert.deepEqual(maintenanceTimeWindows, ["* * 2-4 * * ?"]);
  });

  it("check 67: waits until cluster and topics are ready", () => {
    for (const name of ["kafka-kafka", "kafka-topic-ai.chatbot", "kafka-topic-AI_Events"]) {
      const { annotations } = prod.get(name).inputs["metadata"] as any;
      assert.deepEqual(annotations, { "pulumi.com/waitFor": "condition=Ready" }, name);
    }
  });

  it("check 68: topics by names that Kubernetes allows, and by their own where these differ", () => {
    const { metadata, spec } = prod.get("kafka-topic-AI_Events").inputs as any;
    assert.match(metadata.name, /^ai-events-[0-9a-f]{10}$/);
    assert.deepEqual(spec, {
      topicName: "AI_Events",
      partitions: 6,
      replicas: 3,
      config: {
        "cleanup.policy": "compact",
        "max.message.bytes": "1048588",
        "min.insync.replicas": "2",
        "retention.bytes": "-1",
        "retention.ms": "259200000",
        "segment.ms": "3600000",
      },
    });
    assert.equal((dev.get("kafka-topic-ai.chatbot").inputs as any).metadata.name, "ai.chatbot");
    assert.equal("topicName" in dev.spec("kafka-topic-ai.chatbot"), false);
  });

  it("check 69: two operators in production, in their own namespace alone, operands restricted", () => {
    const { replicas, leaderElection, podDisruptionBudget, ...values } = prod.get("kafka-release")
      .inputs["values"] as any;
    assert.deepEqual(
      [replicas, leaderElection, podDisruptionBudget],
      [
        2,
        { enable: true },
        { enabled: true, minAvailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" },
      ],
    );
    assert.deepEqual([values.watchAnyNamespace, values.watchNamespaces], [false, []]);
    assert.deepEqual(values.extraEnvs, [
      { name: "STRIMZI_POD_SECURITY_PROVIDER_CLASS", value: "restricted" },
    ]);
    const alone = dev.get("kafka-release").inputs["values"] as any;
    assert.deepEqual([alone.replicas, alone.podDisruptionBudget], [1, { enabled: false }]);
    for (const operator of Object.values<object>(prod.spec("kafka-kafka")["entityOperator"])) {
      assert.equal("watchedNamespace" in operator, false);
    }
  });

  it("check 70: partitions move with brokers, where there are brokers to move between", () => {
    assert.deepEqual(prod.spec("kafka-kafka")["cruiseControl"].autoRebalance, [
      { mode: "add-brokers" },
      { mode: "remove-brokers" },
    ]);
    assert.equal(dev.spec("kafka-kafka")["cruiseControl"], undefined);
  });

  it("check 71: metrics of brokers and of lag", () => {
    const { kafka, kafkaExporter } = dev.spec("kafka-kafka");
    assert.deepEqual(kafka.metricsConfig, { type: "strimziMetricsReporter" });
    assert.deepEqual([kafkaExporter.topicRegex, kafkaExporter.groupRegex], [".*", ".*"]);
  });

  it("check 30: only restricted pods in the namespace, by rules of a pinned version", () => {
    const { name, labels } = dev.get("kafka-namespace").inputs["metadata"] as any;
    assert.equal(name, "kafka");
    for (const mode of ["enforce", "audit", "warn"]) {
      assert.equal(labels[`pod-security.kubernetes.io/${mode}`], "restricted");
      assert.equal(labels[`pod-security.kubernetes.io/${mode}-version`], `v${versions.kubernetes}`);
    }
  });

  it("check 108: in production, what holds data is protected until somebody says otherwise", async () => {
    const guarded = (run: Made) =>
      run.resources.filter(({ options }) => options.protect === true).map(({ name }) => name);
    assert.deepEqual(guarded(prod).sort(), [
      "kafka-broker-pool",
      "kafka-controller-pool",
      "kafka-kafka",
      "kafka-namespace",
      "kafka-topic-AI_Events",
      "kafka-topic-ai.chatbot",
    ]);
    assert.deepEqual(guarded(dev), []);
    assert.deepEqual(guarded(await cluster(inProduction, { protect: false })), []);
  });

  it("check 107: the operator before the nodes, the cluster before its topics, the network before all", () => {
    assert.deepEqual(prod.waitsFor("kafka-topic-ai.chatbot"), ["kafka-kafka", "kafka-release"]);
    assert.deepEqual(prod.waitsFor("kafka-kafka"), [
      "kafka-broker-pool",
      "kafka-controller-pool",
      "kafka-listener-secret",
      "kafka-release",
    ]);
    assert.deepEqual(prod.waitsFor("kafka-broker-pool"), ["kafka-release"]);
    assert.deepEqual(
      prod.waitsFor("kafka-release"),
      prod.tree
        .map((row) => row.split(" "))
        .filter(([name, type]) => type === policy || name === "kafka-namespace")
        .map(([name]) => name),
    );
  });

  it("signs a certificate for servers with a CA of its own, years apart", () => {
    const { inputs: ca } = dev.get("kafka-ca");
    assert.deepEqual(
      [ca["isCaCertificate"], ca["validityPeriodHours"], ca["earlyRenewalHours"]],
      [true, 87_600, 8_760],
    );
    const { inputs: leaf } = dev.get("kafka-listener-certificate");
    assert.deepEqual(
      [leaf["isCaCertificate"], leaf["validityPeriodHours"], leaf["earlyRenewalHours"]],
      [undefined, 8_760, 2_160],
    );
    assert.deepEqual(leaf["allowedUses"], ["digital_signature", "key_encipherment", "server_auth"]);
    assert.match(leaf["caCertPem"] as string, /<certificate of kafka-ca>/);
    assert.match(opened(leaf["caPrivateKeyPem"]), /of kafka-ca-key>/);
  });

  it("gives the listener the chain and a key in PKCS #8", () => {
    const { type, stringData } = dev.get("kafka-listener-secret").inputs;
    assert.equal(type, "kubernetes.io/tls");
    const data = opened(stringData);
    assert.match(
      data["tls.crt"],
      /<certificate of kafka-listener-certificate>[^<]+<certificate of kafka-ca>/,
    );
    assert.match(
      data["tls.key"],
      /^-----BEGIN PRIVATE KEY-----\n<private key of kafka-listener-key>/,
    );
  });

  it("checks 100 and 103: every private key is a secret wherever it goes", () => {
    const places: [string, string][] = [
      ["kafka-ca", "privateKeyPem"],
      ["kafka-listener-request", "privateKeyPem"],
      ["kafka-listener-certificate", "caPrivateKeyPem"],
      ["kafka-listener-secret", "stringData"],
    ];
    for (const [name, key] of places) {
      assert.equal(isSecret(dev.get(name).inputs[key]), true, `${name}.${key}`);
    }
    for (const { name, inputs } of dev.resources) {
      assert.doesNotMatch(JSON.stringify(masked(inputs)), /PRIVATE KEY/, name);
    }
  });

  it("hands out where the brokers are and whom to trust", async () => {
    let outputs: unknown;
    await made(() => {
      const kafka = new KafkaCluster("kafka", {
        ...base,
        kafka: { strimzi: { clusterName: "events", namespace: "data" } },
      });
      pulumi
        .all([kafka.bootstrapServers, kafka.caCertificate])
        .apply((values) => (outputs = values));
    });
    assert.deepEqual(outputs, [
      "events-kafka-bootstrap.data.svc:9093",
      "-----BEGIN CERTIFICATE-----\n<certificate of kafka-ca>\n-----END CERTIFICATE-----\n",
    ]);
  });

  it("refuses a Kafka that Strimzi does not run, before anything is made", async () => {
    const external = { bootstrapServers: "kafka.acme.dev:9093", cidrs: ["198.51.100.0/24"] };
    await assert.rejects(
      cluster({ ...base, kafka: { external } }),
      new pulumi.RunError(
        "cannot use these settings:\n  kafka: expected strimzi, got external: leave this component out: it makes what a Kafka of Strimzi needs",
      ),
    );
  });
});
