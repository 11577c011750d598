import type {
  PolicyResourceOptions,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { message } from "../../settings/finding";
import { readable } from "../deferred";
import { resourcePolicies, stackPolicies } from "../policies";
import type { Policy, PolicyFinding, PolicyResource } from "../policy";

/** A resource as Pulumi's policy SDK shows it. */
interface ShownResource {
  type: string;
  name: string;
  urn: string;
  props: Record<string, unknown>;
  opts: Pick<PolicyResourceOptions, "protect" | "parent">;
}

/** Our policies as Pulumi's policy SDK wants them. */
export const packPolicies: (ResourceValidationPolicy | StackValidationPolicy)[] = [
  ...resourcePolicies.map((policy): ResourceValidationPolicy => ({
    ...described(policy),
    validateResource: (args, report) =>
      texts(policy, policy.check(policyResource(args))).forEach((text) => report(text)),
  })),
  ...stackPolicies.map((policy): StackValidationPolicy => ({
    ...described(policy),
    validateStack: ({ resources }, report) => {
      const read = resources.map((resource) =>
        policyResource({
          ...resource,
          opts: { protect: resource.opts.protect, parent: resource.parent?.urn },
        }),
      );
      texts(policy, policy.checkStack(read)).forEach((text) => report(text));
    },
  })),
];

function described({ id, severity, because }: Policy): {
  name: string;
  description: string;
  enforcementLevel: "mandatory" | "advisory";
} {
  return {
    // Pulumi allows no slash in a policy's name.
    name: id.replace("/", "-"),
    description: because,
    enforcementLevel: severity === "error" ? "mandatory" : "advisory",
  };
}

/** The SDK does not tell whether a resource is retained. */
function policyResource({ type, name, urn, props, opts }: ShownResource): PolicyResource {
  return {
    type,
    name,
    urn,
    parent: opts.parent ?? "",
    inputs: readable(props),
    protect: opts.protect,
  };
}

function texts({ id, severity }: Policy, found: Iterable<PolicyFinding>): string[] {
  return [...found].map((finding) => {
    const whole = { severity, rule: id, ...finding };
    return `${message(whole)} [${whole.rule}]`;
  });
}
