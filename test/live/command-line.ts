import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { root, surroundings, type ProgramFolder } from "./program-folder";
import type { StandIn } from "./stand-in/stand-in";

/** How a process ended, and what it printed. */
export interface Ended {
  code: number | null;
  text: string;
}

/** A program that was started as a shell would: a process of its own that leads a group of its own. */
export class Running {
  private text = "";
  readonly ended: Promise<Ended>;

  private constructor(private readonly child: ChildProcess) {
    const keep = (chunk: Buffer): void => {
      this.text += chunk.toString();
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    this.ended = once(child, "close").then(([code]) => ({
      code: code as number | null,
      text: this.text,
    }));
  }

  /** `chatbot-platform <words>` in a folder that has a program. */
  static ours(folder: ProgramFolder, standIn: StandIn, ...words: string[]): Running {
    const main = ["--import", require.resolve("tsx"), `${root}/cli/main.ts`];
    return Running.start(process.execPath, [...main, ...words], folder, standIn);
  }

  /** A line that a message of ours tells a person to type, by a shell. */
  static typed(line: string, folder: ProgramFolder, standIn: StandIn): Running {
    return Running.start("sh", ["-c", line], folder, standIn);
  }

  private static start(
    file: string,
    words: readonly string[],
    folder: ProgramFolder,
    standIn: StandIn,
  ): Running {
    const env = { ...process.env, ...surroundings(folder, standIn) };
    return new Running(
      spawn(file, words, {
        cwd: folder.path,
        env,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
  }

  /** Tells the process, and nobody else. */
  tell(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Tells the process and everything that it started in its group, as a terminal or a dying machine does. */
  tellAll(signal: NodeJS.Signals): void {
    if (this.child.pid !== undefined) process.kill(-this.child.pid, signal);
  }

  /** Ends what a failed test has left. */
  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.child;
    if (exitCode === null && signalCode === null) this.tellAll("SIGKILL");
    await this.ended;
  }
}
