import { CronExpressionParser } from "cron-parser";

interface Field {
  name: string;
  least: number;
  most: number;
  words: readonly string[];
}

const months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const days = "SUN MON TUE WED THU FRI SAT".split(" ");

/** The five fields of robfig/cron as KEDA sets it up: no seconds, no descriptors, Sunday is 0 only. */
const fields: readonly Field[] = [
  { name: "minute", least: 0, most: 59, words: [] },
  { name: "hour", least: 0, most: 23, words: [] },
  { name: "day of month", least: 1, most: 31, words: [] },
  { name: "month", least: 1, most: 12, words: months },
  { name: "day of week", least: 0, most: 6, words: days },
];

/** Most days of each month. */
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Why KEDA's parser refuses an expression, or undefined. */
export function cronFault(expression: string): string | undefined {
  const text = expression.trim();
  if (text.startsWith("@")) return `${JSON.stringify(text)}, a descriptor`;
  const parts = text.split(/\s+/).filter((part) => part !== "");
  if (parts.length !== fields.length) return `${parts.length} fields`;
  for (const [i, field] of fields.entries()) {
    for (const part of (parts[i] ?? "").split(",")) {
      const fault = partFault(part, field);
      if (fault !== undefined) return `${JSON.stringify(part)} as ${field.name}, ${fault}`;
    }
  }
  return undefined;
}

function partFault(part: string, field: Field): string | undefined {
  const [, range, step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  if (range === undefined) return "which cannot be read";
  if (step !== undefined && Number(step) === 0) return "a step of 0";
  if (range === "*" || range === "?") return undefined;
  const ends = range.split("-").map((end) => fieldValue(end, field));
  const [first, last = first] = ends;
  if (ends.length > 2 || first === undefined || last === undefined) return "which cannot be read";
  if (first < field.least || last > field.most)
    return `which is not within ${field.least} and ${field.most}`;
  return last < first ? "a range that runs backwards" : undefined;
}

function fieldValue(text: string, { words, least }: Field): number | undefined {
  const word = words.indexOf(text.toUpperCase());
  if (word >= 0) return word + least;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Numbers that a field stands for; undefined for every one. */
function numbersOf(expression: string, index: number): number[] | undefined {
  const field = fields[index];
  const part = expression.trim().split(/\s+/)[index];
  if (field === undefined || part === undefined || /^[*?]$/.test(part)) return undefined;
  return part.split(",").flatMap((one) => {
    const [range = "", step = "1"] = one.split("/");
    const all = range === "*" || range === "?";
    const [first = field.least, last = one.includes("/") ? field.most : first] = all
      ? [field.least, field.most]
      : range.split("-").map((end) => fieldValue(end, field) ?? field.least);
    const found: number[] = [];
    for (let value = first; value <= last; value += Number(step)) found.push(value);
    return found;
  });
}

/** Why an expression that KEDA takes never fires, or only in leap years; undefined when it fires. */
export function neverFires(expression: string): string | undefined {
  const [dates, month, weekdays] = [2, 3, 4].map((index) => numbersOf(expression, index));
  // With both given, either day will do.
  if (dates === undefined || month === undefined || weekdays !== undefined) return undefined;
  const earliest = Math.min(...dates);
  const longest = Math.max(...month.map((one) => monthDays[one - 1] ?? 0));
  if (earliest > longest) return "a day that no such month has";
  const onlyFebruary = month.every((one) => one === 2);
  return onlyFebruary && earliest === 29 ? "a day that only leap years have" : undefined;
}

/** Any day serves: the shortest window does not depend on it, but it must not depend on the clock either. */
const someMonday = new Date("2026-01-05T00:00:00Z");

/** Seconds of the shortest of the next windows from `start` to `end`; undefined when they cannot be told. */
export function shortestWindowSeconds(
  start: string,
  end: string,
  timezone: string,
): number | undefined {
  try {
    const starts = CronExpressionParser.parse(start, { tz: timezone, currentDate: someMonday });
    let shortest = Infinity;
    for (let i = 0; i < 14; i++) {
      const from = starts.next().toDate();
      const ends = CronExpressionParser.parse(end, { tz: timezone, currentDate: from });
      shortest = Math.min(shortest, (ends.next().getTime() - from.getTime()) / 1000);
    }
    return shortest;
  } catch {
    return undefined;
  }
}
