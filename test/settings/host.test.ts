import assert from "node:assert/strict";
import { isInsideCluster } from "../../settings/host";

describe("isInsideCluster()", () => {
  for (const address of [
    "http://prometheus",
    "http://prometheus:9090",
    "http://prometheus.monitoring.svc:9090",
    "http://prometheus.monitoring.svc.cluster.local:9090/path",
    "http://prometheus.monitoring:9090",
    "http://10.1.2.3:9090",
    "http://172.20.0.9",
    "http://localhost:9090",
  ]) {
    it(`is true of ${address}`, () => assert.equal(isInsideCluster(address), true));
  }
  for (const address of [
    "http://prometheus.acme.dev:9090",
    "http://acme.com",
    "http://203.0.113.7:9090",
    "http://172.32.0.1",
    "http://svc.acme.dev",
  ]) {
    it(`is false of ${address}`, () => assert.equal(isInsideCluster(address), false));
  }
});
