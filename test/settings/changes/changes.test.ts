import assert from "node:assert/strict";
import { versions } from "../../../components/versions";
import { changeRules, examineChange } from "../../../settings/changes/changes";
import { examine } from "../../../settings/door";
import type { Finding } from "../../../settings/finding";
import type { PlatformSettings } from "../../../settings/generated/settings";
import { changedArgs, validArgs } from "../../support/base-args";
import { cases, harmless } from "../bad-config-cases/changes";

/** Settings, also of args with warnings or with errors that have nothing to do with the change. */
function settingsOf(args: unknown): PlatformSettings {
  const { settings, findings } = examine<string>(args, versions);
  assert.ok(settings !== undefined, JSON.stringify(findings, undefined, 2));
  return settings;
}

function findings(before: unknown, after: unknown): Finding[] {
  return examineChange(settingsOf(before), settingsOf(after));
}

describe("changes of what is deployed", () => {
  for (const { id, previous, args, severity, rule } of cases) {
    it(`${id}: ${severity} ${rule}`, () => {
      assert.ok(previous !== undefined);
      const found = findings(previous(), args()).filter((finding) => finding.rule === rule);
      assert.deepEqual(
        found.map((finding) => finding.severity),
        [severity],
      );
      for (const { path, expected, got, fix } of found) {
        assert.ok([path, expected, got, fix].every((text) => text !== ""));
      }
    });
  }

  for (const [what, edit] of harmless) {
    it(`may be ${what}`, () => {
      assert.deepEqual(findings(validArgs(), changedArgs(edit)), []);
    });
  }

  it("may keep metrics for longer on the same volume", () => {
    const kept = (retentionDays: number) =>
      changedArgs((args) => (args.monitoring = { stack: { retentionDays, storageGiB: 20 } }));
    assert.deepEqual(findings(kept(10), kept(20)), []);
  });

  it("tell a skipped minor by both versions", () => {
    const at = (version: string): PlatformSettings => {
      const settings = structuredClone(settingsOf(validArgs()));
      (settings.cluster.eks as { version: string }).version = version;
      return settings;
    };
    const ids = (before: string, after: string): string[] =>
      examineChange(at(before), at(after)).map(({ rule }) => rule);
    assert.deepEqual(ids("1.33", "1.35"), ["change/kubernetes-skips-minors"]);
    assert.deepEqual(ids("1.34", "1.35"), []);
    assert.deepEqual(ids("1.35", "1.35"), []);
    assert.deepEqual(ids("1.9", "1.10"), []);
    assert.deepEqual(ids("1.10", "1.9"), ["change/kubernetes-downgrade"]);
  });

  it("can be silenced when they only warn", () => {
    const silence = [{ rule: "change/service-removed", reason: "drained by hand yesterday" }];
    const removed = changedArgs((args) => {
      args.services.pop();
      args.silence = silence;
    });
    assert.deepEqual(findings(validArgs(), removed), []);
    const renamed = changedArgs((args) => {
      args.cluster.eks.name = "assistant";
      args.silence = [{ rule: "change/cluster-name", reason: "errors cannot be silenced" }];
    });
    assert.deepEqual(
      findings(validArgs(), renamed).map(({ rule }) => rule),
      ["change/cluster-name"],
    );
  });

  it("say nothing about addresses that are not known yet", () => {
    const known = settingsOf(validArgs());
    const wired = structuredClone(known);
    const existing = {
      vpcId: (() => undefined) as unknown as string,
      cidr: "10.0.0.0/16",
      subnets: [],
    };
    const network = { existing, serviceCidr: "172.20.0.0/16" };
    const before = { ...wired, cluster: { eks: { ...wired.cluster.eks, network } } };
    const after = structuredClone({ ...known });
    const afterNetwork = {
      existing: { ...existing, vpcId: "vpc-1" },
      serviceCidr: "172.20.0.0/16",
    };
    const next = { ...after, cluster: { eks: { ...after.cluster.eks, network: afterNetwork } } };
    assert.deepEqual(examineChange(before as PlatformSettings, next as PlatformSettings), []);
  });

  it("have a case for every rule", () => {
    const tested = new Set([...cases.map(({ rule }) => rule), "change/kubernetes-skips-minors"]);
    assert.deepEqual(
      changeRules.map(({ id }) => id).filter((id) => !tested.has(id)),
      [],
    );
  });
});
