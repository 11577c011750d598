import { at, textAt } from "../settings/lint/manifest";
import { nameOf } from "./steps";

/** A resource whose create was under way, as the state remembers it. */
export interface BegunResource {
  urn: string;
  type: string;
  parent?: string;
  /** Provider as `<urn>::<id>`. */
  provider?: string;
  inputs?: Record<string, unknown>;
}

/** Where a resource is looked for, and by which id it is adopted. */
interface Trace {
  /** Inputs that the id is made of, joined by `:`. */
  id: readonly string[];
  /** What follows them and only AWS knows. */
  madeUp?: string;
  look?: (...parts: string[]) => string;
}

/** Resources of a platform that are called what their inputs say; every other has an id that only AWS knows. */
const traces: Readonly<Record<string, Trace>> = {
  "aws:eks/cluster:Cluster": {
    id: ["name"],
    look: (name) => `aws eks describe-cluster --name ${name}`,
  },
  "aws:eks/nodeGroup:NodeGroup": {
    id: ["clusterName", "nodeGroupName"],
    look: (cluster, group) =>
      `aws eks describe-nodegroup --cluster-name ${cluster} --nodegroup-name ${group}`,
  },
  "aws:eks/addon:Addon": {
    id: ["clusterName", "addonName"],
    look: (cluster, addon) =>
      `aws eks describe-addon --cluster-name ${cluster} --addon-name ${addon}`,
  },
  // Imported by `cluster,association`, of which AWS makes up the second.
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: ["clusterName"],
    madeUp: ",<id>",
    look: (cluster) => `aws eks list-pod-identity-associations --cluster-name ${cluster}`,
  },
  "aws:iam/role:Role": { id: ["name"], look: (name) => `aws iam get-role --role-name ${name}` },
  "aws:kms/alias:Alias": { id: ["name"] },
  "aws:cloudwatch/logGroup:LogGroup": {
    id: ["name"],
    look: (name) => `aws logs describe-log-groups --log-group-name-prefix ${name}`,
  },
};

/** What a person does about a create that nobody knows the end of. Holds whether it came through or not. */
export function adoption(resource: BegunResource): string {
  const again = "then run again with --clear-pending-creates";
  if (resource.type.startsWith("kubernetes:helm.sh/")) return helmAdoption(resource, again);
  const { id: keys, madeUp = "", look } = traces[resource.type] ?? { id: [] };
  const parts = keys.map((key) => textAt(resource.inputs, key));
  const known = parts.length > 0 && parts.every((part) => part !== "");
  const where = known && look !== undefined ? `: ${look(...parts)}` : "";
  const command = importCommand(resource, known ? parts.join(":") + madeUp : "<id>");
  return `look for it${where}; where it exists, adopt it: ${command}; ${again}`;
}

/** A release that is pending holds its name for ever, and adopting it does not finish it. */
function helmAdoption(resource: BegunResource, again: string): string {
  const [namespace, name] = ["namespace", "name"].map(
    (key) => String(at(resource.inputs, key) ?? "") || `<${key}>`,
  );
  const command = importCommand(resource, `${namespace}/${name}`);
  return [
    `look at helm -n ${namespace} status ${name}; where it is deployed, adopt it: ${command}`,
    `where it is pending or failed: helm -n ${namespace} uninstall ${name}`,
    again,
  ].join("; ");
}

function importCommand({ urn, type, parent, provider }: BegunResource, id: string): string {
  const stack = urn.split("::")[0]?.split(":")[2] ?? "";
  const by = provider?.replace(/::[^:]*$/, "");
  return [
    // The program that has it is written, and says itself what is protected.
    "pulumi import --generate-code=false --protect=false",
    `--stack ${stack} '${type}' '${nameOf(urn)}' '${id}'`,
    ...(parent === undefined || parent === "" ? [] : [`--parent 'parent=${parent}'`]),
    // With another provider than the program's, the next update would replace it.
    ...(by === undefined || nameOf(by).startsWith("default") ? [] : [`--provider 'by=${by}'`]),
  ].join(" ");
}
