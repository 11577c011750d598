import { dataProtection } from "./data-protection";
import { encryptionPolicies } from "./encryption";
import { exposurePolicies } from "./exposure";
import { podPolicies } from "./pods";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { scalingPolicies } from "./scaling";
import { lintPolicies, settingsPolicies } from "./settings";

/** Every policy over one resource. */
export const resourcePolicies: readonly ResourcePolicy[] = [
  ...settingsPolicies,
  ...podPolicies,
  ...encryptionPolicies,
  ...exposurePolicies,
];

/** Every policy over a whole stack. */
export const stackPolicies: readonly StackPolicy[] = [
  ...lintPolicies,
  ...scalingPolicies,
  ...dataProtection,
];
