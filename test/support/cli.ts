import { run } from "../../cli/run";

/** What an action printed, with what it came to. */
export interface Printed<T> {
  result: T;
  out: string;
  err: string;
}

/** Runs an action of this process and keeps what it prints. */
export async function printed<T>(action: () => Promise<T>): Promise<Printed<T>> {
  const kept = { out: "", err: "" };
  const write = { out: process.stdout.write, err: process.stderr.write };
  process.stdout.write = ((text: string) => ((kept.out += text), true)) as never;
  process.stderr.write = ((text: string) => ((kept.err += text), true)) as never;
  try {
    return { result: await action(), ...kept };
  } finally {
    process.stdout.write = write.out;
    process.stderr.write = write.err;
  }
}

/** The same with no Pulumi CLI on PATH. */
export async function withoutPulumi<T>(action: () => Promise<T>): Promise<Printed<T>> {
  const { PATH } = process.env;
  process.env["PATH"] = "/nowhere";
  try {
    return await printed(action);
  } finally {
    process.env["PATH"] = PATH;
  }
}

/** Runs a command of the command line in this process. */
export async function cli(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const { result: code, out, err } = await printed(() => run(words));
  return { code, out, err };
}
