import { at, listAt, textAt } from "../settings/lint/manifest";
import { isDeferred } from "./deferred";
import type { ResourcePolicy } from "./policy";

/** Everybody, as a range of addresses. */
const everybody = new Set(["0.0.0.0/0", "::/0"]);

/** Who can reach what. */
export const exposurePolicies: readonly ResourcePolicy[] = [
  {
    id: "cluster/public-endpoint",
    severity: "error",
    because: "the API server of a chatbot is nobody's business: CIS EKS 5.4.2, check 2",
    *check({ type, name, inputs }) {
      if (type !== "aws:eks/cluster:Cluster") return;
      const open = at(inputs, "vpcConfig.endpointPublicAccess");
      const ranges = at(inputs, "vpcConfig.publicAccessCidrs");
      // Unsaid, EKS opens the endpoint, and to everybody.
      if (open === false || isDeferred(open) || isDeferred(inputs["vpcConfig"])) return;
      const cidrs = Array.isArray(ranges) ? (ranges as unknown[]) : ["0.0.0.0/0"];
      for (const cidr of cidrs.filter((range) => everybody.has(String(range)))) {
        yield {
          path: `${name}.vpcConfig.publicAccessCidrs`,
          expected: "no endpoint on the internet, or stated ranges",
          got: JSON.stringify(cidr),
          fix: "close it, or name the addresses of those who work on it",
        };
      }
    },
  },
  {
    id: "node/metadata-service",
    severity: "error",
    because: "with version 1, whoever reaches a pod takes the role of its node: check 11",
    *check({ type, name, inputs }) {
      if (type !== "aws:ec2/launchTemplate:LaunchTemplate") return;
      const tokens = at(inputs, "metadataOptions.httpTokens");
      const endpointOff = textAt(inputs, "metadataOptions.httpEndpoint") === "disabled";
      if (tokens === "required" || isDeferred(tokens) || endpointOff) return;
      yield {
        path: `${name}.metadataOptions.httpTokens`,
        expected: '"required"',
        got: tokens === undefined ? "nothing" : JSON.stringify(tokens),
        fix: 'write "required", and httpPutResponseHopLimit: 1 where no pod needs it',
      };
    },
  },
  {
    id: "role/everything",
    severity: "error",
    because: "one stolen token would be the account: checks 25 and 27",
    *check({ type, name, inputs }) {
      if (!/^aws:iam\/(policy|rolePolicy|userPolicy):/.test(type)) return;
      for (const statement of statements(inputs["policy"])) {
        if (at(statement, "Effect") !== "Allow") continue;
        if (!isEverything(statement, "Action") || !isEverything(statement, "Resource")) continue;
        yield {
          path: `${name}.policy`,
          expected: "named actions on named resources",
          got: 'Allow "*" on "*"',
          fix: "name what the role must do",
        };
      }
    },
  },
  {
    id: "kafka/plain-listener",
    severity: "error",
    because: "messages would cross the network in clear text: check 57",
    *check({ type, name, inputs }) {
      if (!/^kubernetes:kafka\.strimzi\.io\/v\w+:Kafka$/.test(type)) return;
      for (const [i, listener] of listAt(inputs, "spec.kafka.listeners").entries()) {
        if (at(listener, "tls") === true) continue;
        yield {
          path: `${name}.spec.kafka.listeners[${i}].tls`,
          expected: "true",
          got: JSON.stringify(at(listener, "tls") ?? "nothing"),
          fix: "write tls: true",
        };
      }
    },
  },
];

/** Statements of an IAM document, as text or as an object; none where it is not known yet. */
function statements(document: unknown): unknown[] {
  const parsed: unknown = typeof document === "string" ? parse(document) : document;
  const found = at(parsed, "Statement");
  return Array.isArray(found) ? (found as unknown[]) : found === undefined ? [] : [found];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isEverything(statement: unknown, key: "Action" | "Resource"): boolean {
  const value = at(statement, key);
  return [value].flat().some((word) => word === "*" || word === "*:*");
}
