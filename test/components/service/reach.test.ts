import assert from "node:assert/strict";
import { addressOf } from "../../../components/service/address";
import { ingressManifest } from "../../../components/service/ingress";
import { hasService, serviceManifest } from "../../../components/service/service";
import type { IngressArgs } from "../../../settings/args/service";
import { builtinErrors } from "../../support/builtins";
import { settledService } from "../../support/service";

const aws = "service.beta.kubernetes.io/aws-load-balancer";
const floor = { scaling: { minReplicaCount: 1 } };

function valid<T extends object>(apiVersion: string, kind: string, manifest: T): T {
  assert.deepEqual(builtinErrors({ apiVersion, kind, ...manifest }), []);
  return manifest;
}

function service(given: Parameters<typeof settledService>[0]) {
  return valid("v1", "Service", serviceManifest(settledService(given).service));
}

function ingress(differences: Partial<IngressArgs> = {}, given = {}) {
  const settled = settledService({
    port: 8080,
    exposure: "ingress",
    ingress: { host: "chat.acme.dev", ...differences },
    ...given,
  }).service;
  assert.ok(settled.ingress);
  return valid("networking.k8s.io/v1", "Ingress", ingressManifest(settled, settled.ingress));
}

describe("serviceManifest", () => {
  it("is a cluster address on port 80", () => {
    const { metadata, spec } = service({ port: 8080, ...floor });
    assert.equal("annotations" in metadata, false);
    assert.deepEqual(spec, {
      type: "ClusterIP",
      selector: {
        "app.kubernetes.io/name": "chat",
        "app.kubernetes.io/part-of": "chatbot-platform",
      },
      ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }],
    });
  });

  const balancers: [string, string[], string, Record<string, string>][] = [
    ["internal by default", [], "internal", { [`${aws}-internal`]: "true" }],
    [
      "internal for private ranges",
      ["10.0.0.0/8", "100.64.0.0/10", "fd00::/8"],
      "internal",
      { [`${aws}-internal`]: "true" },
    ],
    ["public when a range is", ["10.0.0.0/8", "198.51.100.0/24"], "internet-facing", {}],
  ];
  for (const [title, ranges, scheme, more] of balancers) {
    it(`is a network load balancer, ${title}`, () => {
      const { metadata, spec } = service({
        port: 8080,
        exposure: "loadBalancer",
        loadBalancerSourceRanges: ranges,
        ...floor,
      });
      assert.deepEqual("annotations" in metadata ? metadata.annotations : undefined, {
        [`${aws}-type`]: "nlb",
        [`${aws}-scheme`]: scheme,
        ...more,
      });
      assert.equal(spec.type, "LoadBalancer");
      assert.deepEqual(
        "loadBalancerSourceRanges" in spec ? spec.loadBalancerSourceRanges : [],
        ranges,
      );
    });
  }

  it("does not wait for endpoints of a service at zero", () => {
    const { metadata } = service({
      port: 8080,
      scaling: { minReplicaCount: 1, idleReplicaCount: 0 },
    });
    assert.deepEqual("annotations" in metadata ? metadata.annotations : undefined, {
      "pulumi.com/skipAwait": "true",
    });
  });

  it("is only made for a port that somebody may reach", () => {
    assert.equal(hasService(settledService({ port: 8080 }).service), true);
    assert.equal(hasService(settledService({ port: 8080, exposure: "none" }).service), false);
    assert.equal(hasService(settledService({}).service), false);
  });
});

describe("ingressManifest", () => {
  it("sends one host to the Service, by pod addresses on an ALB", () => {
    const { metadata, spec } = ingress();
    assert.deepEqual(metadata.annotations, {
      "alb.ingress.kubernetes.io/target-type": "ip",
      "alb.ingress.kubernetes.io/healthcheck-path": "/readyz",
    });
    const backend = { service: { name: "chat", port: { name: "http" } } };
    assert.deepEqual(spec, {
      ingressClassName: "alb",
      rules: [
        {
          host: "chat.acme.dev",
          http: { paths: [{ path: "/", pathType: "Prefix", backend }] },
        },
      ],
    });
  });

  it("carries the certificate, and annotations that win", () => {
    const { metadata, spec } = ingress({
      tlsSecret: "chat-tls",
      annotations: { "alb.ingress.kubernetes.io/target-type": "instance" },
    });
    assert.deepEqual(spec.tls, [{ hosts: ["chat.acme.dev"], secretName: "chat-tls" }]);
    assert.equal(metadata.annotations?.["alb.ingress.kubernetes.io/target-type"], "instance");
  });

  it("says nothing to other controllers", () => {
    assert.equal("annotations" in ingress({ className: "nginx" }, floor).metadata, false);
  });
});

describe("addressOf", () => {
  const balanced = settledService({ port: 8080, exposure: "loadBalancer" }).service;
  const cases: [string, Parameters<typeof addressOf>, string][] = [
    ["a load balancer's name", [balanced, [{ hostname: "lb.aws" }]], "http://lb.aws"],
    ["a load balancer's address", [balanced, [{ ip: "192.0.2.1" }]], "http://192.0.2.1"],
    ["nothing yet", [balanced, []], ""],
  ];
  for (const [title, given, expected] of cases) {
    it(`is ${title}`, () => assert.equal(addressOf(...given), expected));
  }

  it("is https where the ALB has a certificate", () => {
    const { service } = settledService({
      port: 8080,
      exposure: "ingress",
      ingress: {
        host: "a.b",
        annotations: { "alb.ingress.kubernetes.io/certificate-arn": "arn:aws:acm:x" },
      },
    });
    assert.equal(addressOf(service, []), "https://a.b");
  });
});
