const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
/** Parts of a dollar, below each other in a table. */
const cents = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 2,
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});
const significant = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

/** `0 s`, `0.4 s`, `12.4 s`, `1 m 20 s`, `2 h 5 m`, `3 d 4 h`; `never` for what does not end. */
export function durationText(seconds: number): string {
  if (seconds === Infinity) return "never";
  if (!Number.isFinite(seconds)) return "–";
  const tenths = Math.round(seconds * 10) / 10;
  if (tenths < 60) return `${tenths} s`;
  const [s, m, h] = [Math.round(seconds), Math.round(seconds / 60), Math.round(seconds / 3600)];
  if (s < 3600) return pair(s, 60, "m", "s");
  if (m < 24 * 60) return pair(m, 60, "h", "m");
  return pair(h, 24, "d", "h");
}

function pair(value: number, base: number, big: string, small: string): string {
  const rest = value % base;
  const head = `${Math.floor(value / base)} ${big}`;
  return rest === 0 ? head : `${head} ${rest} ${small}`;
}

/** `$1,234`, `$12.30`, `$0.0420`. */
export function usdText(usd: number): string {
  if (!Number.isFinite(usd)) return "–";
  const sign = usd < 0 ? "-" : "";
  const amount = Math.abs(usd);
  if (amount >= 99.995) return `${sign}$${whole.format(amount)}`;
  if (amount >= 0.995 || amount === 0) return `${sign}$${amount.toFixed(2)}`;
  return `${sign}$${cents.format(amount)}`;
}

/** `12,345` below a hundred thousand, `1.23 M` above. */
export function countText(count: number): string {
  if (count < 99_999.5) return whole.format(count);
  if (count < 999_500) return `${significant.format(count / 1e3)} k`;
  if (count < 999_500_000) return `${significant.format(count / 1e6)} M`;
  return `${significant.format(count / 1e9)} G`;
}

/** `0 %`, `<0.01 %`, `0.03 %`, `4.1 %`, `83 %`; never `0 %` for some, never `100 %` for not all. */
export function percentText(share: number): string {
  if (!Number.isFinite(share)) return "–";
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size > 0 && size < 0.01) return percent < 0 ? "-<0.01 %" : "<0.01 %";
  if (size < 0.995) return `${significant.format(Number(percent.toFixed(2)))} %`;
  if (size < 9.95) return `${Number(percent.toFixed(1))} %`;
  if (percent >= 99.5 && percent < 100) return ">99 %";
  return `${whole.format(percent)} %`;
}

/** A number with three significant digits: `0.42`, `12.4`, `1,230`. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? significant.format(value) : "–";
}
