import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import type { PolicyDocument, Statement } from "../../../components/iam-policy";
import type { PlannedResource } from "../../../plan/recording-monitor";
import { planStack } from "../../../plan/stack";
import { readStackFile } from "../../../plan/stack-file";
import { platformWithRights } from "./with-rights";

const root = resolve(__dirname, "..", "..", "..");

/** Every policy document of some resources, by where it stands. */
function documents(resources: readonly PlannedResource[]): [string, string][] {
  return resources.flatMap(({ name, inputs }) =>
    ["policy", "assumeRolePolicy"].flatMap((field): [string, string][] =>
      typeof inputs[field] === "string" ? [[`${name}.${field}`, inputs[field]]] : [],
    ),
  );
}

/** Actions that only look; AWS scopes few of them. */
const reads = /^[a-z0-9-]+:(Describe|Get|List)[A-Za-z]+$/;

/** What a reviewer would refuse in a statement. */
function objections({ Sid, Action, Resource, Principal, Condition }: Statement): string[] {
  const wide = Action.filter((action) => action.includes("*"));
  const loose =
    Resource?.includes("*") === true && Condition === undefined
      ? Action.filter((action) => !reads.test(action))
      : [];
  return [
    ...(/^[A-Z][A-Za-z0-9]+$/.test(Sid) ? [] : [`Sid ${Sid}`]),
    ...wide.map((action) => `${action}: many actions`),
    ...loose.map((action) => `${action}: on everything`),
    ...(Principal === undefined && Resource === undefined ? ["no resource"] : []),
    ...(Principal?.AWS === "*" ? ["anybody"] : []),
  ];
}

describe("policy documents (check 25)", () => {
  const sources: [string, number, () => Promise<readonly PlannedResource[]>][] = [
    [
      "stack prod",
      7,
      async () => (await planStack(readStackFile(join(root, "Pulumi.prod.yaml")))).resources,
    ],
    ["a platform with all rights", 15, async () => (await platformWithRights()).resources],
  ];
  for (const [title, fewest, plan] of sources) {
    let planned: ReturnType<typeof plan> | undefined;
    const resources = () => (planned ??= plan());

    it(`of ${title}: named statements, no wildcard of actions, no write on everything`, async () => {
      const found = documents(await resources());
      assert.ok(found.length >= fewest, String(found.length));
      const bad = found.flatMap(([where, text]) =>
        (JSON.parse(text) as PolicyDocument).Statement.flatMap(objections).map(
          (what) => `${where}: ${what}`,
        ),
      );
      assert.deepEqual(bad, []);
    });

    it(`of ${title} fit into IAM's limits: 6,144 for a policy, 2,048 for a trust`, async () => {
      for (const [where, text] of documents(await resources())) {
        const limit = where.endsWith(".assumeRolePolicy") ? 2048 : 6144;
        assert.ok(text.length < limit, `${where}: ${text.length}`);
        assert.equal((JSON.parse(text) as PolicyDocument).Version, "2012-10-17");
      }
    });

    it(`of ${title}: no user, no key, no policy that AWS calls an administrator's (checks 24 and 26)`, async () => {
      const all = await resources();
      const types = all
        .map(({ type }) => type)
        .filter((type) => /iam\/(user|accessKey|group)/.test(type));
      assert.deepEqual(types, []);
      const attached = all
        .filter(({ type }) => type.endsWith(":RolePolicyAttachment"))
        .map(({ inputs }) => String(inputs["policyArn"]).split("/").at(-1));
      assert.deepEqual([...new Set(attached)].sort(), [
        "AmazonEBSCSIDriverPolicyV2",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
      ]);
    });
  }

  const statement = { Sid: "Fine", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:x"] };
  const table: [string, object, string[]][] = [
    ["a sound statement", {}, []],
    ["reading everything", { Action: ["ec2:DescribeImages"], Resource: ["*"] }, []],
    [
      "writing everything",
      { Action: ["s3:PutObject"], Resource: ["*"] },
      ["s3:PutObject: on everything"],
    ],
    ["a service's every action", { Action: ["s3:*"] }, ["s3:*: many actions"]],
    ["no name", { Sid: "" }, ["Sid "]],
    ["no resource", { Resource: undefined }, ["no resource"]],
  ];
  for (const [title, change, expected] of table) {
    it(`objections to ${title}: ${expected.length}`, () =>
      assert.deepEqual(objections({ ...statement, ...change } as Statement), expected));
  }
});
