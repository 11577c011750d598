import type { PlatformSettings } from "../generated/settings";
import type { Rule } from "../rule";
import { decodedBase64, isSecretName, secretShape } from "../secret-shapes";

/** Most bytes of a Secret or ConfigMap. https://kubernetes.io/docs/concepts/configuration/secret/ */
const objectBytes = 1024 * 1024;

/** A plain text that ends up in a manifest, with its path and the name it has there. */
interface PlainText {
  path: string;
  name: string;
  value: string;
}

function* entries(path: string, values: Readonly<Record<string, unknown>>): Generator<PlainText> {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== "string") continue;
    const key = /^[A-Za-z_$][A-Za-z0-9_$-]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
    yield { path: `${path}${key}`, name, value };
  }
}

/** Everything that people may mistake for a place for secrets. */
function* plainTexts({
  services,
  kafka,
  cluster,
}: PlatformSettings<unknown>): Generator<PlainText> {
  for (const [i, service] of services.entries()) {
    const at = `services[${i}]`;
    yield* entries(`${at}.env`, service.env);
    yield* entries(`${at}.labels`, service.labels);
    yield* entries(`${at}.podAnnotations`, service.podAnnotations);
    yield* entries(`${at}.ingress.annotations`, service.ingress?.annotations ?? {});
    yield* entries(`${at}.scaling.annotations`, service.scaling.annotations);
    for (const key of ["command", "args"] as const) {
      for (const [j, value] of (service[key] ?? []).entries())
        yield { path: `${at}.${key}[${j}]`, name: "", value };
    }
    for (const [j, { other, prometheus }] of service.scaling.triggers.entries()) {
      const trigger = `${at}.scaling.triggers[${j}]`;
      yield* entries(`${trigger}.other.metadata`, other?.metadata ?? {});
      if (prometheus?.customHeaders !== undefined) {
        yield {
          path: `${trigger}.prometheus.customHeaders`,
          name: "",
          value: prometheus.customHeaders.replace(/^authorization=/i, ""),
        };
      }
    }
  }
  yield* entries("kafka.strimzi.config", kafka?.strimzi?.config ?? {});
  for (const [i, { config }] of (kafka?.topics ?? []).entries())
    yield* entries(`kafka.topics[${i}].config`, config);
  yield* entries("cluster.eks.tags", cluster.eks?.tags ?? {});
}

/** Values that only point at a secret, or are none. */
function isHarmless(value: string): boolean {
  return (
    value === "" ||
    /^(true|false|null|none|\d{1,3})$/i.test(value) ||
    /^\$\(\w+\)$/.test(value) ||
    /^arn:aws/.test(value) ||
    value.startsWith("/")
  );
}

/** Secrets where everybody can read them. */
export const secretRules: readonly Rule[] = [
  {
    id: "secret/in-plain-text",
    severity: "error",
    because:
      "whoever may read the Deployment, the state or the stack file reads it: CIS EKS 4.4.1, check 100",
    *check({ settings }) {
      for (const { path, name, value } of plainTexts(settings)) {
        const shape = secretShape(value);
        const named = isSecretName(name) && !isHarmless(value);
        if (shape === undefined && !named) continue;
        yield {
          path,
          expected: "nothing secret",
          got:
            shape === undefined ? "a value under the name of a secret" : `what looks like ${shape}`,
          fix: "put it into a Secret, name that in secretEnv, and replace the secret: it has been written down",
        };
      }
    },
  },
  {
    id: "secret/space-around",
    severity: "warning",
    because:
      "a trailing newline or space becomes part of the value, and authentication or an address fails with it",
    *check({ settings: { services } }) {
      for (const [i, { env }] of services.entries()) {
        for (const { path, value } of entries(`services[${i}].env`, env)) {
          if (value === value.trim()) continue;
          yield {
            path,
            expected: "a value without spaces or newlines around it",
            got: value.endsWith("\n") ? "a newline at the end" : "spaces around it",
            fix: "remove them; in YAML write |- instead of |",
          };
        }
      }
    },
  },
  {
    id: "secret/encoded-twice",
    severity: "warning",
    because:
      "Kubernetes encodes Secrets by itself; an application gets what is written here as it stands: keda#2400",
    *check({ settings: { services } }) {
      for (const [i, { env }] of services.entries()) {
        for (const { path, value } of entries(`services[${i}].env`, env)) {
          const decoded = decodedBase64(value);
          if (decoded === undefined || secretShape(value) !== undefined) continue;
          yield {
            path,
            expected: "plain text",
            got: "what looks like base64",
            fix: "write the text itself",
          };
        }
      }
    },
  },
  {
    id: "secret/too-large",
    severity: "error",
    because: "etcd and the API server take objects of about 1 MiB",
    *check({ settings: { services, kafka } }) {
      const sized: [string, number][] = services.map((service, i) => [
        `services[${i}].env`,
        [...entries("", service.env)].reduce(
          (sum, { name, value }) => sum + name.length + Buffer.byteLength(value),
          0,
        ),
      ]);
      for (const [i, service] of services.entries()) {
        const words = [...(service.command ?? []), ...(service.args ?? [])];
        sized.push([
          `services[${i}].args`,
          words.reduce((sum, word) => sum + Buffer.byteLength(word), 0),
        ]);
        sized.push([
          `services[${i}].podAnnotations`,
          4 * JSON.stringify(service.podAnnotations).length,
        ]);
      }
      const config = JSON.stringify(kafka?.strimzi?.config ?? {});
      sized.push(["kafka.strimzi.config", Buffer.byteLength(config)]);
      for (const [path, bytes] of sized) {
        if (bytes <= objectBytes) continue;
        yield {
          path,
          expected: `at most ${objectBytes} bytes in all`,
          got: `${bytes} bytes`,
          fix: "mount it from object storage or build it into the image",
        };
      }
    },
  },
  {
    id: "secret/verification-off",
    severity: "error",
    because: "whoever sits in between reads and changes everything: KEDA's audit of 2022, check 76",
    *check({ settings: { services } }) {
      for (const [i, { scaling }] of services.entries()) {
        for (const [j, { kafka, prometheus, other }] of scaling.triggers.entries()) {
          const path = `services[${i}].scaling.triggers[${j}]`;
          const off: [string, boolean][] = [
            ["kafka", kafka?.unsafeSsl === true],
            ["prometheus", prometheus?.unsafeSsl === true],
            [
              "other.metadata",
              Object.entries(other?.metadata ?? {}).some(
                ([key, value]) =>
                  /^(unsafeSsl|insecureSkipVerify|skipVerify|tlsInsecureSkipVerify)$/i.test(key) &&
                  value === "true",
              ),
            ],
          ];
          for (const [key, isOff] of off) {
            if (!isOff) continue;
            yield {
              path: `${path}.${key}.unsafeSsl`,
              expected: "certificates to be verified",
              got: "true",
              fix: "remove it and give the CA in the TriggerAuthentication",
            };
          }
        }
      }
    },
  },
];
