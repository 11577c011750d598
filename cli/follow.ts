import colors from "picocolors";
import type { PipelineEvent } from "../pipeline/events";
import type { FollowOptions } from "../pipeline/options";
import { PipelineError } from "../pipeline/pipeline-error";
import { Exit } from "./exit";
import { findingLines, findingsJson, print, Progress } from "./terminal";

/**
 * Runs an operation of the pipeline: shows its events, stops it cleanly when the process is interrupted, and ends with 1 where
 * it did not come to its end.
 */
export async function followed<T>(
  json: boolean,
  run: (follow: Required<FollowOptions>) => Promise<T>,
): Promise<T> {
  const progress = new Progress();
  const interruption = new Interruption();
  const show = json ? printLine : liveLine(progress);
  const onEvent = (event: PipelineEvent): void => {
    if (event.kind === "cancelling") interruption.heard();
    show(event);
  };
  try {
    return await run({ onEvent, signal: interruption.signal });
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    progress.end();
    const { code, findings } = error;
    if (json) printLine({ kind: "error", code, findings: findingsJson(findings) });
    else findingLines(findings).forEach(print);
    throw new Exit(1);
  } finally {
    progress.end();
    interruption.end();
  }
}

/** One line of JSON. */
export function printLine(value: object): void {
  print(JSON.stringify(value));
}

/** One line on a terminal; elsewhere a line for each resource that changed, so that a log tells what happened. */
function liveLine(progress: Progress): (event: PipelineEvent) => void {
  let phase = "";
  let count = 0;
  return (event) => {
    if (event.kind === "phase") {
      [phase, count] = [event.phase, 0];
      progress.show(phase);
    } else if (event.kind === "resource") {
      if (event.state === "done" || event.state === "planned") count += 1;
      const text = `${event.operation} ${event.type} ${event.name}`;
      progress.show(`${phase}: ${count} resources, ${text}`);
      const isNews = event.state === "failed" || event.state === "done";
      if (isNews && process.stderr.isTTY !== true) print(`  ${event.state} ${text}`);
    } else if (event.kind === "message" && event.severity === "warning") {
      progress.end();
      print(`  ${colors.yellow("warning")} ${event.text}`);
    }
  };
}

/** SIGINT and SIGTERM as a signal to stop. */
class Interruption {
  private readonly controller = new AbortController();
  private interrupts = 0;
  private passingOn?: NodeJS.Timeout;

  constructor() {
    process.on("SIGINT", this.interrupt);
    process.on("SIGTERM", this.stop);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    clearTimeout(this.passingOn);
    process.off("SIGINT", this.interrupt);
    process.off("SIGTERM", this.stop);
  }

  /** The engine was interrupted itself. */
  heard(): void {
    clearTimeout(this.passingOn);
  }

  /**
   * Ctrl-C, like `timeout --signal=INT`, reaches the engine too, for which a second interrupt means to drop everything, with
   * operations left pending. So the first is passed on only where the engine does not say in a while that it has heard.
   */
  private readonly interrupt = (): void => {
    this.interrupts += 1;
    process.stderr.write("\nstopping: what is under way comes to its end\n");
    if (this.interrupts > 1) this.stop();
    else this.passingOn = setTimeout(this.stop, patienceMs);
  };

  private readonly stop = (): void => {
    clearTimeout(this.passingOn);
    this.controller.abort();
  };
}

/** GitHub Actions sends SIGTERM 7.5 s after SIGINT. */
const patienceMs = 4000;
