import { platformForecast } from "../../forecast/platform-forecast";
import { shapedTraffic } from "../../forecast/traffic-source";
import type { Finding } from "../../settings/finding";
import type { PlatformSettings } from "../../settings/generated/settings";
import type { Gate, GateContext } from "./gate";

/**
 * What the stack would cost and how long messages would wait, by the daily wave. A budget is held: somebody wrote it down. Waits
 * are only warned of, because nobody recorded that traffic; `chatbot-platform forecast --traffic` gates on what was recorded.
 */
export const forecastGate: Gate = {
  name: "forecast",
  check: (context) =>
    context.platforms.filter(promises).flatMap((settings) => forecast(settings, context)),
};

/** Whether there is anything to hold a forecast to. */
function promises({ budget, services }: PlatformSettings<unknown>): boolean {
  return budget.monthlyUsd !== undefined || services.some(({ slo }) => slo !== undefined);
}

function forecast(settings: PlatformSettings<unknown>, context: GateContext): Finding[] {
  const manifests = context.resources.map(({ inputs }) => inputs);
  const traffic = shapedTraffic("daily");
  const found = platformForecast({ settings, manifests }, { subject: context.stack, traffic });
  if ("faults" in found)
    return found.faults.map((fault) => ({
      severity: "warning",
      rule: "forecast/none",
      path: "the forecast",
      expected: "objects that can be simulated",
      got: fault,
      fix: "correct it, or ask chatbot-platform forecast",
    }));
  return found.breaches.map((breach) => ({
    ...breach,
    severity: breach.path === "budget.monthlyUsd" ? "error" : "warning",
    rule: breach.path === "budget.monthlyUsd" ? "forecast/budget" : "forecast/promise",
  }));
}
