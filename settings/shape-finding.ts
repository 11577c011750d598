import type { ErrorObject } from "ajv";
import { durationFix } from "./duration";
import { foreignKeys, foreignTopicKeys } from "./foreign-keys";
import { show, type Finding } from "./finding";
import schema from "./generated/schema.json";
import { pathText, valueAt, type Steps } from "./path";
import { didYouMean } from "./suggest";

/** What to say about one JSON Schema error. */
export function shapeFinding(error: ErrorObject, steps: Steps, args: unknown): Finding {
  const path = pathText(steps);
  const value = valueAt(args, steps);
  const say = (rule: string, expected: string, got: string, fix: string): Finding => ({
    severity: "error",
    rule: `shape/${rule}`,
    path: path === "" ? "settings" : path,
    expected,
    got,
    fix,
  });
  const bound = error.schema;
  switch (error.keyword) {
    case "type": {
      // The schema of the error may be the whole one around `type`.
      const type = String((error.params as { type: unknown }).type);
      return say(
        "type",
        typeName(type),
        typedValue(value, path),
        typeFix(type, value, String(steps.at(-1))),
      );
    }
    case "required":
      return say("required", "a value", "nothing", "add it");
    case "additionalProperties":
      return say("unknown-key", "a known key", "an unknown one", unknownKeyFix(steps, error));
    case "enum": {
      const allowed = (bound as unknown[]).map(String);
      const hint = typeof value === "string" ? didYouMean(value, allowed) : "";
      return say(
        "enum",
        `one of ${allowed.join(", ")}`,
        show(value, path),
        hint || "take one of these",
      );
    }
    case "minimum":
      return say("minimum", `at least ${String(bound)}`, show(value, path), "raise it");
    case "maximum":
      return say("maximum", `at most ${String(bound)}`, show(value, path), maximumFix(steps));
    case "minLength":
      return say("length", `at least ${String(bound)} characters`, show(value, path), "write more");
    case "maxLength":
      return say("length", `at most ${String(bound)} characters`, lengthOf(value), "shorten it");
    case "minItems":
      return say("items", `at least ${String(bound)} entries`, show(value, path), "add one");
    case "maxItems":
      return say("items", `at most ${String(bound)} entries`, show(value, path), "remove some");
    case "pattern":
      return say(
        "pattern",
        `text like ${String(bound)}`,
        show(value, path),
        patternFix(value, steps),
      );
    default:
      return say(error.keyword, error.message ?? "a valid value", show(value, path), "correct it");
  }
}

function typeName(type: string): string {
  const names: Record<string, string> = {
    string: "text",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
  };
  return names[type] ?? type;
}

function typedValue(value: unknown, path: string): string {
  if (value === null) return "null";
  if (typeof value === "string") return `the text ${show(value, path)}`;
  return typeof value === "number" || typeof value === "boolean"
    ? `the ${typeof value} ${String(value)}`
    : show(value, path);
}

function typeFix(type: string, value: unknown, key: string): string {
  if (typeof value === "function")
    return "give a plain value: it is needed before anything is deployed";
  if (value === null)
    return "give a value or remove the key: in YAML a key without a value is null";
  if (type === "string" && typeof value === "number" && /version/i.test(key)) {
    // 1.30 is the number 1.3: what was meant can only be guessed, so say where it went.
    return `put it in quotes: without them YAML reads ${String(value)} and drops a trailing zero`;
  }
  if (type === "string") return "put it in quotes";
  if (typeof value === "string" && /^-?[0-9.]+$/.test(value)) return "remove the quotes";
  const duration = typeof value === "string" ? durationFix(value, key) : undefined;
  if (duration !== undefined && type !== "boolean") return duration;
  if (type === "boolean") return "write true or false without quotes";
  if (type === "integer" && typeof value === "number") return "round it";
  return `write ${typeName(type)}`;
}

function maximumFix(steps: Steps): string {
  const key = String(steps.at(-1));
  return /seconds|Period|Interval/i.test(key) ? "lower it; it is in seconds" : "lower it";
}

function lengthOf(value: unknown): string {
  return typeof value === "string" ? `${value.length} characters` : show(value);
}

function patternFix(value: unknown, steps: Steps): string {
  if (typeof value !== "string") return "correct it";
  if (value !== value.trim()) return "remove the spaces around it";
  const key = String(steps.at(-1));
  if (/cpu/i.test(key)) return 'write cores such as "0.5" or millicores such as "500m"';
  if (/memory|sizeLimit|ephemeralStorage/i.test(key))
    return 'write a quantity such as "512Mi" or "4Gi"';
  if (/^(name|namespace)$/.test(key))
    return "use lower-case letters, digits and dashes, starting with a letter";
  if (key === "bootstrapServers") return 'write "host:port", several separated by commas';
  if (/arn$/i.test(key)) return "give the full ARN of that kind of resource";
  return "correct it";
}

function unknownKeyFix(steps: Steps, error: ErrorObject): string {
  const key = String(steps.at(-1));
  const inTopic = steps[1] === "topics" && steps[0] === "kafka";
  const foreign = (inTopic ? foreignTopicKeys[key] : undefined) ?? foreignKeys[key];
  if (foreign !== undefined) return foreign;
  const known = Object.keys(
    (error.parentSchema as { properties?: object } | undefined)?.properties ?? {},
  );
  const hint = didYouMean(key, known);
  if (hint !== "") return hint;
  const owners = Object.entries(schema.definitions)
    .filter(([, node]) => "properties" in node && key in node.properties)
    .map(([name]) => name.replace(/Args$/, ""));
  return owners.length > 0
    ? `"${key}" belongs to ${owners.join(" or ")}: move it there`
    : `remove it; known keys are ${known.join(", ")}`;
}
