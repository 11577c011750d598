import assert from "node:assert/strict";
import { accessEntries } from "../../../components/cluster/access-entries";
import { controlPlaneInputs } from "../../../components/cluster/control-plane";
import { versions } from "../../../components/versions";
import type { EksArgs } from "../../../settings/args/cluster";
import { settledEks } from "./settled-eks";

const inputs = (change?: Partial<EksArgs>, environment?: "production") =>
  controlPlaneInputs(settledEks(change, environment), "aws");

describe("controlPlaneInputs", () => {
  it("check 1: is reachable inside the VPC", () => {
    assert.equal(inputs().endpointPrivateAccess, true);
  });

  it("check 2: is not reachable from the internet, or only from the ranges stated", () => {
    assert.equal(inputs().endpointPublicAccess, false);
    assert.equal("publicAccessCidrs" in inputs(), false);
    const office = inputs({ endpoint: { publicAccessCidrs: ["203.0.113.0/24"] } });
    assert.equal(office.endpointPublicAccess, true);
    assert.deepEqual(office.publicAccessCidrs, ["203.0.113.0/24"]);
  });

  it("check 4: writes all five logs", () => {
    assert.deepEqual(inputs().enabledClusterLogTypes, [
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
  });

  it("check 5: knows access entries only", () => {
    assert.equal(inputs().authenticationMode, "API");
    for (const key of ["roleMappings", "userMappings", "instanceRoles"]) {
      assert.equal(key in inputs(), false, key);
    }
  });

  it("check 7: cannot be deleted in production by any API", () => {
    assert.equal(inputs().deletionProtection, false);
    assert.equal(inputs({}, "production").deletionProtection, true);
  });

  it("check 8: has a pinned version, and no support that costs extra", () => {
    assert.equal(inputs().version, versions.kubernetes);
    assert.deepEqual(inputs().upgradePolicy, { supportType: "STANDARD" });
  });

  it("check 9: brings no add-on that is not ours", () => {
    const { bootstrapSelfManagedAddons, useDefaultVpcCni, ...rest } = inputs();
    assert.equal(bootstrapSelfManagedAddons, false);
    // The component's words for "do not install your own VPC CNI".
    assert.equal(useDefaultVpcCni, true);
    assert.deepEqual(rest.corednsAddonOptions, { enabled: false });
    assert.deepEqual(rest.kubeProxyAddonOptions, { enabled: false });
  });

  it("check 14: leaves control plane and nodes in the group of EKS, where all ports are open between them", () => {
    assert.equal(inputs().skipDefaultSecurityGroups, true);
    assert.equal(inputs().skipDefaultNodeGroup, true);
  });

  it("takes name, tags and the addresses of Services from the settings", () => {
    const network = { serviceCidr: "172.30.0.0/16" };
    const { name, tags, kubernetesServiceIpAddressRange } = inputs({
      name: "answers",
      tags: { team: "ai" },
      network,
    });
    assert.deepEqual(
      { name, tags, kubernetesServiceIpAddressRange },
      { name: "answers", tags: { team: "ai" }, kubernetesServiceIpAddressRange: "172.30.0.0/16" },
    );
  });
});

describe("accessEntries (check 6)", () => {
  const role = (account: string, path: string): string => `arn:aws:iam::${account}:role/${path}`;

  it("gives every principal its rights, on the cluster or on namespaces", () => {
    const admins = [
      {
        principalArn: role("111122223333", "admin"),
        policy: "AmazonEKSClusterAdminPolicy" as const,
        namespaces: [],
      },
      {
        principalArn: role("111122223333", "sso/reader"),
        policy: "AmazonEKSViewPolicy" as const,
        namespaces: ["chatbot"],
      },
    ];
    assert.deepEqual(accessEntries(admins, "aws-us-gov"), {
      "111122223333/role/admin": {
        principalArn: role("111122223333", "admin"),
        accessPolicies: {
          granted: {
            policyArn: "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            accessScope: { type: "cluster" },
          },
        },
      },
      "111122223333/role/sso/reader": {
        principalArn: role("111122223333", "sso/reader"),
        accessPolicies: {
          granted: {
            policyArn: "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            accessScope: { type: "namespace", namespaces: ["chatbot"] },
          },
        },
      },
    });
  });

  it("keeps roles of one name apart that are of other accounts or paths", () => {
    const principals = [
      role("111122223333", "admin"),
      role("444455556666", "admin"),
      role("111122223333", "team/admin"),
    ];
    const entries = accessEntries(
      principals.map((principalArn) => ({
        principalArn,
        policy: "AmazonEKSViewPolicy" as const,
        namespaces: [],
      })),
      "aws",
    );
    assert.deepEqual(
      Object.values(entries).map(({ principalArn }) => principalArn),
      principals,
    );
    // "::" would cut a URN in two.
    assert.ok(Object.keys(entries).every((key) => !key.includes("::")));
  });
});
