import { generateKeyPairSync, randomBytes } from "node:crypto";
import { hexOf, type Kind, type Model } from "./model";
import { unknown } from "./wire";

/** A thing that is only in the state: every input makes a new one. */
function drawn(kind: Partial<Kind> & Pick<Kind, "replaceOn" | "outputs">): Kind {
  return { id: (_, serial) => hexOf(serial), ...kind };
}

function certificate(name: string): { certPem: string; validityEndTime: string } {
  const body = Buffer.from(`certificate of ${name}`).toString("base64");
  return {
    certPem: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
    validityEndTime: "2099-01-01T00:00:00Z",
  };
}

const certificateInputs = ["validityPeriodHours", "allowedUses", "subject", "dnsNames"];

/** `random`: passwords. */
export const random: Model = {
  kinds: {
    "random:index/randomPassword:RandomPassword": drawn({
      replaceOn: ["length", "special", "keepers", "overrideSpecial", "upper", "lower", "numeric"],
      secrets: ["result", "bcryptHash"],
      outputs: ({ inputs, before }) =>
        before === undefined
          ? { result: randomBytes(64).toString("hex").slice(0, inputs.length), bcryptHash: "$2a$" }
          : {},
    }),
  },
};

/** `tls`: true keys, and certificates that only look like some. */
export const tls: Model = {
  kinds: {
    "tls:index/privateKey:PrivateKey": drawn({
      replaceOn: ["algorithm", "rsaBits", "ecdsaCurve"],
      secrets: ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"],
      outputs: ({ before }, id) => (before !== undefined ? {} : id === unknown ? noKey : newKey()),
    }),
    "tls:index/certRequest:CertRequest": drawn({
      replaceOn: ["privateKeyPem", "subject", "dnsNames", "ipAddresses", "uris"],
      outputs: ({ name }) => ({
        certRequestPem: certificate(name).certPem.replaceAll("CERTIFICATE", "CERTIFICATE REQUEST"),
      }),
    }),
    "tls:index/selfSignedCert:SelfSignedCert": drawn({
      replaceOn: [...certificateInputs, "privateKeyPem", "isCaCertificate"],
      outputs: ({ name }) => certificate(name),
    }),
    "tls:index/locallySignedCert:LocallySignedCert": drawn({
      replaceOn: [...certificateInputs, "certRequestPem", "caPrivateKeyPem", "caCertPem"],
      outputs: ({ name }) => certificate(name),
    }),
  },
};

/** The same without the work, for a preview. */
const noKey = { privateKeyPem: "", privateKeyPemPkcs8: "", publicKeyPem: "" };

function newKey(): Record<string, string> {
  // 2048 bits, whatever was asked for: 4096 take seconds.
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    privateKeyPem: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    privateKeyPemPkcs8: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

/** `kafka`: topics and ACLs of a Kafka that somebody else runs. */
export const kafka: Model = {
  kinds: {
    "kafka:index/topic:Topic": {
      id: ({ inputs }) => inputs.name,
      replaceOn: ["name"],
    },
    "kafka:index/acl:Acl": {
      id: ({ inputs }) => JSON.stringify(inputs),
      replaceOn: ["aclOperation", "aclPrincipal", "aclResourceName", "aclResourceType"],
    },
  },
};
