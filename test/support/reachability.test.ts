import assert from "node:assert/strict";
import { isAllowed, selecting, type End, type Pod, type Policy } from "./reachability";

const pod = (namespace: string, role: string, more: Partial<Pod> = {}): Pod => ({
  namespace,
  labels: { role },
  ...more,
});
const db = pod("default", "db", { namedPorts: { redis: 6379 }, address: "10.0.1.1" });
const frontend = pod("default", "frontend");
const myproject = pod("work", "any", { namespaceLabels: { project: "myproject" } });
const stranger = pod("other", "frontend");
const at = (address: string): End => ({ address });

/** The example of https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource */
const example: Policy = {
  metadata: { name: "test", namespace: "default" },
  spec: {
    podSelector: { matchLabels: { role: "db" } },
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      {
        from: [
          { ipBlock: { cidr: "172.17.0.0/16", except: ["172.17.1.0/24"] } },
          { namespaceSelector: { matchLabels: { project: "myproject" } } },
          { podSelector: { matchLabels: { role: "frontend" } } },
        ],
        ports: [{ protocol: "TCP", port: 6379 }],
      },
    ],
    egress: [
      { to: [{ ipBlock: { cidr: "10.0.0.0/24" } }], ports: [{ protocol: "TCP", port: 5978 }] },
    ],
  },
};

const policy = (namespace: string, spec: Policy["spec"]): Policy => ({
  metadata: { namespace },
  spec,
});
const denyAll = policy("default", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const into = (spec: NonNullable<Policy["spec"]["ingress"]>[number]): Policy[] => [
  policy("default", { podSelector: {}, policyTypes: ["Ingress"], ingress: [spec] }),
];

type Row = [string, Policy[], End, End, number, boolean, ("UDP" | "SCTP")?];

describe("isAllowed()", () => {
  const table: Row[] = [
    ["without policies everything", [], frontend, db, 1, true],
    ["a pod of the namespace by label", [example], frontend, db, 6379, true],
    ["no other port", [example], frontend, db, 6380, false],
    ["no other protocol", [example], frontend, db, 6379, false, "UDP"],
    ["no pod of the same label elsewhere", [example], stranger, db, 6379, false],
    ["every pod of a namespace by label", [example], myproject, db, 6379, true],
    ["an address of the block", [example], at("172.17.0.9"), db, 6379, true],
    ["no address of its exception", [example], at("172.17.1.9"), db, 6379, false],
    ["no address outside the block", [example], at("172.18.0.9"), db, 6379, false],
    ["the way out to a block", [example], db, at("10.0.0.7"), 5978, true],
    ["no other way out", [example], db, at("10.0.1.7"), 5978, false],
    ["a pod that no policy selects", [example], stranger, frontend, 6379, true],
    ["a denied target", [denyAll], stranger, db, 6379, false],
    ["a denied source", [denyAll], db, stranger, 6379, false],
    ["policies add up", [denyAll, example], stranger, db, 6379, false],
    [
      "a peer without labels is nobody's pod",
      into({ from: [{ podSelector: {} }] }),
      at("1.1.1.1"),
      db,
      1,
      false,
    ],
    [
      "an empty podSelector: own namespace",
      into({ from: [{ podSelector: {} }] }),
      frontend,
      db,
      1,
      true,
    ],
    [
      "an empty podSelector: no other namespace",
      into({ from: [{ podSelector: {} }] }),
      stranger,
      db,
      1,
      false,
    ],
    [
      "an empty namespaceSelector: any pod",
      into({ from: [{ namespaceSelector: {} }] }),
      stranger,
      db,
      1,
      true,
    ],
    [
      "an empty namespaceSelector: no address outside",
      into({ from: [{ namespaceSelector: {} }] }),
      at("1.1.1.1"),
      db,
      1,
      false,
    ],
    ["an absent from: anybody", into({}), at("1.1.1.1"), db, 1, true],
    ["an empty from: anybody", into({ from: [] }), at("1.1.1.1"), db, 1, true],
    [
      "all of the protocol without a port",
      into({ ports: [{ protocol: "UDP" }] }),
      frontend,
      db,
      7,
      true,
      "UDP",
    ],
    ["TCP is the default protocol", into({ ports: [{}] }), frontend, db, 7, false, "UDP"],
    [
      "a range of ports, its end",
      into({ ports: [{ port: 10, endPort: 20 }] }),
      frontend,
      db,
      20,
      true,
    ],
    [
      "a range of ports, past it",
      into({ ports: [{ port: 10, endPort: 20 }] }),
      frontend,
      db,
      21,
      false,
    ],
    ["a named port of the target", into({ ports: [{ port: "redis" }] }), frontend, db, 6379, true],
    [
      "a name that the target lacks",
      into({ ports: [{ port: "redis" }] }),
      stranger,
      frontend,
      6379,
      false,
    ],
    [
      "both selectors of one peer, met",
      into({
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "other" } },
            podSelector: { matchLabels: { role: "frontend" } },
          },
        ],
      }),
      stranger,
      db,
      1,
      true,
    ],
    [
      "both selectors of one peer, one not met",
      into({
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "other" } },
            podSelector: { matchLabels: { role: "x" } },
          },
        ],
      }),
      stranger,
      db,
      1,
      false,
    ],
    [
      "a pod's address inside a block",
      [
        policy("default", {
          policyTypes: ["Egress"],
          egress: [{ to: [{ ipBlock: { cidr: "10.0.1.0/24" } }] }],
        }),
      ],
      frontend,
      db,
      1,
      true,
    ],
    [
      "no IPv6 address in an IPv4 block",
      into({ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }),
      at("::1"),
      db,
      1,
      false,
    ],
    ["ingress alone leaves the way out open", into({}), db, stranger, 1, true],
    [
      "egress rules without policyTypes close the way out",
      [policy("default", { egress: [] })],
      db,
      stranger,
      1,
      false,
    ],
    ["no policyTypes: ingress is closed", [policy("default", {})], stranger, db, 1, false],
    ["no policyTypes: egress stays open", [policy("default", {})], db, stranger, 1, true],
    [
      "the namespace of the policy, not of the peer",
      [policy("other", { policyTypes: ["Ingress"] })],
      frontend,
      db,
      1,
      true,
    ],
  ];
  for (const [title, policies, source, target, port, expected, protocol] of table) {
    it(`${expected ? "allows" : "denies"}: ${title}`, () =>
      assert.equal(isAllowed(policies, source, target, { port, protocol }), expected));
  }

  for (const [operator, values, expected] of [
    ["In", ["frontend", "x"], true],
    ["In", ["x"], false],
    ["NotIn", ["x"], true],
    ["NotIn", ["frontend"], false],
    ["Exists", undefined, true],
    ["DoesNotExist", undefined, false],
  ] as const) {
    it(`reads ${operator} ${values?.join() ?? ""}`, () => {
      const podSelector = {
        matchExpressions: [{ key: "role", operator, ...(values && { values: [...values] }) }],
      };
      assert.equal(
        isAllowed(into({ from: [{ podSelector }] }), frontend, db, { port: 1 }),
        expected,
      );
    });
  }

  it("refuses an operator that Kubernetes does not have", () => {
    const podSelector = { matchExpressions: [{ key: "role", operator: "Gt", values: ["1"] }] };
    assert.throws(
      () => isAllowed(into({ from: [{ podSelector }] }), frontend, db, { port: 1 }),
      /expected In, NotIn, Exists or DoesNotExist, got Gt/,
    );
  });
});

describe("selecting()", () => {
  it("finds the policies of a pod, and none of an address", () => {
    assert.deepEqual(selecting([denyAll, example], db), [denyAll, example]);
    assert.deepEqual(selecting([denyAll, example], frontend), [denyAll]);
    assert.deepEqual(selecting([denyAll, example], at("10.0.1.1")), []);
  });
});
