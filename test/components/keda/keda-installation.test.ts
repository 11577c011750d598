import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  KedaInstallation,
  type KedaInstallationArgs,
} from "../../../components/keda/keda-installation";
import { versions } from "../../../components/versions";
import { record } from "../../../plan/record";
import type { PlannedResource } from "../../../plan/recording-monitor";
import { namingErrors } from "../../support/planned";
import { mskKafka } from "../../support/service";

async function children(args: KedaInstallationArgs): Promise<Map<string, PlannedResource>> {
  const { resources } = await record(async () => {
    const keda = new KedaInstallation("keda", args);
    return { namespace: keda.namespace };
  });
  assert.deepEqual(namingErrors(resources), []);
  return new Map(resources.slice(1).map((resource) => [resource.name, resource]));
}

const short = (urns: readonly string[]): string[] =>
  urns.map((urn) => urn.split("::").at(-1) ?? "").sort();

const ground = [
  "keda-allow-dns",
  "keda-default-deny",
  "keda-metrics-server-policy",
  "keda-namespace",
  "keda-operator-policy",
  "keda-webhooks-policy",
];

describe("KedaInstallation", () => {
  it("makes exactly these children", async () => {
    const made = await children({ watchNamespaces: ["chatbot"] });
    assert.deepEqual([...made.values()].map(({ name, type }) => `${name} ${type}`).sort(), [
      "keda-allow-dns kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "keda-default-deny kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "keda-metrics-server-policy kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "keda-namespace kubernetes:core/v1:Namespace",
      "keda-operator-policy kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "keda-release kubernetes:helm.sh/v3:Release",
      "keda-webhooks-policy kubernetes:networking.k8s.io/v1:NetworkPolicy",
    ]);
  });

  it("starts the operator after its namespace, its network and its role (check 107)", async () => {
    const made = await children({
      watchNamespaces: ["chatbot"],
      kafka: mskKafka,
      clusterName: pulumi.output("prod"),
    });
    assert.deepEqual(
      short(made.get("keda-release")?.options.dependsOn ?? []),
      [...ground, "keda-pod-identity"].sort(),
    );
    for (const name of ground.filter((one) => one !== "keda-namespace")) {
      assert.deepEqual(short(made.get(name)?.options.dependsOn ?? []), ["keda-namespace"], name);
    }
  });

  it("pins the chart, and leaves what failed to be seen", async () => {
    const made = await children({ watchNamespaces: ["chatbot"], environment: "production" });
    const { values, ...release } = made.get("keda-release")?.inputs ?? {};
    assert.deepEqual(release, {
      atomic: false,
      chart: "keda",
      cleanupOnFail: true,
      compat: "true",
      createNamespace: false,
      maxHistory: 5,
      name: "keda",
      namespace: "keda",
      repositoryOpts: { repo: "https://kedacore.github.io/charts" },
      skipAwait: false,
      timeout: 600,
      version: versions.keda,
    });
    const { operator, watchNamespace } = values as Record<string, unknown>;
    assert.deepEqual([operator, watchNamespace], [{ replicaCount: 2 }, "chatbot,keda"]);
  });

  it("lets only restricted pods into its namespace, by rules of a pinned version (check 30)", async () => {
    const made = await children({
      keda: { operator: { namespace: "scaling" } },
      watchNamespaces: ["chatbot"],
    });
    const { name, labels } = made.get("keda-namespace")?.inputs["metadata"] as {
      name: string;
      labels: Record<string, string>;
    };
    assert.equal(name, "scaling");
    for (const mode of ["enforce", "audit", "warn"]) {
      assert.equal(labels[`pod-security.kubernetes.io/${mode}`], "restricted");
      assert.equal(labels[`pod-security.kubernetes.io/${mode}-version`], `v${versions.kubernetes}`);
    }
    const namespaces = [...made.values()]
      .filter(({ type }) => type.endsWith("NetworkPolicy"))
      .map(({ inputs }) => (inputs["metadata"] as { namespace: string }).namespace);
    assert.deepEqual([...new Set(namespaces)], ["scaling"]);
  });

  it("narrows the API server's way in to a VPC that is only known later (check 88)", async () => {
    const made = await children({
      watchNamespaces: ["chatbot"],
      vpcCidr: pulumi.output("10.0.0.0/16"),
    });
    const { ingress } = made.get("keda-webhooks-policy")?.inputs["spec"] as { ingress: unknown[] };
    assert.deepEqual(ingress, [
      {
        from: [{ ipBlock: { cidr: "10.0.0.0/16" } }],
        ports: [{ protocol: "TCP", port: 9443 }],
      },
    ]);
  });

  it("ties the operator's role to its ServiceAccount in this cluster (checks 22, 25)", async () => {
    const made = await children({
      watchNamespaces: ["chatbot"],
      clusterName: "prod",
      permissions: [
        {
          actions: ["sqs:GetQueueAttributes"],
          resources: ["arn:aws:sqs:eu-central-1:111122223333:jobs"],
        },
      ],
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      tags: { team: "chat" },
    });
    const { assumeRolePolicy, ...role } = made.get("keda-role")?.inputs ?? {};
    assert.deepEqual(role, {
      namePrefix: "keda-operator-",
      permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
      tags: { team: "chat" },
    });
    assert.deepEqual(JSON.parse(String(assumeRolePolicy)).Statement[0].Condition, {
      StringEquals: {
        "aws:RequestTag/eks-cluster-name": "prod",
        "aws:RequestTag/kubernetes-namespace": "keda",
        "aws:RequestTag/kubernetes-service-account": "keda-operator",
      },
    });
    assert.deepEqual(JSON.parse(String(made.get("keda-role-policy")?.inputs["policy"])).Statement, [
      {
        Sid: "DeclaredPermission1",
        Effect: "Allow",
        Action: ["sqs:GetQueueAttributes"],
        Resource: ["arn:aws:sqs:eu-central-1:111122223333:jobs"],
      },
    ]);
    assert.deepEqual(made.get("keda-pod-identity")?.inputs, {
      clusterName: "prod",
      namespace: "keda",
      serviceAccount: "keda-operator",
      roleArn: "arn:aws:iam::111122223333:role/keda-role",
    });
  });

  it("makes nothing where KEDA runs already, whatever it would need", async () => {
    const { resources, outputs } = await record(async () => {
      const keda = new KedaInstallation("keda", {
        keda: { existing: { namespace: "scaling" } },
        watchNamespaces: ["chatbot"],
        kafka: mskKafka,
      });
      return { namespace: keda.namespace };
    });
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["keda"],
    );
    assert.equal(outputs["namespace"], "scaling");
  });

  const refusals: [string, KedaInstallationArgs, RegExp][] = [
    [
      "MSK without the cluster's name",
      { watchNamespaces: ["chatbot"], kafka: mskKafka },
      /clusterName: expected the name of the EKS cluster, got nothing/,
    ],
    [
      "two namespaces in one entry",
      { watchNamespaces: ["chatbot", "a,b"] },
      /watchNamespaces\[1\]: expected the name of a namespace, got "a,b"/,
    ],
    [
      "a kind in place of a CRD's name",
      { watchNamespaces: ["chatbot"], customScaleTargets: ["Rollout"] },
      /customScaleTargets\[0\]: expected <plural>\.<group>, the name of a CRD, got "Rollout"/,
    ],
    [
      "what the door refuses",
      { watchNamespaces: ["chatbot"], keda: { operator: { replicas: 9 } } },
      /keda\.operator\.replicas/,
    ],
  ];
  for (const [title, args, expected] of refusals) {
    it(`refuses ${title} before anything is registered`, async () => {
      const seen: string[] = [];
      await assert.rejects(
        record(
          async () => {
            new KedaInstallation("keda", args);
          },
          { progress: ({ name }) => seen.push(name) },
        ),
        expected,
      );
      assert.deepEqual(seen, []);
    });
  }
});
