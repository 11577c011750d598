import type { Child, ComponentOutput, Inside } from "./construct";
import type { Properties } from "./wire";

/** `awsx.ec2.Vpc` for the inputs that our network gives: private and public subnets of one size in every zone. */
export async function vpc({
  name,
  inputs,
  child,
}: Inside): Promise<Record<string, ComponentOutput>> {
  const { cidrBlock, enableDnsHostnames, enableDnsSupport, tags } = inputs;
  const made = await child("aws:ec2/vpc:Vpc", name, {
    cidrBlock,
    enableDnsHostnames,
    enableDnsSupport,
    tags,
  });
  const vpcId = made.id;
  const internet = await child("aws:ec2/internetGateway:InternetGateway", name, { vpcId, tags }, [
    made,
  ]);
  const zones: string[] = inputs.availabilityZoneNames;
  const specs: Properties[] = inputs.subnetSpecs;
  const networks = await together(
    zones.flatMap((availabilityZone, zone) =>
      specs.map(async ({ type, cidrMask, tags }, spec) => {
        const key = `${name}-${String(type).toLowerCase()}-${zone + 1}`;
        const block = zone * specs.length + spec;
        const [subnet, table] = await together([
          child(
            "aws:ec2/subnet:Subnet",
            key,
            {
              vpcId,
              availabilityZone,
              cidrBlock: subnetBlock(cidrBlock, cidrMask, block),
              mapPublicIpOnLaunch: type === "Public",
              tags,
            },
            [made],
          ),
          child("aws:ec2/routeTable:RouteTable", key, { vpcId }, [made]),
        ]);
        await child(
          "aws:ec2/routeTableAssociation:RouteTableAssociation",
          key,
          { subnetId: subnet.id, routeTableId: table.id },
          [subnet, table],
        );
        return { zone, type: String(type), subnet, table };
      }),
    ),
  );
  const inZone = (zone: number, type: string) =>
    networks.find((network) => network.zone === zone && network.type === type);
  const route = (key: string, { table }: { table: Child }, to: Properties, gateway: Child) =>
    child(
      "aws:ec2/route:Route",
      `${name}-${key}`,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...to },
      [table, gateway],
    );
  const { strategy } = inputs.natGateways as { strategy: "None" | "Single" | "OnePerAz" };
  const gateways = { None: 0, Single: 1, OnePerAz: zones.length }[strategy];
  const nats = await together(
    zones.map(async (_, zone) => {
      const open = inZone(zone, "Public")!;
      const out = await route(`public-${zone + 1}`, open, { gatewayId: internet.id }, internet);
      if (zone >= gateways) return undefined;
      const eip = await child("aws:ec2/eip:Eip", `${name}-${zone + 1}`, { domain: "vpc" });
      return child(
        "aws:ec2/natGateway:NatGateway",
        `${name}-${zone + 1}`,
        { subnetId: open.subnet.id, allocationId: eip.id },
        [open.subnet, eip, out],
      );
    }),
  );
  await together(
    zones.map(async (_, zone) => {
      const closed = inZone(zone, "Private");
      const nat = nats[zone] ?? nats[0];
      if (closed === undefined || nat === undefined) return;
      await route(`private-${zone + 1}`, closed, { natGatewayId: nat.id }, nat);
    }),
  );

  const subnets = (type: string): Child[] =>
    networks.flatMap((network) => (network.type === type ? [network.subnet] : []));
  const ids = (children: readonly Child[]): ComponentOutput => ({
    value: children.map(({ id }) => id),
    from: children,
  });
  const references = (children: readonly Child[]): ComponentOutput => ({
    value: children.map(({ reference }) => reference),
    from: children,
  });
  return {
    vpcId: { value: vpcId, from: [made] },
    vpc: { value: made.reference, from: [made] },
    privateSubnetIds: ids(subnets("Private")),
    publicSubnetIds: ids(subnets("Public")),
    isolatedSubnetIds: ids([]),
    routeTables: references(networks.map(({ table }) => table)),
    natGateways: references(nats.filter((nat) => nat !== undefined)),
  };
}

/** All of them, side by side as awsx registers them; a failure is told when each has ended. */
async function together<T extends readonly unknown[]>(
  children: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(children);
  return Promise.all(children);
}

/** The n-th block of `mask` bits in a network: 10.0.0.0/16, 19, 2 -> 10.0.64.0/19. */
function subnetBlock(network: string, mask: number, n: number): string {
  const [address = ""] = network.split("/");
  const base = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = base + n * 2 ** (32 - mask);
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${parts.join(".")}/${mask}`;
}
