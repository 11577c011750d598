import { spawn, type ChildProcess } from "node:child_process";

const programs = new Set<ChildProcess>();
// Whatever ends this process must not leave them behind, not even another listener that throws.
process.prependListener("exit", () => programs.forEach((program) => program.kill("SIGKILL")));

/** Starts a program that ends with this process at the latest. */
export function startProgram(command: string, args: readonly string[]): ChildProcess {
  const program = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  programs.add(program);
  program.stderr?.resume();
  program.on("close", () => programs.delete(program));
  return program;
}

/** Ends such a program, and waits until it is gone. */
export function endProgram(
  program: ChildProcess,
  signal: NodeJS.Signals = "SIGTERM",
): Promise<void> {
  return new Promise((done) => {
    if (!programs.has(program)) return done();
    program.on("close", () => done());
    program.kill(signal);
  });
}

/** Follows objects of a kind in all namespaces: the fields of each, whenever one changes. */
export class Watch {
  private readonly program: ChildProcess;
  private rest = "";

  constructor(
    resource: string,
    fields: readonly string[],
    private readonly changed: (event: string, fields: string[]) => void,
  ) {
    const cells = ["{.type}", ...fields.map((field) => `{.object${field}}`)].join("|");
    this.program = startProgram(process.env.KUBECTL ?? "kubectl", [
      ...["get", resource, "--all-namespaces", "--watch", "--output-watch-events"],
      ...["-o", `jsonpath=${cells}{"\\n"}`],
    ]);
    this.program.stdout?.setEncoding("utf8").on("data", (text: string) => this.take(text));
  }

  stop(): Promise<void> {
    return endProgram(this.program);
  }

  private take(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      const [event = "", ...fields] = line.split("|");
      this.changed(event, fields);
    }
  }
}
