import facts from "./instance-types.json";

/** An EC2 instance type, as far as scheduling and cost need it. */
export interface InstanceType {
  /** On-demand Linux price in us-east-1, USD an hour. */
  usdPerHour: number;
  vcpu: number;
  memoryMiB: number;
  /** GPUs that NVIDIA's driver and device plugin serve; accelerators of other makers are not counted. */
  gpus: number;
  arch: "amd64" | "arm64";
  /** Pods by network interfaces without prefix delegation; undefined where no limit is known. */
  maxPodsEni?: number;
}

type Row = [number, number, number, number, string, number | null];

const rows = facts.types as unknown as Readonly<Record<string, Row>>;

/** Families with AMD or Gaudi accelerators: for an NVIDIA image and `nvidia.com/gpu` they are machines without a GPU. */
const withoutNvidia = /^(dl1|g4ad)\./;

/** Facts about an instance type, or undefined when it is not known. */
export function instanceType(name: string): InstanceType | undefined {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (row === undefined) return undefined;
  const [usdPerHour, vcpu, memoryMiB, gpus, arch, maxPodsEni] = row;
  return {
    usdPerHour,
    vcpu,
    memoryMiB,
    gpus: withoutNvidia.test(name) ? 0 : gpus,
    arch: arch === "arm64" ? "arm64" : "amd64",
    ...(maxPodsEni === null ? {} : { maxPodsEni }),
  };
}

/** Types that exist but whose size is not in the facts. */
export const typesWithoutFacts: ReadonlySet<string> = new Set(facts.withoutSpec);

export function knownTypes(): string[] {
  return Object.keys(rows);
}
