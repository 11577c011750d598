import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type EngineEvent, type Stack } from "@pulumi/pulumi/automation";
import {
  changeSettings,
  ownFiles,
  programFolder,
  surroundings,
  type ProgramFolder,
} from "./program-folder";
import { nameOf, typeOf } from "./stand-in/cloud";
import type { StandIn } from "./stand-in/stand-in";

/** What the engine did, or would do, with one resource. */
export interface Step {
  op: string;
  type: string;
  name: string;
}

/** One of our stacks under the real engine, in a folder of its own: nothing is written into the repository. */
export class Deployment {
  private constructor(
    private readonly place: ProgramFolder,
    readonly stack: Stack,
    private readonly standIn: StandIn,
  ) {}

  /** Makes the stack with the settings of `Pulumi.<name>.yaml`; its state is a file. */
  static start(name: string, standIn: StandIn, env = {}): Promise<Deployment> {
    return Deployment.of(ownFiles(name), name, standIn, env);
  }

  /** Makes a stack of a program that is not ours, from its files. */
  static async of(
    files: Readonly<Record<string, string>>,
    name: string,
    standIn: StandIn,
    env = {},
  ): Promise<Deployment> {
    const folder = programFolder(files, name);
    const stack = await LocalWorkspace.createStack(
      { stackName: name, workDir: folder.path },
      { envVars: { ...surroundings(folder, standIn), ...env } },
    );
    return new Deployment(folder, stack, standIn);
  }

  get folder(): string {
    return this.place.path;
  }

  up(): Promise<Step[]> {
    return steps((onEvent) => this.stack.up({ onEvent }));
  }

  preview(): Promise<Step[]> {
    return steps((onEvent) => this.stack.preview({ onEvent }));
  }

  /** What the world has become, told to the state; the program is not run. */
  refresh(): Promise<Step[]> {
    return steps((onEvent) => this.stack.refresh({ onEvent }));
  }

  destroy(): Promise<Step[]> {
    return steps((onEvent) => this.stack.destroy({ onEvent }));
  }

  /**
   * Says `up` or `destroy` until it succeeds, an `up` going on past what fails, and cancels it where nothing but what hangs is left.
   * @returns how often it did not succeed.
   */
  async insist(what: "up" | "destroy", most: number): Promise<number> {
    for (let failed = 0; ; failed++) {
      const cancel = new AbortController();
      const watch = setInterval(() => this.standIn.cloud.stuck() && cancel.abort(), 200);
      try {
        // Not for a destroy: past a failure, the engine (3.259) spends minutes on what depends on what.
        const continueOnError = what === "up";
        await this.stack[what]({ continueOnError, signal: cancel.signal });
        return failed;
      } catch (error) {
        if (failed === most) throw error;
      } finally {
        clearInterval(watch);
      }
    }
  }

  /** Changes the settings; undefined takes one away. */
  set(path: readonly (string | number)[], value: unknown): void {
    changeSettings(this.place, path, value);
  }

  async resources(): Promise<{ type: string; urn: string; outputs: Record<string, any> }[]> {
    const { deployment } = await this.stack.exportStack();
    return deployment?.resources ?? [];
  }

  /** The state as it lies on the disk, for whoever can read the backend. */
  stateText(): string {
    const state = join(this.place.path, "state", ".pulumi");
    const files = readdirSync(state, { recursive: true, encoding: "utf8" });
    const texts = files.filter((file) => file.endsWith(".json") || file.endsWith(".bak"));
    return texts.map((file) => readFileSync(join(state, file), "utf8")).join("\n");
  }

  end(): void {
    rmSync(this.place.path, { recursive: true, force: true });
  }
}

/** Runs the engine and gives what it did, what stayed the same left out. */
async function steps(
  run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
): Promise<Step[]> {
  const done: Step[] = [];
  await run((event) => {
    const { op, urn } = event.resourcePreEvent?.metadata ?? {};
    if (op === undefined || urn === undefined || op === "same" || op === "refresh") return;
    done.push({ op, type: typeOf(urn), name: nameOf(urn) });
  });
  return done;
}
