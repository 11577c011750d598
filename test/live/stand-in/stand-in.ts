import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { aws, awsFunctions } from "./aws";
import { vpc } from "./awsx-vpc";
import { Cloud } from "./cloud";
import { cluster } from "./eks-cluster";
import { kubernetes } from "./kubernetes";
import { handlers } from "./provider";
import { kafka, random, tls } from "./secrets";

const models = { aws, kubernetes, random, tls, kafka };
const components = { "awsx:ec2:Vpc": vpc, "eks:index:Cluster": cluster };

/** Packages that the real engine may be attached to this for. */
export type Package = keyof typeof models | "awsx" | "eks";

/** What stands in for AWS: always these, because their plugins need an account. */
export const amazon: readonly Package[] = ["aws", "awsx", "eks"];
/** What needs no account, but plugins that a machine may lack. */
export const others: readonly Package[] = ["kubernetes", "random", "tls", "kafka"];

/** A server on 127.0.0.1 that answers the engine in place of providers. */
export class StandIn {
  private constructor(
    readonly cloud: Cloud,
    /** Value of PULUMI_DEBUG_PROVIDERS. */
    readonly attachments: string,
    private readonly server: grpc.Server,
  ) {}

  static async start(packages: readonly Package[]): Promise<StandIn> {
    const cloud = new Cloud();
    const server = new grpc.Server({
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
    server.addService(
      ResourceProviderService,
      handlers({ cloud, models, components, functions: awsFunctions }),
    );
    const port = await new Promise<number>((done, fail) => {
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? fail(error) : done(bound),
      );
    });
    const attachments = packages.map((name) => `${name}:${port}`).join(",");
    return new StandIn(cloud, attachments, server);
  }

  stop(): void {
    this.server.forceShutdown();
  }
}
