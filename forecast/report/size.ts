import type { Forecast, SizeStep } from "../forecast";
import { monthlyUsd, ownBill } from "./bill";
import { durationText, usdText } from "./units";

/** What to change, one line a setting in the order in which the search kept it, and what all of it brings; none without a search. */
export function sizeLines(forecast: Forecast): string[] {
  const { size } = forecast;
  if (size === undefined) return [];
  const { steps, simulations, complete, configured } = size;
  const tried = `${simulations} simulation${simulations === 1 ? "" : "s"}`;
  const ended = complete
    ? "nothing else that was tried is better"
    : "the number of simulations ended the search: more may be gained from here";
  const unbilled = configured.usd === 0 ? [free] : [];
  if (steps.length > 0)
    return [
      ...steps.map(stepText),
      `all: ${overall(forecast)} (${tried}; ${ended})`,
      ...unbilled,
      written,
    ];
  if (configured.usd === 0 && configured.breaches.length === 0)
    return ["nothing: every promise is kept", free];
  return [`nothing: no setting that was tried is better (${tried}; ${ended})`, ...unbilled];
}

const free =
  "nothing of this stack is billed, so only shorter waits were looked for: replicas that could be spared were not";

/** Whoever writes one value of a derived list writes the list. */
const written =
  "a list or block that the settings leave to the platform must be written whole: plan prints it";

function stepText({ path, from, to, note, monthlyUsd, p99 }: SizeStep): string {
  const wait = `p99 ${durationText(p99.from)} -> ${durationText(p99.to)}`;
  const gain = `${path}: ${from} -> ${to}   ${signedUsd(monthlyUsd)} a month, ${wait}`;
  return note === undefined ? gain : `${gain} (${note})`;
}

function overall(forecast: Forecast): string {
  const { size, outcome, breaches } = forecast;
  const before = monthlyUsd(size?.configured.usd ?? 0, outcome.seconds);
  const after = ownBill(forecast).monthlyUsd;
  const kept = `${size?.configured.breaches.length ?? 0} -> ${breaches.length} promises broken`;
  return `${usdText(before)} -> ${usdText(after)} a month, ${kept}`;
}

function signedUsd(usd: number): string {
  return usd > 0 ? `+${usdText(usd)}` : usdText(usd);
}
