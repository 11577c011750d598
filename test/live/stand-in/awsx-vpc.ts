import type { Child, ComponentOutput, Inside } from "./construct";

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
  const subnets: Record<string, Child[]> = { Private: [], Public: [] };
  const tables: Child[] = [];
  const nats: Child[] = [];
  const gatewayZones = { None: 0, Single: 1, OnePerAz: zones.length }[
    inputs.natGateways.strategy as "None" | "Single" | "OnePerAz"
  ];

  let block = 0;
  for (const [i, availabilityZone] of zones.entries()) {
    const inZone: Record<string, { subnet: Child; table: Child }> = {};
    for (const { type, cidrMask, tags } of inputs.subnetSpecs) {
      const key = `${name}-${String(type).toLowerCase()}-${i + 1}`;
      const subnet = await child(
        "aws:ec2/subnet:Subnet",
        key,
        {
          vpcId,
          availabilityZone,
          cidrBlock: subnetBlock(cidrBlock, cidrMask, block++),
          mapPublicIpOnLaunch: type === "Public",
          tags,
        },
        [made],
      );
      const table = await child("aws:ec2/routeTable:RouteTable", key, { vpcId }, [made]);
      await child(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        key,
        { subnetId: subnet.id, routeTableId: table.id },
        [subnet, table],
      );
      subnets[type]?.push(subnet);
      tables.push(table);
      inZone[type] = { subnet, table };
    }
    const open = inZone.Public!;
    const out = await child(
      "aws:ec2/route:Route",
      `${name}-public-${i + 1}`,
      { routeTableId: open.table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: internet.id },
      [open.table, internet],
    );
    if (i < gatewayZones) {
      const eip = await child("aws:ec2/eip:Eip", `${name}-${i + 1}`, { domain: "vpc" });
      nats.push(
        await child(
          "aws:ec2/natGateway:NatGateway",
          `${name}-${i + 1}`,
          { subnetId: open.subnet.id, allocationId: eip.id },
          [open.subnet, eip, out],
        ),
      );
    }
    const nat = nats[i] ?? nats[0];
    const closed = inZone.Private;
    if (nat !== undefined && closed !== undefined) {
      await child(
        "aws:ec2/route:Route",
        `${name}-private-${i + 1}`,
        {
          routeTableId: closed.table.id,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: nat.id,
        },
        [closed.table, nat],
      );
    }
  }

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
    privateSubnetIds: ids(subnets.Private ?? []),
    publicSubnetIds: ids(subnets.Public ?? []),
    isolatedSubnetIds: ids([]),
    routeTables: references(tables),
    natGateways: references(nats),
  };
}

/** The n-th block of `mask` bits in a network: 10.0.0.0/16, 19, 2 -> 10.0.64.0/19. */
function subnetBlock(network: string, mask: number, n: number): string {
  const [address = ""] = network.split("/");
  const base = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = base + n * 2 ** (32 - mask);
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${parts.join(".")}/${mask}`;
}
