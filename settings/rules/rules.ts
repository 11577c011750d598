import type { Rule } from "../rule";
import { scalingRules } from "./scaling";

/** Every rule, by room of the settings. */
export const rules: readonly Rule[] = [...scalingRules];
