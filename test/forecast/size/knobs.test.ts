import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { platformWorld } from "../../../forecast/inputs/platform-world";
import { knobs } from "../../../forecast/size/knobs";
import type { Move } from "../../../forecast/size/move";
import type { ServiceSpec, WorldSpec } from "../../../forecast/world/spec";
import { readStackFile } from "../../../plan/stack-file";
import type { PlatformArgs } from "../../../settings/args/platform";
import { settled } from "../../components/platform/platforms";
import type { LooseArgs } from "../../support/base-args";
import { applied, manifestsOf, valueAt } from "./printed";

const root = resolve(__dirname, "..", "..", "..");

const traffic = { windowSeconds: 3600, rates: Float64Array.of(1), variation: 1 };

/** The world of a stack whose file says this. */
async function worldOf(args: LooseArgs): Promise<WorldSpec> {
  const written = args as PlatformArgs;
  const settings = settled(written);
  const manifests = await manifestsOf(written);
  const { world } = platformWorld({ settings, manifests, traffic: () => traffic });
  return { ...world, outages: [], startsAt: 0, seconds: 60, seed: 1 };
}

/** Services in any order: no random number depends on it. */
const parts = ({ services, nodes }: WorldSpec) => ({
  services: Object.fromEntries(services.map((one): [string, ServiceSpec] => [one.name, one])),
  nodes,
});

/** One of a kind: places of the same list are alike. */
const kind = ({ path, from, to }: Move): string =>
  `${path.replace(/^(services|kafka\.topics)\[\d+\]/, "$1")} ${from === "none" ? "" : Number(to) > Number(from) ? "more" : "less"}`;

const stackArgs = (stack: string): LooseArgs =>
  readStackFile(join(root, `Pulumi.${stack}.yaml`)).args;

/** Prod with so many partitions that shares need not be even, and a rate that is counted by the minute. */
function uneven(): LooseArgs {
  const args = stackArgs("prod");
  args.kafka.topics[0].partitions = 240;
  const query = `sum(topic:kafka_topic_partition_current_offset:rate1m{topic="ai.chatbot"}) * 60`;
  const prometheus = { query, threshold: 108, ignoreNullValues: false };
  args.services[1].scaling = { maxReplicaCount: 20, triggers: [{ kafka: {} }, { prometheus }] };
  return args;
}

/** `planned` are the paths of the changes that are written and planned, one of each kind. */
const examples: [title: string, args: LooseArgs, planned: RegExp, kinds: number][] = [
  ["local", stackArgs("local"), /minReplicaCount/, 1],
  ["dev", stackArgs("dev"), /./, 10],
  ["prod", stackArgs("prod"), /headroom|query|minReplicaCount/, 4],
  ["prod, with partitions to spare", uneven(), /threshold/, 2],
];

describe("settings that a search may change", () => {
  for (const [title, args, planned, count] of examples) {
    describe(`of the stack ${title}`, () => {
      const settings = settled(args as PlatformArgs);
      let world: WorldSpec;
      let moves: Move[];
      before(async () => {
        world = await worldOf(args);
        moves = knobs(settings, world).flatMap((knob) => knob(world));
      });

      it("are named by the path at which the settings have that value", () => {
        for (const { path, from } of moves) {
          const value = valueAt(settings, path);
          if (from === "none" || path.startsWith("nodes.headroom")) continue;
          const [, capacity] = /floor\(([\d.]+) \//.exec(from) ?? [];
          if (capacity !== undefined) assert.ok(String(value).includes(`floor(${capacity} / `));
          else assert.equal(String(value), from, path);
        }
      });

      it("make the world that the stack has once they are written", async function () {
        this.timeout(30_000);
        const wanted = moves.filter(({ path }) => planned.test(path));
        const kinds = new Map(wanted.map((move) => [kind(move), move]));
        assert.equal(kinds.size, count, [...kinds.keys()].join("\n"));
        for (const move of kinds.values()) {
          const then = await worldOf(applied(args, settings, move));
          assert.deepEqual(parts(move.world), parts(then), `${move.path}: ${move.to}`);
        }
      });
    });
  }
});
