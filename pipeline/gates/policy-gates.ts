import { resourcePolicies, stackPolicies } from "../../policy/policies";
import { runPolicies } from "../../policy/policy";
import { settingsPolicies } from "../../policy/settings";
import type { Gate } from "./gate";

/** The rules of the door, over the settings that the program gave to a platform or to a service alone. */
export const settingsGate: Gate = {
  name: "settings",
  check: ({ resources }) => runPolicies(settingsPolicies, [], resources),
};

/** The other policies of this package, over the resources as they shall be. */
export const policyGate: Gate = {
  name: "policies",
  check: ({ resources }) =>
    runPolicies(
      resourcePolicies.filter((policy) => !settingsPolicies.includes(policy)),
      stackPolicies,
      resources,
    ),
};
