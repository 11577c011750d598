import assert from "node:assert/strict";
import type { KubernetesObject } from "../support/crds";
import { deadApiService, deadWebhook, kedaWebhooks } from "./dead-parts";
import { apply, kubectl, namesOf, refusals, remove, versionsOf } from "./kubectl";
import { live } from "./lab";
import { exampleNames, operatorCrds, podsOf, rendered, stackNames } from "./rendered";

const namespaceOf = ({ metadata }: KubernetesObject): string | undefined =>
  metadata?.namespace as string | undefined;

const named = (apiVersion: string, kind: string, name: string, rest = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...rest,
});

/** Webhooks of KEDA: without them, nobody but the CRDs judges ScaledObjects. */
async function kedaJudges(): Promise<boolean> {
  const { out } = await kubectl(["get", "validatingwebhookconfigurations", "-o", "json"]);
  return out.includes("validate-keda-sh-v1alpha1-scaledobject");
}

live("a real API server", ["kubernetes"], function () {
  this.timeout(300_000);
  /** Namespaces that were there first. */
  let present: string[];
  let crds: KubernetesObject[];
  let judged: boolean;

  before(async () => {
    const there = new Set(await namesOf("customresourcedefinitions"));
    crds = operatorCrds().filter(({ metadata }) => !there.has(String(metadata?.name)));
    await apply(crds);
    if (crds.length > 0) {
      const names = crds.map(({ metadata }) => `crd/${String(metadata?.name)}`);
      await kubectl(["wait", "--for=condition=Established", "--timeout=60s", ...names]);
    }
    present = await namesOf("namespaces");
    judged = await kedaJudges();
    if (!judged) process.stderr.write("SKIPPED for want of KEDA's webhooks: ScaledObjects\n");
  });

  after(() => remove(crds));

  for (const name of [...stackNames, ...exampleNames]) {
    describe(name, () => {
      let objects: KubernetesObject[];
      let strangers: KubernetesObject[];

      before(async () => {
        const all = await rendered(name);
        // A namespace that was here before is not ours to change and to delete.
        objects = all.filter(
          ({ kind, metadata }) => kind !== "Namespace" || !present.includes(String(metadata?.name)),
        );
        const made = objects.filter(({ kind }) => kind === "Namespace");
        const known = new Set([...present, ...made.map(({ metadata }) => metadata?.name)]);
        const wanted = new Set(objects.map(namespaceOf).filter((one) => one !== undefined));
        strangers = [...wanted]
          .filter((one) => !known.has(one))
          .map((one) => named("v1", "Namespace", one));
      });

      it("is accepted, every object", async () => {
        await apply(strangers);
        const said = await apply(objects);
        assert.equal(said.length, objects.length);
      });

      it("changes nothing when it is applied again", async () => {
        // Controllers write too: what they do is over when two looks agree.
        await settled(objects);
        const first = await versionsOf(objects);
        await apply(objects);
        assert.deepEqual(await versionsOf(objects), first);
      });

      it("makes pods that its own namespaces admit, under the standard `restricted`", async () => {
        const pods = podsOf(objects);
        assert.deepEqual(await refusals(pods), []);
        for (const namespace of new Set(pods.map(namespaceOf))) {
          if (present.includes(namespace ?? "") || strangers.length > 0) continue;
          const [said = ""] = await refusals([rootPod(namespace ?? "")]);
          assert.match(said, /violates PodSecurity "restricted:/);
        }
      });

      it("goes in our order, and its namespaces with it [F-07, F-42]", async () => {
        const [namespaces, inside] = partition(objects, ({ kind }) => kind === "Namespace");
        await remove([...inside].reverse());
        await remove([...namespaces, ...strangers]);
        assert.deepEqual((await namesOf("namespaces")).sort(), [...present].sort());
      });
    });
  }
});

live("a real API server with something dead in it", ["kubernetes"], function () {
  this.timeout(120_000);
  const quotas = { apiGroup: "", apiVersion: "v1", resource: "resourcequotas" };
  const webhook = (failurePolicy: string) => deadWebhook("default", quotas, failurePolicy);
  const namespace = named("v1", "Namespace", "chatbot-live-dead");
  after(() => remove([deadApiService, webhook("Ignore"), namespace]));

  it("keeps a namespace for ever while an APIService is dead, and lets it go with that [F-02]", async () => {
    await apply([deadApiService, namespace]);
    await assert.rejects(remove([namespace], 10), /timed out/);
    const { out } = await kubectl(["get", "namespace", "chatbot-live-dead", "-o", "yaml"]);
    assert.match(out, /DiscoveryFailed/);
    // This is why KEDA, with the APIService of external metrics, goes before the namespaces do.
    await remove([deadApiService]);
    await remove([namespace]);
  });

  it("is not blocked by a dead webhook that fails as KEDA's does here [F-13]", async () => {
    const { failurePolicy, timeoutSeconds } = kedaWebhooks;
    const quota = {
      ...named("v1", "ResourceQuota", "judged"),
      metadata: {
        name: "judged",
        namespace: "default",
        finalizers: ["dead.chatbot.dev/finalizer"],
      },
      spec: { hard: { pods: "1000" } },
    };
    await apply([webhook("Fail")]);
    await eventually(async () =>
      (await refusals([quota])).join().includes("failed calling webhook"),
    );
    await apply([webhook(failurePolicy)]);
    await eventually(async () => (await refusals([quota])).length === 0);
    const before = Date.now();
    await apply([quota]);
    const open = ["--type=merge", "--patch", '{"metadata":{"finalizers":null}}'];
    const patched = await kubectl(["patch", "resourcequota", "judged", "-n", "default", ...open]);
    assert.equal(patched.code, 0, patched.err);
    await remove([quota]);
    assert.ok(Date.now() - before < 3 * (timeoutSeconds + 2) * 1000);
  });
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 20; look++) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 1000));
  }
  assert.fail("it did not come to hold in 20 seconds");
}

const rootPod = (namespace: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "root", namespace },
  spec: { containers: [{ name: "root", image: "root" }] },
});

function partition<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

async function settled(objects: readonly KubernetesObject[]): Promise<void> {
  let last = "";
  for (let look = 0; look < 20; look++) {
    const now = (await versionsOf(objects)).join();
    if (now === last) return;
    last = now;
    await new Promise((done) => setTimeout(done, 2000));
  }
}
