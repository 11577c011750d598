import { ChatbotAutoscalingPlatform } from "chatbot-autoscaling-platform";
import { markdown, PipelineError, preview, up } from "chatbot-autoscaling-platform/pipeline";

/** The program: two lines of CI call it, `node deploy.js preview` and `node deploy.js up`. */
export const program = async () => {
  const platform = new ChatbotAutoscalingPlatform("support", {
    cluster: { existing: { context: "staging" } },
    kafka: { strimzi: {}, topics: [{ name: "support.questions", partitions: 12 }] },
    services: [
      {
        name: "answer",
        image: "ghcr.io/acme/answer:3.2.1",
        consumes: { topic: "support.questions" },
        capacity: { messagesPerSecond: 1.5, startupSeconds: 20, maxProcessingSeconds: 45 },
        slo: { waitSeconds: 30 },
        probes: { command: ["/app/alive"] },
      },
    ],
  });
  return { bootstrapServers: platform.bootstrapServers };
};

/** Runs a step of the pipeline. @returns the exit code */
export async function step(word: "preview" | "up", print: (text: string) => void): Promise<number> {
  const target = { project: "support", stack: process.env["STACK"] ?? "dev", program };
  try {
    const result = word === "up" ? await up(target) : await preview(target);
    const seen = "preview" in result ? result.preview : result;
    print(markdown(seen));
    return seen.open ? 0 : 1;
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    print(error.message);
    return 1;
  }
}

if (require.main === module) {
  const print = (text: string): boolean => process.stdout.write(`${text}\n`);
  void step(process.argv[2] === "up" ? "up" : "preview", print).then((code) => process.exit(code));
}
