import assert from "node:assert/strict";
import { innerResourceProps } from "../../../components/cluster/inner-resources";
import { boundary, settledEks } from "./settled-eks";

const role = "aws:iam/role:Role";
const cluster = "aws:eks/cluster:Cluster";

describe("innerResourceProps", () => {
  for (const type of ["MostAllocated", "LeastAllocated"] as const) {
    it(`makes the scheduler prefer ${type}, and keeps what the component has set (check 6)`, () => {
      const props = {
        name: "chatbot",
        accessConfig: {
          authenticationMode: "API",
          bootstrapClusterCreatorAdminPermissions: true,
        },
      };
      assert.deepEqual(
        innerResourceProps(cluster, props, settledEks({ schedulerScoring: type }), "aws"),
        {
          name: "chatbot",
          accessConfig: {
            authenticationMode: "API",
            bootstrapClusterCreatorAdminPermissions: false,
          },
          kubeSchedulerConfig: {
            nodeResourcesFit: {
              scoringStrategy: {
                type,
                resources: [
                  { name: "cpu", weight: 1 },
                  { name: "memory", weight: 1 },
                ],
              },
            },
          },
          // Check 16: traffic can be moved away from a zone.
          zonalShiftConfig: { enabled: true },
        },
      );
    });
  }

  it("packs pods unless told otherwise", () => {
    const { kubeSchedulerConfig } = innerResourceProps(cluster, {}, settledEks(), "aws") as {
      kubeSchedulerConfig: { nodeResourcesFit: { scoringStrategy: { type: string } } };
    };
    assert.equal(kubeSchedulerConfig.nodeResourcesFit.scoringStrategy.type, "MostAllocated");
  });

  it("binds the cluster's role by its boundary, and to this cluster of a known account (checks 23 and 25)", () => {
    const settings = settledEks({ accountId: "111122223333", permissionsBoundaryArn: boundary });
    const { assumeRolePolicy, ...rest } = innerResourceProps(
      role,
      { description: "kept", assumeRolePolicy: "{}" },
      settings,
      "aws",
    ) as { assumeRolePolicy: string };
    assert.deepEqual(rest, { description: "kept", permissionsBoundary: boundary });
    assert.deepEqual(JSON.parse(assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "EksTakesThisRoleForOneCluster",
          Effect: "Allow",
          Principal: { Service: "eks.amazonaws.com" },
          Action: ["sts:AssumeRole"],
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnEquals: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:cluster/chatbot" },
          },
        },
      ],
    });
  });

  it("leaves the role's trust alone where the account is unknown", () => {
    const props = { assumeRolePolicy: "{}" };
    assert.deepEqual(innerResourceProps(role, props, settledEks(), "aws"), props);
  });

  it("leaves every other resource alone", () => {
    assert.equal(
      innerResourceProps("aws:eks/accessEntry:AccessEntry", {}, settledEks(), "aws"),
      undefined,
    );
  });
});
