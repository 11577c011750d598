import assert from "node:assert/strict";
import { stackValues } from "../../../components/monitoring/values";
import { versions } from "../../../components/versions";
import { chartValueErrors } from "../../support/chart-values";
import { needSharedData } from "../../support/shared-data";

const stack = {
  namespace: "metrics",
  retentionDays: 7,
  storageGiB: 10,
  memoryMiB: 600,
  chart: {},
};
const values = stackValues<string>(stack, {
  watchNamespaces: ["workers", "chatbot", "chatbot"],
  storageClass: "gp3",
});
const { prometheusSpec } = values.prometheus;

describe("stackValues()", () => {
  it("uses keys of the real chart", function () {
    const version = versions.kubePrometheusStack;
    needSharedData(this, "values", `kube-prometheus-stack-${version}.values.yaml`);
    assert.deepEqual(chartValueErrors("kube-prometheus-stack", version, values), []);
  });

  it("leaves off what nobody looks at, nobody gets, and EKS does not show", () =>
    assert.deepEqual(
      [
        values.grafana,
        values.alertmanager,
        values.nodeExporter,
        values.kubelet,
        values.kubernetesServiceMonitors,
      ].map(({ enabled }) => enabled),
      [false, false, false, false, false],
    ));

  it("blocks no write and leaves nothing behind when it goes (F-13)", () => {
    const { admissionWebhooks, tls, kubeletService } = values.prometheusOperator;
    assert.deepEqual([admissionWebhooks, tls, kubeletService], Array(3).fill({ enabled: false }));
    assert.equal(prometheusSpec.persistentVolumeClaimRetentionPolicy.whenDeleted, "Delete");
  });

  it("takes what to scrape and to record from its own namespace, whoever made it, and from no other", () => {
    const own = { matchLabels: { "kubernetes.io/metadata.name": "metrics" } };
    for (const kind of ["podMonitor", "serviceMonitor", "rule", "probe", "scrapeConfig"] as const) {
      assert.deepEqual(prometheusSpec[`${kind}NamespaceSelector`], own, kind);
    }
    for (const kind of ["podMonitor", "serviceMonitor", "rule"] as const) {
      assert.equal(prometheusSpec[`${kind}SelectorNilUsesHelmValues`], false, kind);
    }
    assert.deepEqual(values.prometheusOperator.namespaces, {
      releaseNamespace: true,
      additional: [],
    });
  });

  it("keeps days of metrics on a volume that they never fill", () => {
    assert.equal(prometheusSpec.retention, "7d");
    assert.equal(prometheusSpec.retentionSize, "8192MiB");
    assert.deepEqual(prometheusSpec.storageSpec.volumeClaimTemplate.spec, {
      accessModes: ["ReadWriteOnce"],
      storageClassName: "gp3",
      resources: { requests: { storage: "10Gi" } },
    });
    const { storageSpec } = stackValues<string>(stack, { watchNamespaces: [] }).prometheus
      .prometheusSpec;
    assert.ok(!("storageClassName" in storageSpec.volumeClaimTemplate.spec));
  });

  it("requests all memory that it may use, in every container", () => {
    const all = [
      prometheusSpec.resources,
      values.prometheusOperator.resources,
      values.prometheusOperator.prometheusConfigReloader.resources,
      values["kube-state-metrics"].resources,
    ];
    assert.deepEqual(
      all.map(({ requests, limits }) => [requests.memory, limits.memory]),
      ["600Mi", "128Mi", "32Mi", "64Mi"].map((memory) => [memory, memory]),
    );
  });

  it("lets every pod be restricted (check 31)", () => {
    const pods = [
      prometheusSpec.securityContext,
      values.prometheusOperator.securityContext,
      values["kube-state-metrics"].securityContext,
    ];
    for (const { runAsNonRoot, runAsUser, seccompProfile } of pods) {
      assert.deepEqual(
        { runAsNonRoot, runAsUser, seccompProfile },
        { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: "RuntimeDefault" } },
      );
    }
  });

  it("looks at HPAs and ScaledObjects of the services' namespaces, each once, and at nothing else", () => {
    const { collectors, namespaces, rbac, customResourceState } = values["kube-state-metrics"];
    assert.deepEqual(collectors, ["horizontalpodautoscalers"]);
    assert.equal(namespaces, "chatbot,workers");
    assert.deepEqual(
      rbac.extraRules.map(({ resources, verbs }) => [...resources, ...verbs]),
      [
        ["scaledobjects", "list", "watch"],
        ["customresourcedefinitions", "list", "watch"],
      ],
    );
    assert.equal(customResourceState.enabled, true);
  });

  it("holds no node for the sake of its volume", () =>
    assert.deepEqual(prometheusSpec.podMetadata.annotations, {
      "cluster-autoscaler.kubernetes.io/safe-to-evict": "true",
    }));
});
