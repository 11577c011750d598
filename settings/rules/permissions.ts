import { parseArn } from "../arn";
import type { Rule } from "../rule";

/** Actions that only look. What they may look at cannot always be narrowed. */
const readAction =
  /^[a-z0-9-]+:(Get|List|Describe|BatchGet|Search|Lookup|View|Head|Check|Estimate|Simulate|Test)/;

/** Actions by which a role makes itself anything: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-checks.html */
const escalating =
  /^(iam:(\*|Create|Attach|Put|Update|Add|Delete|Set|Pass|Upload|Change|Tag|Untag|Detach|Remove)|sts:(\*|AssumeRole$)|organizations:|account:|kms:(\*|PutKeyPolicy|CreateGrant)|eks:(\*|CreateAccessEntry|AssociateAccessPolicy|UpdateAccessEntry))/i;

/** IAM permissions of services. */
export const permissionRules: readonly Rule[] = [
  {
    id: "permission/every-action",
    severity: "error",
    because: "one service that is taken over takes the account over: check 25, CKV_AWS_62",
    *check({ settings: { services } }) {
      for (const [i, { permissions }] of services.entries()) {
        for (const [j, { actions }] of permissions.entries()) {
          for (const [k, action] of actions.entries()) {
            if (!/^(\*|[a-z0-9-]+:\*+|\*:.*)$/i.test(action)) continue;
            yield {
              path: `services[${i}].permissions[${j}].actions[${k}]`,
              expected: 'single actions, such as "s3:GetObject"',
              got: JSON.stringify(action),
              fix: "list what the service does",
            };
          }
        }
      }
    },
  },
  {
    id: "permission/action",
    severity: "error",
    because: "IAM refuses an action without a service",
    *check({ settings: { services } }) {
      for (const [i, { permissions }] of services.entries()) {
        for (const [j, { actions }] of permissions.entries()) {
          for (const [k, action] of actions.entries()) {
            if (action.startsWith("*") || /^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) continue;
            yield {
              path: `services[${i}].permissions[${j}].actions[${k}]`,
              expected: 'service:Action, such as "sqs:ReceiveMessage"',
              got: JSON.stringify(action),
              fix: "correct it",
            };
          }
        }
      }
    },
  },
  {
    id: "permission/escalation",
    severity: "error",
    because: "with such an action a service can give itself every other one: check 25",
    *check({ settings: { services } }) {
      for (const [i, { permissions }] of services.entries()) {
        for (const [j, { actions, resources }] of permissions.entries()) {
          for (const [k, action] of actions.entries()) {
            const wide = resources.some(
              (arn) =>
                typeof arn === "string" && /^\*$|:(role|user|policy|group)\/\*$|\*$/.test(arn),
            );
            if (
              !escalating.test(action) ||
              (/^(sts:AssumeRole|iam:PassRole|kms:CreateGrant)$/i.test(action) && !wide)
            )
              continue;
            yield {
              path: `services[${i}].permissions[${j}].actions[${k}]`,
              expected: "no action that gives rights",
              got: JSON.stringify(action),
              fix: "remove it, or let another account's pipeline do it",
            };
          }
        }
      }
    },
  },
  {
    id: "permission/write-on-everything",
    severity: "error",
    because: "a write on * reaches every resource of the account: check 25, CKV_AWS_111",
    *check({ settings: { services } }) {
      for (const [i, { permissions }] of services.entries()) {
        for (const [j, { actions, resources }] of permissions.entries()) {
          const writes = actions.filter((action) => !readAction.test(action));
          for (const [k, resource] of resources.entries()) {
            if (typeof resource !== "string" || writes.length === 0) continue;
            if (!/^\*+$/.test(resource) && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*+$/.test(resource))
              continue;
            yield {
              path: `services[${i}].permissions[${j}].resources[${k}]`,
              expected: `the ARNs that ${writes.join(", ")} is for`,
              got: JSON.stringify(resource),
              fix: "name the resources",
            };
          }
        }
      }
    },
  },
  {
    id: "permission/read-of-everything",
    severity: "warning",
    because: "a read of * reads the secrets, tables and buckets of everybody in the account",
    *check({ settings: { services } }) {
      for (const [i, { permissions }] of services.entries()) {
        for (const [j, { actions, resources }] of permissions.entries()) {
          if (actions.some((action) => !readAction.test(action))) continue;
          const data = actions.filter((action) =>
            /^(s3:GetObject|secretsmanager:Get|ssm:GetParameter|dynamodb:(Get|BatchGet))/.test(
              action,
            ),
          );
          const k = resources.findIndex((resource) => resource === "*");
          if (k < 0 || data.length === 0) continue;
          yield {
            path: `services[${i}].permissions[${j}].resources[${k}]`,
            expected: `the ARNs that ${data.join(", ")} is for`,
            got: '"*"',
            fix: "name the resources",
          };
        }
      }
    },
  },
  {
    id: "permission/resource",
    severity: "error",
    because: "IAM refuses a resource that is no ARN",
    *check({ settings: { services } }) {
      for (const [i, { permissions }] of services.entries()) {
        for (const [j, { resources }] of permissions.entries()) {
          for (const [k, resource] of resources.entries()) {
            if (typeof resource !== "string" || /^\*+$/.test(resource)) continue;
            if (parseArn(resource) !== undefined || resource.startsWith("arn:*")) continue;
            yield {
              path: `services[${i}].permissions[${j}].resources[${k}]`,
              expected: "an ARN",
              got: JSON.stringify(resource),
              fix: 'write it whole, such as "arn:aws:s3:::bucket/prefix/*"',
            };
          }
        }
      }
    },
  },
  {
    id: "permission/without-pod-identity",
    severity: "error",
    because: "permissions come by EKS Pod Identity, which the platform sets up on EKS only",
    *check({ settings: { services, cluster } }) {
      // A cluster that exists may be EKS with the agent; only a context that names a local cluster proves that it is not.
      const context = cluster.existing?.context ?? "";
      if (
        !/^(kind-|k3d-|minikube$|docker-desktop$|rancher-desktop$|orbstack$|colima)/.test(context)
      )
        return;
      for (const [i, { permissions }] of services.entries()) {
        if (permissions.length === 0) continue;
        yield {
          path: `services[${i}].permissions`,
          expected: `none on the local cluster "${context}"`,
          got: `a list of ${permissions.length}`,
          fix: "remove them, or give the service credentials by secretEnv",
        };
      }
    },
  },
];
