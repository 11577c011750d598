import { textAt } from "../../settings/lint/manifest";

/** What an API server answered in place of what was asked for. */
export class ApiAnswer extends Error {
  constructor(
    readonly code: number,
    body: unknown,
  ) {
    super(`HTTP ${code}: ${reasonIn(body)}`);
    this.name = "ApiAnswer";
  }
}

/** The message of a Kubernetes Status, as an object or as text; else the first line of what there is. */
function reasonIn(body: unknown): string {
  if (typeof body !== "string") return textAt(body, "message") || "no reason given";
  try {
    return reasonIn(JSON.parse(body) as unknown);
  } catch {
    return body.trim().split("\n")[0] || "no reason given";
  }
}
