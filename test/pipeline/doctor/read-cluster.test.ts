import assert from "node:assert/strict";
import type { LiveObject } from "../../../pipeline/doctor/cluster-state";
import { readCluster, type ClusterReader } from "../../../pipeline/doctor/read-cluster";

/** An API server that knows some kinds, by group and plural. */
function reader(
  kinds: Record<string, LiveObject[]>,
  metric: ClusterReader["metric"] = () => Promise.resolve([]),
  offer: ClusterReader["offer"] = () => Promise.resolve(),
): ClusterReader {
  return {
    version: () => Promise.resolve("1.35"),
    list: (group, _, plural) => Promise.resolve(kinds[`${group}/${plural}`]),
    metric,
    offer,
  };
}

const service = (name: string) => ({ metadata: { name } });
const scaledObject = {
  metadata: { namespace: "chat", name: "answer" },
  status: { externalMetricNames: ["s0-kafka-a", "s1-cron-b"] },
};

describe("readCluster()", () => {
  it("leaves out what the API server does not know", async () => {
    assert.deepEqual(await readCluster(reader({})), {
      kubernetes: "1.35",
      deployments: [],
      autoscalers: [],
      metrics: [],
    });
  });

  it("picks the service of external metrics", async () => {
    const external = service("v1beta1.external.metrics.k8s.io");
    const state = await readCluster(
      reader({
        "apiregistration.k8s.io/apiservices": [service("v1beta1.metrics.k8s.io"), external],
      }),
    );
    assert.equal(state.apiService, external);
  });

  it("asks for every metric as the HPA does, and keeps what went wrong", async () => {
    const asked: string[] = [];
    const state = await readCluster(
      reader({ "keda.sh/scaledobjects": [scaledObject] }, (namespace, metric, selector) => {
        asked.push(`${namespace} ${metric} ${selector}`);
        return metric === "s0-kafka-a"
          ? Promise.resolve([{ value: "42" }])
          : Promise.reject(new Error("no matching metrics"));
      }),
    );
    assert.deepEqual(asked, [
      "chat s0-kafka-a scaledobject.keda.sh/name=answer",
      "chat s1-cron-b scaledobject.keda.sh/name=answer",
    ]);
    const answer = { namespace: "chat", scaledObject: "answer" };
    assert.deepEqual(state.metrics, [
      { ...answer, metric: "s0-kafka-a", value: "42" },
      { ...answer, metric: "s1-cron-b", error: "no matching metrics" },
    ]);
  });

  const judge = {
    metadata: { name: "keda-admission" },
    webhooks: [{ name: "v", rules: [{ apiGroups: ["keda.sh"], resources: ["scaledobjects"] }] }],
  };
  const judged = { "admissionregistration.k8s.io/validatingwebhookconfigurations": [judge] };
  const one = { "keda.sh/scaledobjects": [{ metadata: { namespace: "chat", name: "answer" } }] };

  it("offers the webhooks what no KEDA accepts, where its ScaledObjects are", async () => {
    const offered: LiveObject[] = [];
    const offer: ClusterReader["offer"] = (_group, _version, _plural, object) => {
      offered.push(object);
      return Promise.reject(new Error("denied the request"));
    };
    const state = await readCluster(reader({ ...judged, ...one }, undefined, offer));
    assert.deepEqual(state.admission, { accepted: false, message: "denied the request" });
    const [{ metadata, spec } = {}] = offered as any[];
    assert.equal(metadata.namespace, "chat");
    assert.ok(spec.idleReplicaCount >= spec.minReplicaCount);
    const open = await readCluster(reader({ ...judged, ...one }));
    assert.deepEqual(open.admission, { accepted: true, message: "" });
  });

  it("offers nothing where there is nobody to ask, or no ScaledObject", async () => {
    assert.equal((await readCluster(reader(one))).admission, undefined);
    assert.equal((await readCluster(reader(judged))).admission, undefined);
  });

  it("takes an empty answer for an error", async () => {
    const state = await readCluster(reader({ "keda.sh/scaledobjects": [scaledObject] }));
    assert.deepEqual(
      state.metrics.map(({ error }) => error),
      ["no value", "no value"],
    );
  });
});
