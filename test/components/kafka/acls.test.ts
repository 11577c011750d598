import assert from "node:assert/strict";
import fc from "fast-check";
import { scalerAcls, serviceAcls, type Acl } from "../../../components/kafka/acls";
import type { ServiceSettings, TopicSettings } from "../../../settings/generated/settings";

const service = (more: object) =>
  ({ name: "chat", produces: [], ...more }) as unknown as ServiceSettings<unknown>;
const topics = [
  { name: "plain", transactional: false },
  { name: "ledger", transactional: true },
] as TopicSettings[];

describe("serviceAcls() (check 58)", () => {
  const table: [string, object, Acl[]][] = [
    ["nothing to a service without Kafka", {}, []],
    [
      "a consumer its topic and its group",
      { consumes: { topic: "plain", consumerGroup: "g" } },
      [
        { type: "topic", name: "plain", operations: ["Read", "Describe"] },
        { type: "group", name: "g", operations: ["Read"] },
      ],
    ],
    [
      "a producer its topics, each once",
      { produces: ["plain", "plain"] },
      [{ type: "topic", name: "plain", operations: ["Write", "Describe"] }],
    ],
    [
      "a transactional producer its ids",
      { produces: ["ledger"] },
      [
        { type: "topic", name: "ledger", operations: ["Write", "Describe"] },
        {
          type: "transactionalId",
          name: "chat.",
          isPrefix: true,
          operations: ["Write", "Describe"],
        },
      ],
    ],
    [
      "no ids to who only reads transactions",
      { consumes: { topic: "ledger", consumerGroup: "g" } },
      [
        { type: "topic", name: "ledger", operations: ["Read", "Describe"] },
        { type: "group", name: "g", operations: ["Read"] },
      ],
    ],
  ];
  for (const [title, more, expected] of table) {
    it(`allows ${title}`, () => assert.deepEqual(serviceAcls(service(more), topics), expected));
  }

  it("never allows a wildcard", () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9._-]{1,30}$/);
    fc.assert(
      fc.property(name, name, fc.array(name, { maxLength: 5 }), (topic, group, produces) => {
        const consumes = { topic, consumerGroup: group };
        const named = new Set([topic, group, ...produces, "chat."]);
        for (const acl of [
          ...serviceAcls(service({ consumes, produces }), topics),
          ...scalerAcls([consumes]),
        ]) {
          assert.ok(named.has(acl.name), acl.name);
          assert.ok(acl.operations.length > 0);
        }
      }),
    );
  });
});

describe("scalerAcls() (check 58)", () => {
  it("allows to describe each topic and each group, once, in an order that does not change", () => {
    const rows = [
      { topic: "b", consumerGroup: "g" },
      { topic: "a", consumerGroup: "g" },
      { topic: "a", consumerGroup: "f" },
    ];
    const expected: Acl[] = [
      { type: "topic", name: "a", operations: ["Describe"] },
      { type: "topic", name: "b", operations: ["Describe"] },
      { type: "group", name: "f", operations: ["Describe"] },
      { type: "group", name: "g", operations: ["Describe"] },
    ];
    assert.deepEqual(scalerAcls(rows), expected);
    assert.deepEqual(scalerAcls(rows.reverse()), expected);
  });
});
