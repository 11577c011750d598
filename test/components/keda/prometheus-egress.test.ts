import assert from "node:assert/strict";
import { prometheusEgress } from "../../../components/keda/prometheus-egress";

const server = (serverAddress: string) => ({
  serverAddress,
  namespace: "monitoring",
  rateTrigger: true,
});

describe("prometheusEgress()", () => {
  const table: [string, string, number[]][] = [
    ["http://prometheus.monitoring.svc:9090", "monitoring", [9090]],
    ["http://prometheus.watch.svc.cluster.local", "watch", [80, 9090]],
    ["https://prometheus.watch:8443", "watch", [8443, 9090]],
    ["http://prometheus:9090", "monitoring", [9090]],
  ];
  for (const [address, namespace, ports] of table) {
    it(`leads to the namespace of ${address}`, () =>
      assert.deepEqual(prometheusEgress(server(address)), [
        {
          to: [
            { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } },
          ],
          ports: ports.map((port) => ({ protocol: "TCP", port })),
        },
      ]));
  }

  for (const [address, port] of [
    ["https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1", 443],
    ["http://10.0.0.9:9090", 9090],
  ] as const) {
    it(`leads out of the cluster to ${address}, but never to instance metadata`, () =>
      assert.deepEqual(prometheusEgress(server(address)), [
        {
          to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
          ports: [{ protocol: "TCP", port }],
        },
      ]));
  }

  it("is closed without a Prometheus", () => assert.deepEqual(prometheusEgress(undefined), []));
});
