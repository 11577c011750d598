import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ScaledService, type ScaledServiceArgs } from "../../../components/service/scaled-service";
import { serviceParts } from "../../../components/service/service-parts";
import { record, type Recording } from "../../../plan/record";
import { externalKafka, mskKafka } from "../../support/service";

const child = {
  serviceAccount: "kubernetes:core/v1:ServiceAccount chat-service-account",
  role: "aws:iam/role:Role chat-role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy chat-role-policy",
  podIdentity: "aws:eks/podIdentityAssociation:PodIdentityAssociation chat-pod-identity",
  networkPolicy: "kubernetes:networking.k8s.io/v1:NetworkPolicy chat-network-policy",
  service: "kubernetes:core/v1:Service chat-service",
  ingress: "kubernetes:networking.k8s.io/v1:Ingress chat-ingress",
  deployment: "kubernetes:apps/v1:Deployment chat-deployment",
  budget: "kubernetes:policy/v1:PodDisruptionBudget chat-pod-disruption-budget",
  authentication: "kubernetes:keda.sh/v1alpha1:TriggerAuthentication chat-trigger-authentication",
  scaledObject: "kubernetes:keda.sh/v1alpha1:ScaledObject chat-scaled-object",
};

const pods = [child.serviceAccount, child.networkPolicy, child.deployment, child.budget];
const chat = { name: "chat", image: "ghcr.io/acme/chat:1.4.0" };
const reader = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::prompts/*"] };

function recorded(args: ScaledServiceArgs): Promise<Recording> {
  return record(async () => {
    const { targetName, namespace, url } = new ScaledService("chat", args);
    return { targetName, namespace, url };
  });
}

async function outputs(args: ScaledServiceArgs): Promise<unknown[]> {
  const { outputs } = await recorded(args);
  return Promise.all(
    ["targetName", "namespace", "url"].map(
      (key) =>
        new Promise((resolve) => pulumi.output(outputs[key] as string).apply((v) => resolve(v))),
    ),
  );
}

describe("ScaledService", () => {
  const cases: [string, ScaledServiceArgs, string[]][] = [
    [
      "a consumer on an external Kafka",
      { service: { ...chat, consumes: { topic: "ai.chatbot" } }, kafka: externalKafka },
      [...pods, child.authentication, child.scaledObject],
    ],
    [
      "a consumer whose platform hands in KEDA's credentials",
      {
        service: { ...chat, consumes: { topic: "ai.chatbot" } },
        kafka: externalKafka,
        kafkaAuthenticationName: "keda-kafka",
      },
      [...pods, child.scaledObject],
    ],
    [
      "a frontend",
      { service: { ...chat, port: 8080 } },
      [...pods, child.service, child.scaledObject],
    ],
    [
      "a service behind a load balancer",
      { service: { ...chat, port: 8080, exposure: "loadBalancer" } },
      [...pods, child.service, child.scaledObject],
    ],
    [
      "a service behind an Ingress",
      {
        service: {
          ...chat,
          port: 8080,
          exposure: "ingress",
          ingress: { host: "chat.acme.dev" },
        },
      },
      [...pods, child.service, child.ingress, child.scaledObject],
    ],
    [
      "a port that nobody may reach",
      { service: { ...chat, port: 8080, exposure: "none" } },
      [...pods, child.scaledObject],
    ],
    [
      "a GPU worker",
      { service: { ...chat, resources: { gpus: 1 } } },
      [...pods, child.scaledObject],
    ],
    [
      "a service with AWS permissions",
      { service: { ...chat, permissions: [reader] }, clusterName: "chatbot" },
      [...pods, child.role, child.rolePolicy, child.podIdentity, child.scaledObject],
    ],
    [
      "a consumer of MSK",
      {
        service: { ...chat, consumes: { topic: "ai.chatbot" } },
        kafka: mskKafka,
        clusterName: "chatbot",
      },
      [
        ...pods,
        child.role,
        child.rolePolicy,
        child.podIdentity,
        child.authentication,
        child.scaledObject,
      ],
    ],
    [
      "what somebody else runs",
      { service: { name: "chat", scaling: { scaleTargetRef: { name: "theirs" } } } },
      [child.scaledObject],
    ],
  ];
  for (const [title, args, expected] of cases) {
    it(`makes these children for ${title}`, async () => {
      const { resources } = await recorded(args);
      const [component, ...children] = resources;
      assert.equal(component?.type, "chatbot-autoscaling-platform:index:ScaledService");
      assert.deepEqual(
        children.map(({ type, name }) => `${type} ${name}`).sort(),
        [...expected].sort(),
      );
      assert.deepEqual([...new Set(children.map(({ parent }) => parent))], [component?.urn]);
    });
  }

  it("makes the ScaledObject after the Deployment and the TriggerAuthentication (check 81, F-08)", async () => {
    const { resources } = await recorded({
      service: { ...chat, consumes: { topic: "ai.chatbot" } },
      kafka: externalKafka,
    });
    assert.deepEqual(dependencies(resources, "chat-scaled-object"), [
      "chat-deployment",
      "chat-trigger-authentication",
    ]);
  });

  it("starts pods after their identity and their network policy (F-36)", async () => {
    const { resources } = await recorded({
      service: { ...chat, permissions: [reader] },
      clusterName: "chatbot",
    });
    assert.deepEqual(dependencies(resources, "chat-deployment"), [
      "chat-network-policy",
      "chat-pod-identity",
      "chat-service-account",
    ]);
    assert.deepEqual(dependencies(resources, "chat-pod-identity"), [
      "chat-role",
      "chat-role-policy",
    ]);
  });

  it("binds the role to the service's own ServiceAccount (checks 22, 25)", async () => {
    const { resources } = await recorded({
      service: { ...chat, permissions: [reader] },
      clusterName: "chatbot",
      accountId: "111122223333",
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      tags: { team: "chat" },
    });
    const inputs = (name: string) => resources.find((one) => one.name === name)?.inputs;
    const role = inputs("chat-role");
    assert.equal(role?.["namePrefix"], "chat-");
    assert.equal(role?.["permissionsBoundary"], "arn:aws:iam::111122223333:policy/boundary");
    assert.deepEqual(role?.["tags"], { team: "chat" });
    assert.deepEqual(JSON.parse(role?.["assumeRolePolicy"] as string).Statement[0].Condition, {
      StringEquals: {
        "aws:SourceAccount": "111122223333",
        "aws:RequestTag/eks-cluster-name": "chatbot",
        "aws:RequestTag/kubernetes-namespace": "chatbot",
        "aws:RequestTag/kubernetes-service-account": "chat",
      },
    });
    assert.deepEqual(JSON.parse(inputs("chat-role-policy")?.["policy"] as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DeclaredPermission1",
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::prompts/*"],
        },
      ],
    });
    assert.deepEqual(inputs("chat-pod-identity"), {
      clusterName: "chatbot",
      namespace: "chatbot",
      serviceAccount: "chat",
      roleArn: "arn:aws:iam::111122223333:role/chat-role",
    });
  });

  it("fails on permissions without a cluster that gives them, before anything is registered", async () => {
    await assert.rejects(recorded({ service: { ...chat, permissions: [reader] } }), {
      message: /clusterName: expected the name of the EKS cluster, got nothing: add it/,
    });
  });

  const addresses: [string, ScaledServiceArgs["service"], string][] = [
    ["inside the cluster", { ...chat, port: 8080 }, "http://chat.chatbot.svc"],
    ["of nobody", chat, ""],
    [
      "of a load balancer without an address",
      { ...chat, port: 8080, exposure: "loadBalancer" },
      "",
    ],
    [
      "of an Ingress",
      { ...chat, port: 8080, exposure: "ingress", ingress: { host: "a.b", tlsSecret: "tls" } },
      "https://a.b",
    ],
  ];
  for (const [title, service, url] of addresses) {
    it(`reports the URL ${title}`, async () => {
      assert.deepEqual(await outputs({ service }), ["chat", "chatbot", url]);
    });
  }

  it("reports the target that somebody else runs", async () => {
    const service = {
      name: "chat",
      namespace: "media",
      scaling: { scaleTargetRef: { name: "theirs" } },
    };
    assert.deepEqual(await outputs({ service }), ["theirs", "media", ""]);
  });

  it("takes settled parts as they are", () => {
    const first = serviceParts<string>(
      { service: { ...chat, port: 8080 }, monitoring: {} },
      () => undefined,
    );
    const { service, monitoring } = { ...first, ...first.surroundings };
    const again = serviceParts<string>({ service, monitoring }, () => undefined);
    assert.equal(again.service, service);
    assert.equal(again.surroundings.monitoring, monitoring);
  });
});

/** Names of the resources that `name` waits for. */
function dependencies(resources: Recording["resources"], name: string): string[] {
  const found = resources.find((resource) => resource.name === name);
  const names = (found?.options.dependsOn ?? []).map((urn) => urn.split("::").at(-1) ?? "");
  return names.sort();
}
