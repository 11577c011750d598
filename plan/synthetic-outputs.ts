/** AWS account of made-up ARNs: the one that AWS' own documentation uses. */
const account = "111122223333";

/** What a provider would add to a resource's inputs, made up from its type and name, the same in every run. */
export function syntheticOutputs(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
): { id: string; outputs: JsonObject } {
  return { id: `${name}-id`, outputs: outputs[type]?.(name, inputs) ?? {} };
}

type Json = string | number | boolean | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

type Outputs = (name: string, inputs: Record<string, unknown>) => JsonObject;

const role: Outputs = (name) => ({ arn: `arn:aws:iam::${account}:role/${name}`, name });

const certificate: Outputs = (name) => ({ certPem: pem("CERTIFICATE", name) });

/** Not base64, so that nobody takes it for a real one. */
function pem(kind: string, name: string): string {
  return `-----BEGIN ${kind}-----\n<${kind.toLowerCase()} of ${name}>\n-----END ${kind}-----\n`;
}

const zones = (inputs: Record<string, unknown>): string[] =>
  (inputs.availabilityZoneNames as string[] | undefined) ?? ["a", "b", "c"];

/** A resource with an ARN of the usual form. */
const withArn =
  (service: string, kind: string): Outputs =>
  (name) => ({ arn: `arn:aws:${service}:eu-central-1:${account}:${kind}${name}` });

const outputs: Readonly<Record<string, Outputs>> = {
  "aws:cloudwatch/logGroup:LogGroup": (name, { name: group }) => ({
    arn: `arn:aws:logs:eu-central-1:${account}:log-group:${String(group ?? name)}`,
  }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
  "aws:eks/addon:Addon": withArn("eks", "addon/"),
  "aws:eks/nodeGroup:NodeGroup": (name, { nodeGroupNamePrefix: prefix }) => ({
    nodeGroupName: `${String(prefix ?? name)}id`,
    resources: [{ autoscalingGroups: [{ name: `eks-${String(prefix ?? name)}id` }] }],
  }),
  "aws:kms/key:Key": (name) => ({
    arn: `arn:aws:kms:eu-central-1:${account}:key/${name}`,
    keyId: name,
  }),
  "awsx:ec2:Vpc": (name, inputs) => ({
    vpcId: `vpc-of-${name}`,
    privateSubnetIds: zones(inputs).map((zone) => `subnet-private-${zone}`),
    publicSubnetIds: zones(inputs).map((zone) => `subnet-public-${zone}`),
    routeTables: [],
  }),
  "eks:index:Cluster": (name, { name: cluster }) => ({
    kubeconfigJson: `{"kubeconfig of":"${name}"}`,
    eksCluster: { name: String(cluster) },
  }),
  "kubernetes:helm.sh/v3:Release": () => ({ status: { status: "deployed" } }),
  "aws:iam/role:Role": role,
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `<password of ${name}>` }),
  "tls:index/certRequest:CertRequest": (name) => ({
    certRequestPem: pem("CERTIFICATE REQUEST", name),
  }),
  "tls:index/locallySignedCert:LocallySignedCert": certificate,
  "tls:index/privateKey:PrivateKey": (name) => ({
    privateKeyPem: pem("RSA PRIVATE KEY", name),
    privateKeyPemPkcs8: pem("PRIVATE KEY", name),
  }),
  "tls:index/selfSignedCert:SelfSignedCert": certificate,
};
