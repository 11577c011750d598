import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ChatbotAutoscalingPlatform } from "../../../components/platform/platform";
import { dependencyGraph, reached } from "../../support/graph";
import { externalKafka } from "../../support/service";
import { made, opened, type Made } from "../kafka/recorded";
import { chat, frontend, platform, platforms } from "./platforms";

type Kind = keyof typeof platforms;

describe("outputs of a platform", () => {
  const table: [Kind, Record<string, unknown>][] = [
    ["plain", { clusterName: "", bootstrapServers: "", kubeconfig: "" }],
    [
      "eks",
      {
        clusterName: "chatbot",
        bootstrapServers: "kafka-cluster-kafka-bootstrap.kafka.svc:9093",
        kubeconfig: '{"kubeconfig of":"chatbot-foundation-cluster-eks"}',
      },
    ],
    [
      "external",
      { clusterName: "", bootstrapServers: "kafka-1:9094,kafka-2:9095", kubeconfig: "" },
    ],
    [
      "msk",
      {
        clusterName: "chatbot",
        bootstrapServers: "b-1.chat.kafka.eu-central-1.amazonaws.com:9098",
        kubeconfig: "",
      },
    ],
  ];
  for (const [kind, expected] of table) {
    it(`are these for ${kind}, the kubeconfig secret (check 103)`, async () => {
      const seen: unknown[] = [];
      await made(() => {
        const { clusterName, bootstrapServers, kubeconfig } = new ChatbotAutoscalingPlatform(
          "chatbot",
          platforms[kind],
        );
        const all = pulumi.all({ clusterName, bootstrapServers, kubeconfig });
        all.apply((values) => seen.push(values));
        void pulumi.isSecret(kubeconfig).then((secret) => seen.push(secret));
      });
      assert.deepEqual(
        seen.find((value) => typeof value === "object"),
        expected,
      );
      assert.ok(seen.includes(true));
    });
  }

  it("have the URL of a service with a port, and of no other", async () => {
    const seen: unknown[] = [];
    await made(() => {
      const { serviceUrls } = new ChatbotAutoscalingPlatform("chatbot", {
        ...platforms.external,
        services: [frontend, chat],
      });
      serviceUrls.apply((urls) => seen.push(urls));
    });
    assert.deepEqual(seen, [{ frontend: "http://frontend.chatbot.svc" }]);
  });
});

describe("what a platform tells its parts", () => {
  let eks: Made;
  before(async () => {
    eks = await platform(platforms.eks);
  });

  const pod = (run: Made, name: string) => run.spec(`${name}-deployment`)["template"].spec;
  const env = (run: Made, name: string): Record<string, any> =>
    Object.fromEntries(
      pod(run, name).containers[0].env.map((entry: { name: string }) => [entry.name, entry]),
    );

  it("services learn the brokers, and their own user's Secret", () => {
    const found = env(eks, "chatbot-service-answer");
    assert.equal(
      opened(found["KAFKA_BOOTSTRAP_SERVERS"].value),
      "kafka-cluster-kafka-bootstrap.kafka.svc:9093",
    );
    const secret = eks.get("chatbot-kafka-access-answer-secret").inputs["metadata"] as any;
    const volumes = JSON.stringify(pod(eks, "chatbot-service-answer"));
    assert.ok(volumes.includes(`"${secret.name}"`), secret.name);
  });

  it("services learn their priority", () => {
    const { metadata } = eks.get("chatbot-priority-realtime").inputs as any;
    assert.equal(pod(eks, "chatbot-service-answer").priorityClassName, metadata.name);
  });

  it("lag triggers learn the credentials of KEDA's own user (check 58)", () => {
    const { metadata } = eks.get("chatbot-scaler-access-authentication-chatbot").inputs as any;
    const triggers = eks.spec("chatbot-service-answer-scaled-object")["triggers"];
    assert.deepEqual(triggers[0].authenticationRef, { name: metadata.name });
  });

  it("lag triggers name no credentials where Kafka asks nobody", async () => {
    const { external } = externalKafka ?? {};
    const open = {
      ...externalKafka,
      external: { ...external!, sasl: "none", tls: false } as const,
    };
    const run = await platform({ ...platforms.external, kafka: open });
    const [trigger] = run.spec("chatbot-service-chat-scaled-object")["triggers"];
    assert.equal("authenticationRef" in trigger, false);
  });

  it("Kafka's volumes are of the new storage class, and wait for it", () => {
    const { storage } = eks.spec("chatbot-kafka-broker-pool") as any;
    assert.match(JSON.stringify(storage), /"class":"gp3"/);
    assert.ok(eks.waitsFor("chatbot-kafka-broker-pool").length > 0);
  });

  it("KEDA watches the namespaces of the services, and the network knows the VPC", () => {
    const { watchNamespace } = eks.get("chatbot-keda-release").inputs["values"] as any;
    assert.equal(watchNamespace, "chatbot,keda");
    assert.match(JSON.stringify(eks.get("chatbot-keda-webhooks-policy").inputs), /10\.0\.0\.0\/16/);
  });

  it("lets nodes wait for the network add-on, and their role for nothing: EKS must know it by then", () => {
    const graph = dependencyGraph(eks.resources);
    const before = (name: string) => reached(graph, eks.get(name).urn);
    const addon = eks.get("chatbot-foundation-cluster-vpc-cni-addon").urn;
    assert.ok(before("chatbot-foundation-nodes-workers").has(addon));
    assert.ok(!before("chatbot-foundation-nodes-role").has(addon));
    const cluster = eks.get("chatbot-foundation-cluster-eks").urn;
    assert.ok(!before("chatbot-foundation-nodes-role-worker-node").has(cluster));
  });

  const order: [string, string[], string[]][] = [
    [
      "what runs in the cluster waits for nodes, DNS, volumes and the autoscaler (checks 107 and 115)",
      [
        "chatbot-keda-release",
        "chatbot-kafka-release",
        "chatbot-kafka-kafka",
        "chatbot-namespace-chatbot-namespace",
        "chatbot-priority-realtime",
        "chatbot-service-frontend-deployment",
        "chatbot-service-answer-scaled-object",
      ],
      [
        "chatbot-foundation-nodes-workers",
        "chatbot-runtime-addons-coredns-addon",
        "chatbot-runtime-addons-storage-class",
        "chatbot-runtime-autoscaler-release",
      ],
    ],
    [
      "a service waits for its own user of Kafka, and for KEDA's",
      ["chatbot-service-answer-deployment", "chatbot-service-answer-scaled-object"],
      [
        "chatbot-kafka-access-answer-user",
        "chatbot-kafka-access-answer-secret",
        "chatbot-scaler-access-user",
        "chatbot-keda-release",
        "chatbot-kafka-kafka",
      ],
    ],
    [
      "KEDA gets its rights in namespaces that are there",
      ["chatbot-keda-release"],
      ["chatbot-namespace-chatbot-namespace"],
    ],
  ];
  for (const [title, later, earlier] of order) {
    it(title, () => {
      const graph = dependencyGraph(eks.resources);
      for (const name of later) {
        const before = reached(graph, eks.get(name).urn);
        for (const other of earlier) {
          assert.ok(before.has(eks.get(other).urn), `${name} after ${other}`);
        }
      }
    });
  }
});

describe("a platform that installs Prometheus", () => {
  let run: Made;
  before(async () => {
    run = await platform({ ...platforms.eks, monitoring: { stack: { namespace: "metrics" } } });
  });

  it("lets it in where it scrapes, and KEDA out to it (check 91)", () => {
    const policies = [
      "chatbot-kafka-exporter-policy",
      "chatbot-keda-operator-policy",
      "chatbot-keda-metrics-server-policy",
    ];
    for (const name of policies) {
      const { ingress } = run.spec(name) as { ingress: unknown };
      assert.match(JSON.stringify(ingress), /"kubernetes.io\/metadata.name":"metrics"/, name);
    }
    const { egress } = run.spec("chatbot-keda-operator-policy") as { egress: unknown };
    assert.match(JSON.stringify(egress), /"kubernetes.io\/metadata.name":"metrics"/);
  });

  it("tells it the namespaces of the services, and gives it the encrypted storage class", () => {
    const { values } = run.get("chatbot-monitoring-release").inputs as any;
    assert.equal(values["kube-state-metrics"].namespaces, "chatbot");
    assert.match(JSON.stringify(values.prometheus), /"storageClassName":"gp3"/);
  });

  it("has it before what asks it, and after nodes and volumes (checks 107 and 115)", () => {
    const graph = dependencyGraph(run.resources);
    const release = run.get("chatbot-monitoring-release").urn;
    const scaled = run.get("chatbot-service-answer-scaled-object").urn;
    assert.ok(reached(graph, scaled).has(release));
    for (const earlier of [
      "chatbot-foundation-nodes-system",
      "chatbot-runtime-addons-storage-class",
    ]) {
      assert.ok(reached(graph, release).has(run.get(earlier).urn), earlier);
    }
    assert.deepEqual(run.errors, []);
  });

  it("has it before what asks it by hand, without Kafka", async () => {
    const asking = {
      ...frontend,
      scaling: {
        minReplicaCount: 1,
        maxReplicaCount: 3,
        triggers: [{ prometheus: { query: "sum(rate(requests_total[1m]))", threshold: 5 } }],
      },
    };
    const monitoring = { stack: {} };
    const own = await platform({ ...platforms.plain, monitoring, services: [asking] });
    assert.deepEqual(own.errors, []);
    const scaled = own.get("chatbot-service-frontend-scaled-object").urn;
    const before = reached(dependencyGraph(own.resources), scaled);
    assert.ok(before.has(own.get("chatbot-monitoring-release").urn));
  });

  it("asks the server that it installed", () => {
    const { triggers } = run.spec("chatbot-service-answer-scaled-object") as { triggers: any[] };
    assert.equal(triggers[1].metadata.serverAddress, "http://platform-prometheus.metrics.svc:9090");
  });
});

describe("what a platform protects (check 108)", () => {
  const guarded = async (
    deletionProtection: boolean,
    environment: "production" | "development",
  ) => {
    const { eks } = platforms.eks.cluster;
    assert.ok(eks !== undefined);
    const cluster = { eks: { ...eks, deletionProtection } };
    const { resources } = await platform({ ...platforms.eks, environment, cluster });
    return resources.filter(({ options }) => options.protect === true).map(({ name }) => name);
  };

  it("is in production the cluster, its key, Kafka and the topics", async () => {
    const names = await guarded(true, "production");
    for (const role of ["foundation-cluster-eks", "foundation-cluster-key", "kafka-kafka"]) {
      assert.ok(names.includes(`chatbot-${role}`), names.join());
    }
    assert.ok(names.some((name) => name.startsWith("chatbot-kafka-topic-")));
  });

  it("is nothing once the cluster may be deleted, and nothing of Kafka in development", async () => {
    assert.deepEqual(await guarded(false, "production"), []);
    assert.deepEqual((await guarded(true, "development")).sort(), [
      "chatbot-foundation-cluster-eks",
      "chatbot-foundation-cluster-key",
    ]);
  });
});
