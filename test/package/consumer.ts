/** Programs of another team, as they would write them. Each exports what its mocks have seen. */
export const programs = {
  "platform.ts": `
import * as pulumi from "@pulumi/pulumi";
import { ChatbotAutoscalingPlatform } from "chatbot-autoscaling-platform";
import { seen } from "./mocks";

const platform = new ChatbotAutoscalingPlatform("acme", {
  cluster: { existing: { context: "kind-acme" } },
  services: [
    {
      name: "classify",
      image: pulumi.interpolate\`registry.acme.example/classify@sha256:\${"0".repeat(64)}\`,
      scaling: {
        maxReplicaCount: 4,
        triggers: [{ cpu: { value: "60" }, metricType: "Utilization" }],
      },
      probes: { command: ["/app/alive"] },
    },
  ],
});
const urn: pulumi.Output<string> = platform.urn;
urn.apply(() => setTimeout(() => console.log(JSON.stringify(seen))));
`,
  "service.ts": `
import { ScaledService } from "chatbot-autoscaling-platform";
import { seen } from "./mocks";

const service = new ScaledService("acme", {
  service: {
    name: "classify",
    image: "registry.acme.example/classify:1.0.0",
    scaling: { maxReplicaCount: 4, triggers: [{ cpu: { value: "60" }, metricType: "Utilization" }] },
    probes: { command: ["/app/alive"] },
  },
});
service.urn.apply(() => setTimeout(() => console.log(JSON.stringify(seen))));
`,
  "deploy.ts": `
import { doctor, drift, markdown, PipelineError, preview, up, type Gate } from "chatbot-autoscaling-platform/pipeline";

const gate: Gate = { name: "freeze", check: () => [] };
const stack = { stack: "dev", project: "acme", program: async () => ({}) };
up({ ...stack, gates: [gate], pulumiRoot: "/nowhere" }).then(
  ({ preview: seen }) => console.log(markdown(seen)),
  (error: unknown) => console.log(JSON.stringify([error instanceof PipelineError && error.code])),
);
export const others = [doctor, drift, preview];
`,
  "mocks.ts": `
import * as pulumi from "@pulumi/pulumi";

export const seen: string[] = [];

pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    seen.push(\`\${type} \${name}\`);
    return { id: name, state: inputs };
  },
  call: ({ inputs }) => inputs,
});
`,
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      target: "ES2022",
      module: "nodenext",
      outDir: "out",
      skipLibCheck: true,
      types: ["node"],
    },
    include: ["*.ts"],
  }),
};
