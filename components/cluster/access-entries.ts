import { parseArn } from "../../settings/arn";
import type { AccessEntrySettings } from "../../settings/generated/settings";

/**
 * Access entries of a cluster, under names that depend neither on their order nor on other accounts: two accounts often
 * have a role of the same name, and an entry that replaces another would lock somebody out.
 */
export function accessEntries(admins: readonly AccessEntrySettings[], partition: string) {
  const entries = admins.map(({ principalArn, policy, namespaces }) => {
    const { account = "", resource = principalArn } = parseArn(principalArn) ?? {};
    const accessScope =
      namespaces.length === 0 ? { type: "cluster" } : { type: "namespace", namespaces };
    const policyArn = `arn:${partition}:eks::aws:cluster-access-policy/${policy}`;
    return [
      `${account}/${resource}`,
      { principalArn, accessPolicies: { granted: { policyArn, accessScope } } },
    ] as const;
  });
  return Object.fromEntries(entries);
}
