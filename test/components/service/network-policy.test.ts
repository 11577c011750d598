import assert from "node:assert/strict";
import { networkPolicyManifest } from "../../../components/service/network-policy";
import type { Rule } from "../../../components/service/network-rule";
import type { MonitoringArgs } from "../../../settings/args/monitoring";
import { builtinErrors } from "../../support/builtins";
import { externalKafka, mskKafka, settledService, strimziKafka } from "../../support/service";

type Given = Parameters<typeof settledService>;

function policy(given: Given, needsAws = false) {
  const { service, surroundings } = settledService(...given);
  const manifest = networkPolicyManifest(service, surroundings, needsAws);
  const object = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", ...manifest };
  assert.deepEqual(builtinErrors(object), []);
  return manifest.spec;
}

const http = [{ protocol: "TCP", port: 8080 }];
const platform = {
  namespaceSelector: {},
  podSelector: { matchLabels: { "app.kubernetes.io/part-of": "chatbot-platform" } },
};
const monitoring: MonitoringArgs = {
  prometheus: { serverAddress: "http://prometheus.watch:9090", namespace: "watch" },
};
const scrape = {
  from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "watch" } } }],
  ports: http,
};
const consumes = { topic: "ai.chatbot" };

describe("networkPolicyManifest", () => {
  it("closes both ways and selects the service's pods (checks 85, 92)", () => {
    const { podSelector, policyTypes } = policy([{}]);
    assert.deepEqual(policyTypes, ["Ingress", "Egress"]);
    assert.deepEqual(podSelector.matchLabels, {
      "app.kubernetes.io/name": "chat",
      "app.kubernetes.io/part-of": "chatbot-platform",
    });
  });

  const ways: [string, Given, Rule[] | undefined][] = [
    ["nobody without a port", [{}, { monitoring }], undefined],
    ["nobody when exposed to nobody", [{ port: 8080, exposure: "none" }], undefined],
    [
      "Prometheus alone when exposed to nobody and monitored (check 91)",
      [{ port: 8080, exposure: "none" }, { monitoring }],
      [scrape as Rule],
    ],
    [
      "the namespace and the platform inside",
      [{ port: 8080 }],
      [{ from: [{ podSelector: {} }, platform], ports: http as Rule["ports"] }],
    ],
    [
      "Prometheus besides, when monitored (check 91)",
      [{ port: 8080 }, { monitoring }],
      [{ from: [{ podSelector: {} }, platform], ports: http as Rule["ports"] }, scrape as Rule],
    ],
    [
      "everybody whom the load balancer lets in",
      [{ port: 8080, exposure: "loadBalancer" }],
      [{ ports: http as Rule["ports"] }],
    ],
    [
      "everybody whom the Ingress lets in",
      [{ port: 8080, exposure: "ingress", ingress: { host: "a.b" } }],
      [{ ports: http as Rule["ports"] }],
    ],
  ];
  for (const [title, given, expected] of ways) {
    it(`lets in ${title}`, () => {
      assert.deepEqual(policy(given).ingress, expected);
    });
  }

  const outs: [string, Given, unknown[]][] = [
    ["nowhere else without need", [{}, { kafka: strimziKafka }], []],
    [
      "to Strimzi's listener (check 87)",
      [{ consumes }, { kafka: strimziKafka }],
      [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kafka" } },
              podSelector: { matchLabels: { "strimzi.io/cluster": "kafka-cluster" } },
            },
          ],
          ports: [{ protocol: "TCP", port: 9093 }],
        },
      ],
    ],
    [
      "to an external Kafka's ranges and ports",
      [{ produces: ["ai.chatbot"] }, { kafka: externalKafka }],
      [
        {
          to: [{ ipBlock: { cidr: "10.40.8.0/24" } }],
          ports: [
            { protocol: "TCP", port: 9094 },
            { protocol: "TCP", port: 9095 },
          ],
        },
      ],
    ],
    [
      "to MSK's IAM port",
      [{ consumes }, { kafka: mskKafka }],
      [
        {
          to: [{ ipBlock: { cidr: "10.0.0.0/16" } }],
          ports: [{ protocol: "TCP", port: 9098 }],
        },
      ],
    ],
    [
      "to declared ranges",
      [{ egress: [{ cidr: "192.0.2.0/24", ports: [443, 8443] }] }],
      [
        {
          to: [{ ipBlock: { cidr: "192.0.2.0/24" } }],
          ports: [
            { protocol: "TCP", port: 443 },
            { protocol: "TCP", port: 8443 },
          ],
        },
      ],
    ],
  ];
  for (const [title, given, expected] of outs) {
    it(`lets out ${title}, and to the platform's own pods`, () => {
      assert.deepEqual(policy(given).egress, [{ to: [platform] }, ...expected]);
    });
  }

  it("opens every TCP port to brokers that are only known while deploying", () => {
    const { service, surroundings } = settledService({ consumes }, { kafka: externalKafka });
    assert.ok(surroundings.connection);
    const later: unknown = Promise.resolve("kafka:9094");
    const connection = { ...surroundings.connection, bootstrapServers: later as string };
    const { egress } = networkPolicyManifest(service, { ...surroundings, connection }, false).spec;
    assert.deepEqual(egress?.[1]?.ports, [{ protocol: "TCP" }]);
  });

  it("reaches AWS and the Pod Identity agent only with a role, never instance metadata (check 90)", () => {
    assert.deepEqual(policy([{}], true).egress?.slice(1), [
      {
        to: [{ ipBlock: { cidr: "169.254.170.23/32" } }],
        ports: [{ protocol: "TCP", port: 80 }],
      },
      {
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
        ports: [{ protocol: "TCP", port: 443 }],
      },
    ]);
  });
});
