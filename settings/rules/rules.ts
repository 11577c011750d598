import type { Rule } from "../rule";
import { clusterRules } from "./cluster-rules";
import { scalingRules } from "./scaling-rules";

/** Every rule, by room of the settings. */
export const rules: readonly Rule[] = [...clusterRules, ...scalingRules];
