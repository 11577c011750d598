import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Properties } from "./wire";

/** A shape of AWS' own API models, as botocore has them. */
interface Shape {
  type: string;
  required?: string[];
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
  enum?: string[];
  pattern?: string;
  min?: number;
  max?: number;
}

interface ApiModel {
  operations: Record<string, { input?: { shape: string } }>;
  shapes: Record<string, Shape>;
}

/** The call by which a type is made, and what its inputs are called there, where that is more than another case. */
interface Counterpart {
  service: string;
  operation: string;
  names?: Readonly<Record<string, string>>;
  /** Required by the API, and made up by the provider. */
  filled?: readonly string[];
  /** Inputs as the call takes them, where they are arranged differently there. */
  arranged?: (inputs: Properties) => Properties;
}

const counterparts: Readonly<Record<string, Counterpart>> = {
  "aws:eks/cluster:Cluster": {
    service: "eks",
    operation: "CreateCluster",
    names: { vpcConfig: "resourcesVpcConfig" },
  },
  "aws:eks/nodeGroup:NodeGroup": {
    service: "eks",
    operation: "CreateNodegroup",
    names: { subnetIds: "subnets", nodeRoleArn: "nodeRole" },
    filled: ["nodegroupName"],
  },
  "aws:eks/addon:Addon": { service: "eks", operation: "CreateAddon" },
  "aws:eks/accessEntry:AccessEntry": { service: "eks", operation: "CreateAccessEntry" },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    service: "eks",
    operation: "CreatePodIdentityAssociation",
  },
  "aws:iam/role:Role": {
    service: "iam",
    operation: "CreateRole",
    names: { assumeRolePolicy: "AssumeRolePolicyDocument" },
    arranged: ({ name, namePrefix, ...data }) => ({
      roleName: name ?? suffixed(namePrefix),
      ...data,
    }),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    service: "iam",
    operation: "PutRolePolicy",
    names: { role: "RoleName", name: "PolicyName", policy: "PolicyDocument" },
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    service: "iam",
    operation: "AttachRolePolicy",
    names: { role: "RoleName" },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": { service: "ec2", operation: "CreateVpcEndpoint" },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    service: "ec2",
    operation: "CreateLaunchTemplate",
    arranged: ({ name, namePrefix = "", ...data }) => ({
      launchTemplateName: name ?? suffixed(namePrefix),
      launchTemplateData: data,
    }),
  },
  "aws:ec2/flowLog:FlowLog": {
    service: "ec2",
    operation: "CreateFlowLogs",
    names: { iamRoleArn: "deliverLogsPermissionArn" },
    arranged: ({ vpcId, ...rest }) => ({ ...rest, resourceIds: [vpcId], resourceType: "VPC" }),
  },
  "aws:autoscaling/tag:Tag": {
    service: "autoscaling",
    operation: "CreateOrUpdateTags",
    arranged: ({ autoscalingGroupName, tag }) => ({
      tags: [{ ...tag, resourceId: autoscalingGroupName, resourceType: "auto-scaling-group" }],
    }),
  },
  "aws:kms/alias:Alias": {
    service: "kms",
    operation: "CreateAlias",
    names: { name: "AliasName" },
  },
  "aws:kms/key:Key": { service: "kms", operation: "CreateKey" },
  "aws:cloudwatch/logGroup:LogGroup": {
    service: "logs",
    operation: "CreateLogGroup",
    names: { name: "logGroupName" },
  },
};

/** The provider puts 26 characters behind a prefix. */
function suffixed(prefix: string): string {
  return `${prefix}${"0".repeat(26)}`;
}

/** How many inputs, of which types, have been held against a model: none means that there are no models. */
export const judged = { inputs: 0, types: new Set<string>() };

const models = new Map<string, ApiModel>();

/**
 * What AWS' own model of an API says against inputs: what is missing, unknown to an enumeration, against a pattern, too long
 * or too short. Needs AWS_MODELS, the `data` folder of the Python package botocore; without it, nothing is said.
 */
export function modelRefuses(type: string, inputs: Properties): string | undefined {
  const folder = process.env.AWS_MODELS;
  const counterpart = counterparts[type];
  if (folder === undefined || counterpart === undefined) return undefined;
  judged.types.add(type);
  const { service, operation, filled = [], arranged = (same) => same } = counterpart;
  const model = models.get(service) ?? readModel(join(folder, service));
  models.set(service, model);
  const shape = model.operations[operation]?.input?.shape ?? "";
  const said = faults(model, shape, renamed(arranged(inputs), counterpart.names), operation);
  return said.find((fault) => !filled.some((name) => fault.endsWith(`.${name}: missing`)));
}

/** The newest version of a service's model. */
function readModel(folder: string): ApiModel {
  const newest = readdirSync(folder).sort().at(-1) ?? "";
  const file = readFileSync(join(folder, newest, "service-2.json.gz"));
  return JSON.parse(gunzipSync(file).toString()) as ApiModel;
}

function renamed(inputs: Properties, names: Counterpart["names"] = {}): Properties {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [names[key] ?? key, value]),
  );
}

function faults(model: ApiModel, name: string, value: any, path: string): string[] {
  const shape = model.shapes[name];
  if (shape === undefined) return [];
  judged.inputs++;
  switch (shape.type) {
    case "structure":
      return structureFaults(model, shape, value, path);
    case "list": {
      const items = [value].flat();
      const each = shape.member?.shape ?? "";
      const inside = items.flatMap((item, i) => faults(model, each, item, `${path}[${i}]`));
      return [...sizeFaults(shape, items.length, path), ...inside];
    }
    case "map":
      return Object.entries(value as Properties).flatMap(([key, item]) => [
        ...faults(model, shape.key?.shape ?? "", key, `${path} key`),
        ...faults(model, shape.value?.shape ?? "", item, `${path}.${key}`),
      ]);
    case "string":
      return textFaults(shape, String(value), path);
    case "integer":
    case "long":
      return sizeFaults(shape, Number(value), path);
    default:
      return [];
  }
}

function structureFaults(model: ApiModel, shape: Shape, value: any, path: string): string[] {
  const byName = new Map(
    Object.entries((value ?? {}) as Properties).map(([key, inner]) => [key.toLowerCase(), inner]),
  );
  // Pulumi writes tags as a map, some APIs as a list.
  const members = Object.entries(shape.members ?? {}).filter(
    ([key]) => !/^tags$/i.test(key) || Array.isArray(byName.get(key.toLowerCase())),
  );
  const missing = (shape.required ?? []).filter(
    (key) => byName.get(key.toLowerCase()) === undefined,
  );
  return [
    ...missing.map((key) => `${path}.${key}: missing`),
    ...members.flatMap(([key, { shape: inner }]) => {
      const given = byName.get(key.toLowerCase());
      return given === undefined ? [] : faults(model, inner, given, `${path}.${key}`);
    }),
  ];
}

function textFaults(shape: Shape, text: string, path: string): string[] {
  if (shape.enum !== undefined && !shape.enum.includes(text)) {
    return [`${path}: ${text} is none of ${shape.enum.join(", ")}`];
  }
  if (shape.pattern !== undefined && !matches(shape.pattern, text)) {
    return [`${path}: ${text} is not ${shape.pattern}`];
  }
  return sizeFaults(shape, text.length, path);
}

/** AWS means the whole text. Some of its patterns are no JavaScript: these say nothing here. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(text);
  } catch {
    return true;
  }
}

function sizeFaults(
  { min = -Infinity, max = Infinity }: Shape,
  size: number,
  path: string,
): string[] {
  return size < min || size > max ? [`${path}: ${size} is not ${min} to ${max}`] : [];
}
