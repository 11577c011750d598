import assert from "node:assert/strict";
import { versions } from "../../../components/versions";
import type { ClusterState, LiveObject } from "../../../pipeline/doctor/cluster-state";
import { webhookChecks } from "../../../pipeline/doctor/webhook-checks";

const service = { namespace: "keda", name: "keda-admission-webhooks" };
const configuration = (webhook: object = {}, resources = ["scaledobjects"]): LiveObject => ({
  metadata: { name: "keda-admission" },
  webhooks: [
    {
      name: "vscaledobject.kb.io",
      failurePolicy: "Ignore",
      clientConfig: { service, caBundle: "LS0t" },
      rules: [{ apiGroups: ["keda.sh"], resources }],
      ...webhook,
    },
  ],
});
const slice = (ready: boolean, of = service.name, namespace = service.namespace): LiveObject => ({
  metadata: { namespace, labels: { "kubernetes.io/service-name": of } },
  endpoints: [{ conditions: { ready: false } }, { conditions: { ready } }],
});
const refused = (message: string) => ({ accepted: false, message });

const sound: ClusterState = {
  kubernetes: versions.kubernetes,
  deployments: [],
  autoscalers: [],
  metrics: [],
  scaledObjects: [{ metadata: { namespace: "chat", name: "answer" } }],
  webhooks: [configuration()],
  endpoints: [slice(true)],
  admission: refused('admission webhook "vscaledobject.kb.io" denied the request'),
};

const at = "doctor/webhook webhook keda-admission/vscaledobject.kb.io";
const failing = { failurePolicy: "Fail" };

const table: [string, Partial<ClusterState>, string[]][] = [
  ["all is well", {}, []],
  ["nobody judges", { webhooks: [] }, ["warning doctor/webhook webhooks"]],
  [
    "somebody judges other kinds",
    { webhooks: [configuration({}, ["scaledjobs"])] },
    ["warning doctor/webhook webhooks"],
  ],
  ["nobody judges, and there is nothing to judge", { webhooks: [], scaledObjects: [] }, []],
  ["webhooks may not be read", { webhooks: undefined, admission: undefined }, []],
  ["no pod is ready behind the service", { endpoints: [slice(false)] }, [`warning ${at}`]],
  ["the service has no endpoints", { endpoints: [] }, [`warning ${at}`]],
  ["pods stand behind another service", { endpoints: [slice(true, "x")] }, [`warning ${at}`]],
  [
    "pods stand behind one of that name elsewhere",
    { endpoints: [slice(true, service.name, "x")] },
    [`warning ${at}`],
  ],
  [
    "no pod is ready, and the webhook fails closed",
    { webhooks: [configuration(failing)], endpoints: [] },
    [`error ${at}`],
  ],
  [
    "nobody wrote whose certificate to believe",
    { webhooks: [configuration({ clientConfig: { service } })] },
    [`warning ${at}`],
  ],
  [
    "the webhook is an address, which only the offer can judge",
    { webhooks: [configuration({ clientConfig: { url: "https://judge" } })], endpoints: [] },
    [],
  ],
  [
    "it was not reached, and let pass",
    { admission: { accepted: true, message: "" } },
    [`warning ${at}`],
  ],
  [
    "it was not reached, and blocked",
    {
      webhooks: [configuration(failing)],
      admission: refused('Internal error: failed calling webhook "v": context deadline exceeded'),
    },
    [`error ${at}`],
  ],
  [
    "the role may not offer",
    { admission: refused('scaledobjects.keda.sh is forbidden: User "ci" cannot create') },
    [],
  ],
];

describe("webhookChecks", () => {
  for (const [title, difference, expected] of table) {
    it(`say ${expected.length === 0 ? "nothing" : expected[0]} when ${title}`, () => {
      const found = webhookChecks.flatMap((check) => check({ ...sound, ...difference }, versions));
      assert.deepEqual(
        found.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`),
        expected,
      );
      for (const { fix } of found) assert.ok(fix.length > 20);
    });
  }
});
