import { changeGate } from "./change-gate";
import { dataGate } from "./data-gate";
import { forecastGate } from "./forecast-gate";
import type { Gate } from "./gate";
import { policyGate, settingsGate } from "./policy-gates";

/** The gates that stand before every update. */
export const gates: readonly Gate[] = [
  settingsGate,
  policyGate,
  changeGate,
  dataGate,
  forecastGate,
];
