import type { ServiceSettings } from "../generated/settings";
import { milliCpu, quantity } from "../quantity";
import type { Rule, RuleFinding } from "../rule";

const MiB = 2 ** 20;

/** Below this no container starts: the runtime itself needs some MiB. */
const leastMemoryMiB = 4;

/** The largest EC2 instances have 1,920 vCPU and 32 TiB. */
const mostMilliCpu = 1_920_000;
const mostMemoryMiB = 32 * 2 ** 20;

function* each(
  services: readonly ServiceSettings<unknown>[],
  check: (service: ServiceSettings<unknown>, path: string) => Iterable<RuleFinding>,
): Generator<RuleFinding> {
  for (const [i, service] of services.entries()) yield* check(service, `services[${i}]`);
}

function* repeated(
  texts: readonly string[],
  path: (index: number) => string,
  what: string,
): Generator<RuleFinding> {
  for (const [i, text] of texts.entries()) {
    if (texts.indexOf(text) === i) continue;
    yield {
      path: path(i),
      expected: `every ${what} once`,
      got: JSON.stringify(text),
      fix: "remove one",
    };
  }
}

/** What one replica asks for, writes to and is given. */
export const resourceRules: readonly Rule[] = [
  {
    id: "resources/request-above-limit",
    severity: "error",
    because:
      "the API server refuses it: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    *check({ settings }) {
      yield* each(settings.services, function* ({ resources }, path) {
        const { cpu, cpuLimit, memory, memoryLimit } = resources;
        if (cpuLimit !== undefined && milliCpu(cpu) > milliCpu(cpuLimit)) {
          yield {
            path: `${path}.resources.cpu`,
            expected: `at most cpuLimit, ${cpuLimit}`,
            got: JSON.stringify(cpu),
            fix: "raise cpuLimit, or leave it out",
          };
        }
        if (quantity(memory) > quantity(memoryLimit)) {
          yield {
            path: `${path}.resources.memory`,
            expected: `at most memoryLimit, ${memoryLimit}`,
            got: JSON.stringify(memory),
            fix: "raise memoryLimit, or leave it out",
          };
        }
      });
    },
  },
  {
    id: "resources/too-small",
    severity: "error",
    because:
      "a plain number is bytes or whole cores: 512 of memory is half a kilobyte, in which no container starts",
    *check({ settings }) {
      yield* each(settings.services, function* ({ resources }, path) {
        for (const key of ["memory", "memoryLimit"] as const) {
          if (quantity(resources[key]) >= leastMemoryMiB * MiB) continue;
          yield {
            path: `${path}.resources.${key}`,
            expected: `at least ${leastMemoryMiB}Mi`,
            got: JSON.stringify(resources[key]),
            fix: `write a unit, such as "${parseInt(resources[key], 10) || 256}Mi"`,
          };
        }
        if (milliCpu(resources.cpu) === 0) {
          yield {
            path: `${path}.resources.cpu`,
            expected: "more than 0",
            got: JSON.stringify(resources.cpu),
            fix: 'write what it needs, such as "100m"',
          };
        }
      });
    },
  },
  {
    id: "resources/too-large",
    severity: "error",
    because: "no machine of AWS is that large: a plain number of CPU is whole cores",
    *check({ settings }) {
      yield* each(settings.services, function* ({ resources }, path) {
        if (milliCpu(resources.cpu) > mostMilliCpu) {
          yield {
            path: `${path}.resources.cpu`,
            expected: `at most ${mostMilliCpu / 1000} cores`,
            got: JSON.stringify(resources.cpu),
            fix: "write millicores with m",
          };
        }
        if (quantity(resources.memory) > mostMemoryMiB * MiB) {
          yield {
            path: `${path}.resources.memory`,
            expected: "at most 32Ti",
            got: JSON.stringify(resources.memory),
            fix: "correct the unit",
          };
        }
      });
    },
  },
  {
    id: "resources/memory-volume-exceeds-limit",
    severity: "error",
    because:
      "files in memory count against the container's limit, so that it is killed before the volume is full",
    *check({ settings }) {
      yield* each(settings.services, function* ({ resources, writablePaths }, path) {
        const held = writablePaths
          .filter(({ memory }) => memory)
          .reduce((sum, { sizeLimit }) => sum + quantity(sizeLimit), 0);
        if (held < quantity(resources.memoryLimit)) return;
        yield {
          path: `${path}.writablePaths`,
          expected: `less in memory than memoryLimit, ${resources.memoryLimit}`,
          got: `${Math.round(held / MiB)}Mi`,
          fix: "raise memoryLimit, or lower sizeLimit",
        };
      });
    },
  },
  {
    id: "resources/volume-exceeds-ephemeral-storage",
    severity: "error",
    because:
      "files in a writable path count against ephemeralStorage, so that the pod is evicted before the path is full",
    *check({ settings }) {
      yield* each(settings.services, function* ({ resources, writablePaths }, path) {
        for (const [j, { sizeLimit, memory }] of writablePaths.entries()) {
          if (memory || quantity(sizeLimit) <= quantity(resources.ephemeralStorage)) continue;
          yield {
            path: `${path}.writablePaths[${j}].sizeLimit`,
            expected: `at most resources.ephemeralStorage, ${resources.ephemeralStorage}`,
            got: JSON.stringify(sizeLimit),
            fix: "raise ephemeralStorage",
          };
        }
      });
    },
  },
  {
    id: "service/duplicate-mount",
    severity: "error",
    because: "the API server refuses two volumes at one path",
    *check({ settings }) {
      yield* each(settings.services, function* ({ writablePaths, secretFiles }, path) {
        const bare = ({ path: folder }: { path: string }): string => folder.replace(/\/+$/, "");
        const folders = [...writablePaths.map(bare), ...secretFiles.map(bare)];
        const at = (i: number): string =>
          i < writablePaths.length
            ? `${path}.writablePaths[${i}].path`
            : `${path}.secretFiles[${i - writablePaths.length}].path`;
        yield* repeated(folders, at, "path");
      });
    },
  },
  {
    id: "service/duplicate-env",
    severity: "error",
    because: "of two variables with one name the last one wins, silently",
    *check({ settings }) {
      yield* each(settings.services, function* ({ env, secretEnv }, path) {
        const plain = Object.keys(env);
        const names = [...plain, ...secretEnv.map(({ name }) => name)];
        yield* repeated(names, (i) => `${path}.secretEnv[${i - plain.length}].name`, "variable");
      });
    },
  },
  {
    id: "service/no-file-system",
    severity: "error",
    because: "a volume over the root or over the system's own folders hides the container's files",
    *check({ settings }) {
      yield* each(settings.services, function* ({ writablePaths, secretFiles }, path) {
        for (const [key, mounts] of Object.entries({ writablePaths, secretFiles })) {
          for (const [j, mount] of mounts.entries()) {
            if (
              !/^\/+(proc|sys|dev|etc|bin|sbin|lib|lib64|usr|var\/run\/secrets)?\/*$/.test(
                mount.path,
              ) &&
              !mount.path.split("/").includes("..")
            )
              continue;
            yield {
              path: `${path}.${key}[${j}].path`,
              expected: "a folder of the application",
              got: JSON.stringify(mount.path),
              fix: "mount a folder below, such as /tmp or /app/cache",
            };
          }
        }
      });
    },
  },
];
