import type { KafkaSettings } from "../../settings/generated/settings";

/** The provider's spelling of the mechanisms. https://www.pulumi.com/registry/packages/kafka/installation-configuration/ */
const mechanisms = {
  plaintext: "plain",
  scram_sha256: "scram-sha256",
  scram_sha512: "scram-sha512",
} as const;

/** Said, because the provider would else believe `KAFKA_SKIP_VERIFY` of whoever runs it. */
const verified = { skipTlsVerify: false };

/**
 * How `@pulumi/kafka` reaches the brokers from the machine that runs Pulumi. Name and password are not among it: the
 * provider reads `KAFKA_SASL_USERNAME` and `KAFKA_SASL_PASSWORD`, a private CA from `KAFKA_CA_CERT`, AWS' own chain for
 * MSK. So nothing secret is in the state.
 */
export function providerSecurity({ external, msk }: KafkaSettings<unknown>) {
  if (msk !== undefined) {
    // The region is the fourth part of the cluster's ARN.
    const saslAwsRegion = msk.clusterArn.split(":")[3] ?? "";
    return { ...verified, tlsEnabled: true, saslMechanism: "aws-iam", saslAwsRegion };
  }
  const { tls = true, sasl = "none" } = external ?? {};
  return {
    ...verified,
    tlsEnabled: tls,
    ...(sasl === "none" ? {} : { saslMechanism: mechanisms[sasl] }),
  };
}
