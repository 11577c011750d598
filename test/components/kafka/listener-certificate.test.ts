import assert from "node:assert/strict";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { listenerDnsNames } from "../../../components/kafka/listener-certificate";
import { bootstrapAddress } from "../../../components/kafka/names";

const cluster = { clusterName: "events", namespace: "data" };

/** What a TLS client of Node says to a host under the certificate's names; undefined when it agrees. */
function objection(host: string): Error | undefined {
  const subjectaltname = listenerDnsNames(cluster)
    .map((name) => `DNS:${name}`)
    .join(", ");
  return checkServerIdentity(host, { subject: {}, subjectaltname } as unknown as PeerCertificate);
}

describe("listenerDnsNames()", () => {
  const known = [
    bootstrapAddress(cluster).split(":")[0] ?? "",
    "events-kafka-bootstrap.data",
    "events-kafka-bootstrap.data.svc.cluster.local",
    "events-broker-0.events-kafka-brokers.data.svc",
    "events-broker-17.events-kafka-brokers.data.svc.cluster.local",
  ];
  for (const host of known) {
    it(`holds for ${host}`, () => assert.equal(objection(host), undefined));
  }

  const strange = [
    "events-kafka-bootstrap.other.svc",
    "events-broker-0.events-kafka-brokers.other.svc",
    "other-broker-0.other-kafka-brokers.data.svc",
    "a.b.events-kafka-brokers.data.svc",
    "chat.chatbot.svc",
  ];
  for (const host of strange) {
    it(`does not hold for ${host}`, () =>
      assert.match(String(objection(host)), /does not match certificate's altnames/));
  }

  it("also holds inside the namespace, where nobody writes it", () => {
    const names = listenerDnsNames(cluster);
    assert.deepEqual(
      [names.length, names[0], names[4]],
      [8, "events-kafka-bootstrap", "*.events-kafka-brokers"],
    );
  });
});
