import { at, listAt } from "../settings/lint/manifest";
import { isDeferred } from "./deferred";
import type { PolicyFinding, PolicyResource, ResourcePolicy } from "./policy";

/** Data at rest is encrypted, and the key lives as long as the data. */
export const encryptionPolicies: readonly ResourcePolicy[] = [
  {
    id: "volume/encrypted",
    severity: "error",
    because: "messages and prompts lie on it: CIS EKS 5.3, checks 12 and 61",
    *check(resource) {
      for (const [path, encrypted] of volumes(resource)) {
        if (isDeferred(encrypted) || String(encrypted) === "true") continue;
        yield must(`${resource.name}.${path}`, "true", encrypted, 'write encrypted: "true"');
      }
    },
  },
  {
    id: "cluster/secrets-encrypted",
    severity: "error",
    because: "etcd would hold Secrets as AWS keeps them for everybody: CIS EKS 5.3.1, check 3",
    *check({ type, name, inputs }) {
      // The component around it shows the engine no inputs.
      if (type !== "aws:eks/cluster:Cluster" || inputs["encryptionConfig"] !== undefined) return;
      yield must(`${name}.encryptionConfig`, "a KMS key", undefined, "name the key");
    },
  },
  {
    id: "key/rotated",
    severity: "warning",
    because: "a key that never changes protects everything that was ever written: check 3",
    *check({ type, name, inputs }) {
      const rotation = inputs["enableKeyRotation"];
      if (type !== "aws:kms/key:Key" || rotation === true || isDeferred(rotation)) return;
      // Asymmetric keys and those that sign cannot be rotated.
      if ((inputs["customerMasterKeySpec"] ?? "SYMMETRIC_DEFAULT") !== "SYMMETRIC_DEFAULT") return;
      yield must(`${name}.enableKeyRotation`, "true", rotation, "write enableKeyRotation: true");
    },
  },
];

/** Every volume that a resource is or will make, with what it says about encryption. */
function volumes({ type, inputs }: PolicyResource): [path: string, encrypted: unknown][] {
  switch (type) {
    case "aws:ebs/volume:Volume":
      return [["encrypted", inputs["encrypted"]]];
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return listAt(inputs, "blockDeviceMappings").flatMap((mapping, i) =>
        at(mapping, "ebs") === undefined
          ? []
          : [[`blockDeviceMappings[${i}].ebs.encrypted`, at(mapping, "ebs.encrypted")]],
      );
    case "kubernetes:storage.k8s.io/v1:StorageClass":
      return inputs["provisioner"] === "ebs.csi.aws.com"
        ? [["parameters.encrypted", at(inputs, "parameters.encrypted")]]
        : [];
    default:
      return [];
  }
}

function must(path: string, expected: string, got: unknown, fix: string): PolicyFinding {
  return { path, expected, got: got === undefined ? "nothing" : JSON.stringify(got), fix };
}
