import { isOpaque } from "../copy";
import { pathText, type Steps } from "../path";
import type { Rule } from "../rule";

/** What people write for what they have yet to fill in. */
const placeholders: readonly RegExp[] = [
  // `<your account>`, but neither `a < b and c > d` nor a tag with attributes.
  /<[A-Za-z][A-Za-z0-9_.]*([ -][A-Za-z0-9_.]+)*>/,
  /\bCHANGE[-_ ]?ME\b/i,
  /\bREPLACE[-_ ]?(ME|THIS|WITH)\b/i,
  /\b(FILL|INSERT)[-_ ]?(ME|IN|HERE|YOUR)\b/i,
  /\b(TODO|FIXME|TBD|XXX+)\b/,
  /\bYOUR[-_ ][A-Z]/,
  /\byour[-_](account|app|arn|bucket|cluster|company|domain|host|image|name|namespace|org|password|project|queue|region|registry|repo|repository|secret|server|service|team|token|topic|user)\b/i,
  /(^|[./@:])example\.(com|net|org)\b/i,
  /\bdummy[-_ ]?(value|name|image|arn)\b/i,
  /\{\{[^}]*\}\}|\$\{[A-Za-z_]\w*\}/,
];

/** Texts in which such signs have a meaning of their own. */
const ownLanguage = /\.(query|formula|reason|args\[\d+\]|command\[\d+\])$/;

/** In these, `${…}` and `{{…}}` may be for somebody who reads them later. */
const lateText = /\.(env|podAnnotations|annotations)[.[]/;

function* texts(at: unknown, steps: Steps): Generator<[Steps, string]> {
  if (typeof at === "string") yield [steps, at];
  if (typeof at !== "object" || at === null || isOpaque(at)) return;
  if (Array.isArray(at)) {
    for (const [i, child] of at.entries()) yield* texts(child, [...steps, i]);
    return;
  }
  for (const [key, child] of Object.entries(at)) {
    // Keys under the documentation's domain do work: labels and annotations need no such host.
    yield [[...steps, key], key.replace(/^example\.(com|net|org)\//, "")];
    yield* texts(child, [...steps, key]);
  }
}

/** What somebody forgot to fill in. */
export const placeholderRules: readonly Rule[] = [
  {
    id: "text/placeholder",
    severity: "error",
    because: "it would deploy nonsense that fails late, or works for somebody else",
    *check({ written }) {
      const seen = new Set<string>();
      for (const [steps, text] of texts(written, [])) {
        const path = pathText(steps);
        if (ownLanguage.test(path) && !/\bCHANGE[-_ ]?ME\b|\bYOUR[-_ ][A-Z]|<your[- _]/i.test(text))
          continue;
        const found = placeholders.find((one, i) => {
          if (i === placeholders.length - 1 && lateText.test(path)) return false;
          return one.test(text);
        });
        if (found === undefined || seen.has(path)) continue;
        seen.add(path);
        yield {
          path,
          expected: "a value of your own",
          got: `the placeholder ${JSON.stringify(found.exec(text)?.[0].replace(/^[./@:]/, "") ?? "")}`,
          fix: "fill it in",
        };
      }
    },
  },
];
