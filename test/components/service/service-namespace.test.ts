import assert from "node:assert/strict";
import {
  ServiceNamespace,
  type ServiceNamespaceArgs,
} from "../../../components/service/service-namespace";
import { record } from "../../../plan/record";
import { isAllowed, type Policy } from "../../support/reachability";
import { namingErrors } from "../../support/planned";

async function children(args: ServiceNamespaceArgs) {
  const { resources } = await record(async () => {
    new ServiceNamespace("ns", args);
  });
  assert.deepEqual(namingErrors(resources), []);
  return resources.slice(1);
}

const service = { name: "chat", image: "ghcr.io/acme/chat:1.4.0", port: 8080 };

describe("ServiceNamespace", () => {
  it("makes exactly these children, all after the namespace", async () => {
    const made = await children({ namespace: "chatbot", services: [service] });
    assert.deepEqual(made.map(({ name, type }) => `${name} ${type}`).sort(), [
      "ns-allow-dns kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "ns-default-deny kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "ns-default-service-account kubernetes:core/v1:ServiceAccountPatch",
      "ns-limit-range kubernetes:core/v1:LimitRange",
      "ns-namespace kubernetes:core/v1:Namespace",
      "ns-quota kubernetes:core/v1:ResourceQuota",
    ]);
    for (const { name, options } of made.filter((one) => one.name !== "ns-namespace")) {
      assert.ok(
        options.dependsOn.some((urn) => urn.endsWith("::ns-namespace")),
        name,
      );
    }
  });

  it("counts the services of this namespace only (check 48)", async () => {
    const scaling = { minReplicaCount: 1, maxReplicaCount: 3 };
    const made = await children({
      namespace: "chatbot",
      services: [
        { ...service, scaling },
        { ...service, name: "other", namespace: "elsewhere", scaling },
      ],
    });
    const quota = made.find(({ name }) => name === "ns-quota")?.inputs["spec"] as {
      hard: Record<string, string>;
    };
    assert.equal(quota.hard["pods"], "10");
  });

  it("opens DNS and nothing else (checks 85, 86)", async () => {
    const made = await children({ namespace: "chatbot", services: [service] });
    const policies = made
      .filter(({ type }) => type.endsWith("NetworkPolicy"))
      .map(({ inputs }) => inputs as unknown as Policy);
    const pod = { namespace: "chatbot", labels: {} };
    const dns = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
    assert.equal(isAllowed(policies, pod, dns, { port: 53, protocol: "UDP" }), true);
    assert.equal(isAllowed(policies, pod, dns, { port: 53 }), true);
    assert.equal(isAllowed(policies, pod, { ...dns, labels: {} }, { port: 53 }), false);
    assert.equal(isAllowed(policies, pod, { ...dns, namespace: "x" }, { port: 53 }), false);
    assert.equal(isAllowed(policies, pod, pod, { port: 8080 }), false);
    assert.equal(isAllowed(policies, dns, pod, { port: 8080 }), false);
  });

  it("gives no token to pods without an account of their own (check 39)", async () => {
    const made = await children({ namespace: "chatbot", services: [service] });
    const account = made.find(({ name }) => name === "ns-default-service-account")?.inputs;
    assert.equal(account?.["automountServiceAccountToken"], false);
    const { name, namespace } = account?.["metadata"] as Record<string, string>;
    assert.deepEqual([name, namespace], ["default", "chatbot"]);
  });

  it("sets no quota beside pods that it does not know", async () => {
    const made = await children({
      namespace: "chatbot",
      services: [service, { name: "theirs", scaling: { scaleTargetRef: { name: "theirs" } } }],
    });
    assert.deepEqual(
      made.map(({ name }) => name).filter((name) => /quota|limit/.test(name)),
      [],
    );
  });

  it("refuses a name that Kubernetes would refuse", async () => {
    await assert.rejects(
      children({ namespace: "Chat_Bot", services: [] }),
      /namespace: expected the name of a namespace, got "Chat_Bot"/,
    );
  });
});
