import assert from "node:assert/strict";
import type { KubernetesObject } from "../support/crds";
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

  it("is asked through KEDA's real webhook, which refuses what cannot work [F-09]", async function () {
    if (!judged) return this.skip();
    const wrong = {
      ...named("keda.sh/v1alpha1", "ScaledObject", "wrong"),
      metadata: { name: "wrong", namespace: "default" },
      spec: {
        scaleTargetRef: { name: "nobody" },
        minReplicaCount: 5,
        maxReplicaCount: 2,
        triggers: [{ type: "cron", metadata: {} }],
      },
    };
    const [said = ""] = await refusals([wrong]);
    assert.match(said, /admission webhook|MinReplicaCount/i);
  });
});

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
