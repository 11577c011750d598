import { kafkaLabels, listenerSecretName, type ClusterName } from "./names";

const year = 365 * 24;

/**
 * Ten years for the CA, one for the brokers' certificate. Both are made anew by the first update in their last year or
 * quarter. The CA keeps its key and its name, so that certificates and clients of before and after fit each other.
 */
export const certificateHours = {
  ca: { validityPeriodHours: 10 * year, earlyRenewalHours: year },
  listener: { validityPeriodHours: year, earlyRenewalHours: 90 * 24 },
};

/** RSA, which every client's TLS library speaks. */
export const certificateKeys = {
  ca: { algorithm: "RSA", rsaBits: 4096 },
  listener: { algorithm: "RSA", rsaBits: 2048 },
};

export function caSubject({ clusterName }: ClusterName) {
  return { commonName: `${clusterName} clients' CA`, organization: "chatbot-platform" };
}

export function listenerSubject({ clusterName }: ClusterName) {
  return { commonName: `${clusterName}-kafka`, organization: "chatbot-platform" };
}

/**
 * Names under which clients find the bootstrap Service and every broker: a client that followed the bootstrap address is
 * sent on to `<cluster>-<pool>-<id>.<cluster>-kafka-brokers.<namespace>.svc`. Wildcards, so that a new broker needs no new
 * certificate. https://strimzi.io/docs/operators/latest/deploying#ref-alternative-subjects-certs-for-listeners-str
 */
export function listenerDnsNames({ clusterName, namespace }: ClusterName): string[] {
  const domains = ["", `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`];
  return ["-kafka-bootstrap", "-kafka-brokers"].flatMap((service, i) =>
    domains.map((domain) => `${i === 0 ? "" : "*."}${clusterName}${service}${domain}`),
  );
}

/** The Secret that the listener reads: the chain and a key in PKCS #8, as Strimzi wants it. */
export function listenerSecretManifest<W>(cluster: ClusterName, chain: W, pkcs8Key: W) {
  return {
    metadata: {
      name: listenerSecretName(cluster),
      namespace: cluster.namespace,
      labels: kafkaLabels,
    },
    type: "kubernetes.io/tls",
    stringData: { "tls.crt": chain, "tls.key": pkcs8Key },
  };
}
