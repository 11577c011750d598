import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument } from "../../components/iam-policy";

/** Account of all made-up ARNs. */
export const account = "111122223333";

/**
 * What IAM would decide on a request of a role with this policy and nothing else: `Allowed`, `ImplicitlyDenied` or
 * `ExplicitlyDenied`. Actions, ARNs and condition keys that AWS does not know are errors.
 */
export function iamDecision(
  policy: PolicyDocument,
  action: string,
  resource: string,
  contextVariables: Record<string, string> = {},
): Promise<string> {
  return decision({
    request: {
      principal: `arn:aws:iam::${account}:role/simulated`,
      action,
      resource: { resource, accountId: account },
      contextVariables,
    },
    identityPolicies: [{ name: "policy", policy }],
  });
}

/** What IAM would decide when an AWS service takes a role with this trust policy. */
export function trustDecision(
  policy: PolicyDocument,
  service: string,
  action: string,
  contextVariables: Record<string, string> = {},
): Promise<string> {
  return decision({
    request: {
      principal: service,
      action,
      resource: { resource: `arn:aws:iam::${account}:role/simulated`, accountId: account },
      contextVariables,
    },
    identityPolicies: [],
    resourcePolicy: policy,
  });
}

async function decision(
  simulation: Omit<
    Parameters<typeof runSimulation>[0],
    "serviceControlPolicies" | "resourceControlPolicies"
  >,
): Promise<string> {
  const response = await runSimulation(
    { ...simulation, serviceControlPolicies: [], resourceControlPolicies: [] },
    {},
  );
  if (response.resultType === "error") throw new Error(JSON.stringify(response.errors));
  return response.overallResult;
}
