import * as pulumi from "@pulumi/pulumi";
import { MockMonitor, type MockResourceArgs } from "@pulumi/pulumi/runtime/mocks";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { syntheticOutputs } from "./synthetic-outputs";

/** A resource as the program registered it. */
export interface PlannedResource {
  /** Type token, such as `kubernetes:apps/v1:Deployment`. */
  type: string;
  name: string;
  urn: string;
  /** URN of the parent; empty for the stack. */
  parent: string;
  /** Resource inputs; secrets are wrapped as the engine wraps them. */
  inputs: Record<string, unknown>;
  options: PlannedOptions;
}

/** Resource options that say something, by the names of the SDK. */
export interface PlannedOptions {
  /** URNs, given and implied. */
  dependsOn: string[];
  /** Name of an explicit provider. */
  provider?: string;
  protect?: boolean;
  retainOnDelete?: boolean;
  deletedWith?: string;
  ignoreChanges?: string[];
  aliases?: string[];
  remote?: boolean;
}

/** The parts of a RegisterResourceRequest that are read here. */
interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): Struct;
  getDependenciesList(): string[];
  getProvider(): string;
  getProtect(): boolean | undefined;
  getRetainondelete(): boolean | undefined;
  getDeletedwith(): string;
  getIgnorechangesList(): string[];
  getRemote(): boolean;
}

type Callback = (error: Error | null, response?: RegisterResponse) => void;

interface RegisterResponse {
  getUrn(): string;
}

/**
 * A resource monitor in this process: it remembers what a program registers and answers with made-up outputs, so that the
 * real program can be run without an engine, a cloud account or a cluster.
 */
export class RecordingMonitor extends MockMonitor {
  readonly planned: PlannedResource[] = [];

  constructor(private readonly progress: (resource: PlannedResource) => void) {
    super({
      newResource: (args: MockResourceArgs) =>
        syntheticOutputs(args.type, args.name, args.inputs as object),
      call: ({ token }) => {
        throw new Error(`${token}: a plan cannot call provider functions`);
      },
    });
  }

  override async registerResource(request: RegisterRequest, callback: Callback): Promise<void> {
    await super.registerResource(request, (error: Error | null, response?: RegisterResponse) => {
      if (response !== undefined && request.getType() !== "pulumi:pulumi:Stack") {
        const resource = planned(request, response.getUrn());
        this.planned.push(resource);
        this.progress(resource);
      }
      callback(error, response);
    });
  }
}

function planned(request: RegisterRequest, urn: string): PlannedResource {
  const given = <T>(key: keyof PlannedOptions, value: T | undefined): Record<string, T> =>
    value === undefined || value === "" || value === false ? {} : { [key]: value };
  const ignoreChanges = request.getIgnorechangesList();
  const parent = request.getParent();
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    parent: parent.includes("::pulumi:pulumi:Stack::") ? "" : parent,
    inputs: pulumi.runtime.deserializeProperties(request.getObject(), true),
    options: {
      dependsOn: request.getDependenciesList(),
      ...given("provider", request.getProvider().split("::")[3]),
      ...given("protect", request.getProtect()),
      ...given("retainOnDelete", request.getRetainondelete()),
      ...given("deletedWith", request.getDeletedwith()),
      ...given("ignoreChanges", ignoreChanges.length > 0 ? ignoreChanges : undefined),
      ...given("remote", request.getRemote()),
    },
  };
}
