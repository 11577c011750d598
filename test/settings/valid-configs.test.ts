import assert from "node:assert/strict";
import fc from "fast-check";
import { versions } from "../../components/versions";
import { examine } from "../../settings/door";
import { message } from "../../settings/finding";
import schema from "../../settings/generated/schema.json";
import { proofRuns } from "../support/proof-runs";
import { validConfig } from "../support/valid-configs";

const seed = 20_261_125;

interface SchemaNode {
  $ref?: string;
  type?: string;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  default?: unknown;
  "x-derived"?: unknown;
}

const definitions = schema.definitions as unknown as Record<string, SchemaNode>;

function resolved(node: SchemaNode): SchemaNode {
  const name = node.$ref?.split("/").at(-1);
  return name === undefined ? node : (definitions[decodeURIComponent(name)] ?? {});
}

/** Paths where a value has no value although the schema has a default for it. */
function* missing(node: SchemaNode, value: unknown, path: string): Generator<string> {
  const { properties, items } = resolved(node);
  if (Array.isArray(value) && items !== undefined) {
    for (const [i, item] of value.entries()) yield* missing(items, item, `${path}[${i}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(properties ?? {})) {
      const at = (value as Record<string, unknown>)[key];
      if (at === undefined && "default" in child) yield `${path}.${key}`;
      else if (at !== undefined) yield* missing(child, at, `${path}.${key}`);
    }
  }
}

/** Places where plain data can be changed: every property and list entry. */
function places(value: unknown, steps: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const at = [...steps, Array.isArray(value) ? Number(key) : key];
    return [at, ...places((value as Record<string, unknown>)[key], at)];
  });
}

/** A config with a place in it. */
type Place = readonly [config: unknown, steps: readonly (string | number)[]];

/** Places of some configs by their kind: entries of the same list, and the configs, are alike. */
function kindsOfPlaces(configs: readonly unknown[]): Place[][] {
  const kinds = new Map<string, Place[]>();
  for (const config of configs)
    for (const steps of places(config)) {
      const kind = steps.map((step) => (typeof step === "number" ? "[]" : step)).join(".");
      const alike = kinds.get(kind) ?? [];
      kinds.set(kind, alike);
      alike.push([config, steps]);
    }
  return [...kinds.values()];
}

/** What people write by mistake in the place of something else. */
const mistake = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    "",
    " ",
    0,
    -1,
    1.5,
    1e21,
    true,
    "true",
    "latest",
    [],
    {},
    [null],
    "5m",
    "1.30",
  ),
  fc.constantFrom<unknown>(
    "0.0.0.0/0",
    "::/0",
    "10.0.0.0/33",
    "arn:aws:iam::1:role/x",
    "eu-central-1",
    "a/b/c",
    "%",
    "100%",
  ),
  fc.anything({ maxDepth: 2 }),
);

describe("valid configs", () => {
  const raising = proofRuns(300, 10_000);
  it(`raise nothing, ${raising} of them, and become complete settings`, () => {
    fc.assert(
      fc.property(validConfig(), (args) => {
        const { settings, findings } = examine(args, versions);
        assert.deepEqual(findings.map(message), []);
        assert.ok(settings !== undefined);
        assert.deepEqual([...missing({ $ref: "#/definitions/PlatformArgs" }, settings, "")], []);
      }),
      { seed, numRuns: raising },
    );
  });

  it("stay as they are when their settings pass the door again", () => {
    fc.assert(
      fc.property(validConfig(), (args) => {
        const { settings } = examine(args, versions);
        assert.ok(settings !== undefined);
        const again = examine(settings, versions);
        assert.deepEqual(
          again.findings.filter(({ severity }) => severity === "error").map(message),
          [],
        );
        assert.deepEqual(again.settings, settings);
        assert.deepEqual(again.derivations, []);
      }),
      { seed, numRuns: proofRuns(50, 2_000) },
    );
  });

  it("of every kind are among them", () => {
    const made = fc.sample(validConfig(), { seed, numRuns: 300 });
    const has = (what: (args: (typeof made)[number]) => unknown): boolean =>
      made.some((args) => Boolean(what(args)));
    assert.ok(has(({ cluster }) => cluster.eks?.network?.existing));
    assert.ok(has(({ cluster }) => cluster.eks?.network?.vpc));
    assert.ok(has(({ cluster }) => cluster.existing));
    for (const kind of ["strimzi", "external", "msk"] as const)
      assert.ok(
        has(({ kafka }) => kafka?.[kind]),
        kind,
      );
    for (const brokers of [1, 3])
      assert.ok(has(({ kafka }) => kafka?.strimzi?.brokers?.replicas === brokers));
    assert.ok(has(({ nodes }) => nodes?.groups.some(({ name }) => name === "gpu")));
    assert.ok(
      has(({ nodes }) => nodes?.groups.some(({ capacityType }) => capacityType === "SPOT")),
    );
    assert.ok(has(({ nodes }) => nodes?.groups.some(({ name }) => name === "arm")));
    assert.ok(has(({ services }) => services.length === 0));
  });
});

describe("the door", () => {
  it("never throws for what is no config at all", () => {
    fc.assert(
      fc.property(
        fc.anything({
          maxDepth: 4,
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
        }),
        (args) => {
          const { settings, findings } = examine(args, versions);
          assert.equal(
            settings === undefined,
            findings.some(({ severity }) => severity === "error"),
          );
        },
      ),
      { seed, numRuns: proofRuns(5_000, 50_000) },
    );
  });

  it("never throws for a valid config with one thing wrong, anywhere", () => {
    const kinds = kindsOfPlaces(fc.sample(validConfig(), { seed, numRuns: 200 }));
    assert.ok(kinds.length > 140, `${kinds.length} kinds of places`);
    let next = 0;
    fc.assert(
      fc.property(mistake, fc.nat(), (wrong, which) => {
        // In turn, so that what is rare is as often wrong as what every config has.
        const found = kinds[next++ % kinds.length] ?? [];
        const [config, steps] = found[which % found.length] ?? [{}, []];
        const args: unknown = structuredClone(config);
        const parent = steps.slice(0, -1).reduce<any>((at, step) => at[step], args);
        parent[steps.at(-1) ?? ""] = wrong;
        const { settings, findings } = examine(args, versions);
        assert.equal(
          settings === undefined,
          findings.some(({ severity }) => severity === "error"),
        );
        for (const finding of findings)
          assert.ok(finding.path !== "" && finding.fix !== "", message(finding));
      }),
      { seed, numRuns: proofRuns(2 * kinds.length, 20_000) },
    );
  });
});
