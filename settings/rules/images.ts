import type { Rule, RuleContext } from "../rule";

/** Parts of an image reference. https://github.com/distribution/reference */
interface ImageReference {
  registry: string;
  name: string;
  tag?: string;
  digest?: string;
}

const component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const host =
  "(?:localhost|[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)+|[a-zA-Z0-9.-]+(?=:[0-9]))(?::[0-9]{1,5})?";
const reference = new RegExp(
  `^(?:(${host})/)?(${component}(?:/${component})*)(?::([^@]*))?(?:@(.*))?$`,
);

/** Registries that serve nothing new any more, with what replaced them. */
const frozenRegistries: Readonly<Record<string, string>> = {
  "k8s.gcr.io": "registry.k8s.io",
  "gcr.io/google-containers": "registry.k8s.io",
  "gcr.io/google_containers": "registry.k8s.io",
  "docker.pkg.github.com": "ghcr.io",
};

/** Tags that move: what they name today is not what they name tomorrow. */
const movingTags = new Set([
  "latest",
  "stable",
  "edge",
  "nightly",
  "main",
  "master",
  "dev",
  "develop",
  "canary",
  "snapshot",
]);

/** The parts of a reference, or undefined when it is none. */
export function parseImage(text: string): ImageReference | undefined {
  const found = reference.exec(text);
  if (found === null || text.length > 500) return undefined;
  const [, registry = "docker.io", name = "", tag, digest] = found;
  return {
    registry,
    name,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Images that are known before the deploy. */
function* images({
  settings,
}: RuleContext): Generator<[string, string, ImageReference | undefined]> {
  for (const [i, { image }] of settings.services.entries()) {
    if (typeof image === "string") yield [`services[${i}].image`, image, parseImage(image)];
  }
}

/** Container images. */
export const imageRules: readonly Rule[] = [
  {
    id: "image/invalid",
    severity: "error",
    because:
      "the kubelet refuses it with InvalidImageName: https://kubernetes.io/docs/concepts/containers/images/",
    *check(context) {
      for (const [path, text, image] of images(context)) {
        if (image === undefined) {
          const scheme = /^[a-z]+:\/\//.test(text);
          yield {
            path,
            expected: "registry/name:tag@digest",
            got: JSON.stringify(text),
            fix: scheme ? "remove the scheme" : "use lower-case letters in the name, and no spaces",
          };
          continue;
        }
        if (image.tag !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(image.tag)) {
          yield {
            path,
            expected: "a tag of letters, digits, dots, dashes and underscores",
            got: JSON.stringify(image.tag),
            fix: "correct the tag",
          };
        }
        if (image.digest !== undefined && !/^sha256:[a-f0-9]{64}$/.test(image.digest)) {
          yield {
            path,
            expected: "a digest of sha256: and 64 hexadecimal digits",
            got: JSON.stringify(image.digest),
            fix: "copy the digest from the registry",
          };
        }
      }
    },
  },
  {
    id: "image/no-fixed-version",
    severity: "error",
    because:
      "two pods of one Deployment may run different code, and a rollback does nothing: CKV_K8S_14",
    *check(context) {
      for (const [path, , image] of images(context)) {
        if (image === undefined || image.digest !== undefined) continue;
        if (image.tag !== undefined && image.tag.toLowerCase() !== "latest") continue;
        yield {
          path,
          expected: "a tag that stays, or a digest",
          got: image.tag === undefined ? "no tag, which means latest" : `the tag ${image.tag}`,
          fix: "name a version",
        };
      }
    },
  },
  {
    id: "image/moving-tag",
    severity: "warning",
    because: "a tag that is pushed again and again names other code on every node: CKV_K8S_14",
    *check(context) {
      for (const [path, , image] of images(context)) {
        if (image?.tag === undefined || image.digest !== undefined) continue;
        if (image.tag === "latest" || !movingTags.has(image.tag.toLowerCase())) continue;
        yield {
          path,
          expected: "a tag that stays, or a digest",
          got: `the tag ${image.tag}`,
          fix: "name a version",
        };
      }
    },
  },
  {
    id: "image/no-digest",
    severity: "warning",
    because: "a tag can be pushed again, a digest cannot: CKV_K8S_43",
    *check(context) {
      if (context.settings.environment !== "production") return;
      for (const [path, , image] of images(context)) {
        if (image === undefined || image.digest !== undefined || image.tag === undefined) continue;
        if (image.tag.toLowerCase() === "latest") continue;
        yield {
          path,
          expected: "a digest in production",
          got: `only the tag ${image.tag}`,
          fix: "append @sha256:… as the registry shows it",
        };
      }
    },
  },
  {
    id: "image/two-digests",
    severity: "error",
    because:
      "the same tag of an image cannot be two images: one of the two was tampered with or is stale",
    *check(context) {
      const known = new Map<string, [string, string]>();
      for (const [path, , image] of images(context)) {
        if (image?.tag === undefined || image.digest === undefined) continue;
        const name = `${image.registry}/${image.name}:${image.tag}`;
        const [digest, first] = known.get(name) ?? [image.digest, path];
        known.set(name, [digest, first]);
        if (digest === image.digest) continue;
        yield {
          path,
          expected: `the digest that ${first} gives for ${name}`,
          got: image.digest,
          fix: "look the digest up and write it in both places",
        };
      }
    },
  },
  {
    id: "image/frozen-registry",
    severity: "error",
    because:
      "the registry gets no new images and is being switched off: https://kubernetes.io/blog/2023/03/10/image-registry-redirect/",
    *check(context) {
      for (const [path, text] of images(context)) {
        const frozen = Object.keys(frozenRegistries).find((registry) =>
          text.startsWith(`${registry}/`),
        );
        if (frozen === undefined) continue;
        yield {
          path,
          expected: `an image from ${frozenRegistries[frozen]}`,
          got: `one from ${frozen}`,
          fix: `write ${frozenRegistries[frozen]} instead`,
        };
      }
    },
  },
  {
    id: "image/registry-of-another-region",
    severity: "warning",
    because: "every pull from another region is slow and paid for by the gigabyte",
    *check(context) {
      const region = context.settings.cluster.eks?.region;
      for (const [path, , image] of images(context)) {
        const [, other] =
          /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/.exec(image?.registry ?? "") ?? [];
        if (region === undefined || other === undefined || other === region) continue;
        yield {
          path,
          expected: `a registry in ${region}`,
          got: `one in ${other}`,
          fix: "replicate the image to the cluster's region",
        };
      }
    },
  },
  {
    id: "image/nothing-to-run",
    severity: "error",
    because:
      "without an image there is no Deployment, so there must be one that somebody else owns",
    *check({ settings: { services } }) {
      for (const [i, { image, scaling }] of services.entries()) {
        if (image !== undefined || scaling.scaleTargetRef !== undefined) continue;
        yield {
          path: `services[${i}].image`,
          expected: "an image, or scaling.scaleTargetRef",
          got: "neither",
          fix: "add the image, or name the Deployment that exists",
        };
      }
    },
  },
];
