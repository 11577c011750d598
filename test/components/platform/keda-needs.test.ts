import assert from "node:assert/strict";
import { customScaleTargets, kedaPermissions } from "../../../components/platform/keda-needs";
import type { PlatformArgs } from "../../../settings/args/platform";
import type { ServiceArgs } from "../../../settings/args/service";
import { frontend, settled } from "./platforms";

const services = (...given: ServiceArgs[]) =>
  settled({
    cluster: { existing: { context: "staging", clusterName: "chatbot" } },
    services: given,
  } as PlatformArgs).services;

const queue = (queueURL: string, awsRegion = "eu-central-1", name = "worker"): ServiceArgs => ({
  ...frontend,
  name,
  scaling: {
    maxReplicaCount: 3,
    triggers: [{ awsSqsQueue: { queueURL, awsRegion, queueLength: 5 } }],
  },
});
const url = (name: string): string => `https://sqs.eu-central-1.amazonaws.com/111122223333/${name}`;
const arn = (name: string): string => `arn:aws:sqs:eu-central-1:111122223333:${name}`;

describe("kedaPermissions", () => {
  const table: [string, ServiceArgs[], string[]][] = [
    ["a queue", [queue(url("jobs"))], [arn("jobs")]],
    ["an ordered queue", [queue(url("jobs.fifo"))], [arn("jobs.fifo")]],
    [
      "two queues, sorted, each once",
      [
        queue(url("b"), "eu-central-1", "one"),
        queue(url("a"), "eu-central-1", "two"),
        queue(url("b"), "eu-central-1", "three"),
      ],
      [arn("a"), arn("b")],
    ],
    [
      "a queue in China",
      [queue("https://sqs.cn-north-1.amazonaws.com.cn/111122223333/jobs", "cn-north-1")],
      ["arn:aws-cn:sqs:cn-north-1:111122223333:jobs"],
    ],
  ];
  for (const [title, given, resources] of table) {
    it(`let KEDA read the length of ${title}, and no message`, () =>
      assert.deepEqual(kedaPermissions(services(...given)), [
        { actions: ["sqs:GetQueueAttributes"], resources },
      ]));
  }

  it("speak of every queue of the region where the URL is only known while deploying", () => {
    const [service] = services(queue(url("jobs")));
    assert.ok(service !== undefined);
    const [trigger] = service.scaling.triggers;
    assert.ok(trigger?.awsSqsQueue !== undefined);
    const late = { ...trigger, awsSqsQueue: { ...trigger.awsSqsQueue, queueURL: {} } };
    assert.deepEqual(
      kedaPermissions([{ ...service, scaling: { ...service.scaling, triggers: [late as never] } }]),
      [{ actions: ["sqs:GetQueueAttributes"], resources: ["arn:aws:sqs:eu-central-1:*:*"] }],
    );
  });

  it("are none for a queue that is read by credentials of its own, nor without queues", () => {
    const given = queue(url("jobs"));
    const [trigger] = given.scaling?.triggers ?? [];
    const own: ServiceArgs = {
      ...given,
      scaling: {
        maxReplicaCount: 3,
        triggers: [{ ...trigger, authenticationRef: { name: "mine" } }],
      },
    };
    assert.deepEqual(kedaPermissions(services(own)), []);
    assert.deepEqual(kedaPermissions(services(frontend)), []);
  });
});

describe("customScaleTargets", () => {
  const scaling = (name: string, apiVersion: string, kind: string): ServiceArgs => ({
    name,
    scaling: {
      scaleTargetRef: { name: `old-${name}`, apiVersion, kind },
      maxReplicaCount: 3,
      triggers: [
        { cron: { timezone: "UTC", start: "0 8 * * *", end: "0 18 * * *", desiredReplicas: 2 } },
      ],
    },
  });
  it("are the CRDs of what KEDA scales besides Deployments and StatefulSets", () =>
    assert.deepEqual(
      customScaleTargets(
        services(
          frontend,
          scaling("a", "apps/v1", "StatefulSet"),
          scaling("b", "argoproj.io/v1alpha1", "Rollout"),
          scaling("c", "argoproj.io/v1alpha1", "Rollout"),
        ),
      ),
      ["rollouts.argoproj.io"],
    ));
});
