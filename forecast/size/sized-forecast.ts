import type { Alternative, Forecast } from "../forecast";
import { judged, worldForecast, type WorldQuestion } from "../world-forecast";
import { judgement } from "./judgement";
import type { Knob } from "./move";
import { search } from "./search";

/** Simulations of a search, unless somebody says otherwise. One takes 3 s for a week of fifty services (docs/forecast.md). */
export const usualBudget = 40;

/** The forecast with the settings that cost least within the SLOs, what to change for it, and what is configured beside it. */
export function sizedForecast(
  question: WorldQuestion,
  knobs: readonly Knob[],
  budget = usualBudget,
): Forecast {
  const { progress, world } = question;
  const configured = judged(question);
  const sized = search({
    world,
    knobs,
    judge: (one) => {
      const { outcome, usd } = one === world ? configured : judged({ ...question, world: one });
      return judgement(outcome, usd);
    },
    budget,
    monthlyUsd: question.promises.monthlyUsd,
    progress,
  });
  const subject = `${question.subject}, sized`;
  const forecast = worldForecast({ ...question, subject, world: sized.world });
  const { outcome, usd, breaches } = configured;
  const [first, ...others] = forecast.alternatives;
  const about = "the stack as its settings say";
  const own: Alternative = { name: "as configured", about, wait: outcome.wait, usd };
  const found =
    first && ({ ...first, name: "as sized", about: "with the settings found" } as const);
  return {
    ...forecast,
    alternatives: [...(found === undefined ? [] : [found]), own, ...others],
    size: {
      steps: sized.steps,
      simulations: sized.simulations,
      complete: sized.complete,
      configured: { usd, breaches },
    },
  };
}
