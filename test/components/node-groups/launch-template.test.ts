import assert from "node:assert/strict";
import { launchTemplate } from "../../../components/node-groups/launch-template";
import { managedGroups } from "../../../components/node-groups/managed-groups";
import { userData } from "../../../components/node-groups/user-data";
import type { NodeGroupArgs } from "../../../settings/args/node-group";
import { settledGroup } from "../../support/settled-nodes";

function template(group: Partial<NodeGroupArgs> = {}) {
  const settled = settledGroup(group);
  const [managed] = managedGroups([settled]);
  return { settled, made: launchTemplate(managed!, { team: "chat" }) };
}

const disk = { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" };

describe("launchTemplate()", () => {
  it("asks for IMDSv2 and one hop (check 11)", () => {
    assert.deepEqual(template().made.metadataOptions, {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
  });

  it("allows two hops only where that is declared (check 11)", () => {
    const { made } = template({ metadataHopLimit: 2 });
    assert.equal(made.metadataOptions.httpPutResponseHopLimit, 2);
  });

  it("encrypts the root volume (check 12)", () => {
    assert.deepEqual(template({ diskGiB: 80 }).made.blockDeviceMappings, [
      { deviceName: "/dev/xvda", ebs: { volumeSize: 80, ...disk } },
    ]);
  });

  it("encrypts both disks of Bottlerocket, and enlarges the one with the images (check 12)", () => {
    const { made } = template({ diskGiB: 80, amiType: "BOTTLEROCKET_x86_64" });
    assert.deepEqual(made.blockDeviceMappings, [
      { deviceName: "/dev/xvda", ebs: disk },
      { deviceName: "/dev/xvdb", ebs: { volumeSize: 80, ...disk } },
    ]);
  });

  it("has no SSH key and no security group of its own (checks 12 and 14)", () => {
    assert.deepEqual(Object.keys(template().made).sort(), [
      "blockDeviceMappings",
      "metadataOptions",
      "namePrefix",
      "tagSpecifications",
      "updateDefaultVersion",
      "userData",
    ]);
  });

  it("names and tags instances and volumes", () => {
    assert.deepEqual(template().made.tagSpecifications, [
      { resourceType: "instance", tags: { team: "chat", Name: "workers" } },
      { resourceType: "volume", tags: { team: "chat", Name: "workers" } },
    ]);
  });

  it("carries the user data as base64", () => {
    const { settled, made } = template();
    assert.equal(Buffer.from(made.userData, "base64").toString(), userData(settled));
  });
});
