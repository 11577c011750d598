import * as pulumi from "@pulumi/pulumi";
import { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor, type MockResourceArgs } from "@pulumi/pulumi/runtime/mocks";
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
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
  /** Names of the explicit providers of what a component has inside, by package. */
  providers?: Record<string, string>;
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
  getObject(): Struct | undefined;
  getDependenciesList(): string[];
  getProvider(): string;
  getProvidersMap(): { toArray(): [string, string][] };
  getProtect(): boolean | undefined;
  getRetainondelete(): boolean | undefined;
  getDeletedwith(): string;
  getIgnorechangesList(): string[];
  getRemote(): boolean;
}

type Callback = (error: Error | null, response?: RegisterResourceResponse) => void;

/**
 * A resource monitor in this process: it remembers what a program registers and answers with made-up outputs, so that the
 * real program can be run without an engine, a cloud account or a cluster.
 */
export class RecordingMonitor extends MockMonitor {
  readonly planned: PlannedResource[] = [];

  constructor(private readonly progress: (resource: PlannedResource) => void) {
    super({
      // Only for resources that a program reads; registered ones are answered below.
      newResource: ({ type, name, inputs }: MockResourceArgs) => {
        const { id, outputs } = syntheticOutputs(type, name, inputs as Record<string, unknown>);
        return { id, state: { ...(inputs as object), ...outputs } };
      },
      call: ({ token }) => {
        throw new Error(`${token}: a plan cannot call provider functions`);
      },
    });
  }

  /**
   * Answers with the very message that came in, outputs added: taking it apart and putting it together again, as mocks do,
   * costs as much as everything else.
   */
  override registerResource(request: RegisterRequest, callback: Callback): Promise<void> {
    try {
      const type = request.getType();
      const name = request.getName();
      const urn = urnOf(request.getParent(), type, name);
      const object = request.getObject() ?? new Struct();
      // Not by the SDK's deserializer, which makes a whole input secret for one secret inside it.
      const inputs = object.toJavaScript() as Record<string, unknown>;
      const { id, outputs } = syntheticOutputs(type, name, inputs);
      if (type !== "pulumi:pulumi:Stack") {
        const resource = planned(request, urn, inputs);
        this.planned.push(resource);
        this.progress(resource);
      }
      for (const [key, value] of Object.entries(outputs)) {
        object.getFieldsMap().set(key, Value.fromJavaScript(value));
      }
      const response = new RegisterResourceResponse();
      response.setUrn(urn);
      response.setId(id);
      response.setObject(object);
      callback(null, response);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)));
    }
    return Promise.resolve();
  }

  /** Outputs of components are nobody's input here. */
  override registerResourceOutputs(
    _request: unknown,
    callback: (error: null, empty: object) => void,
  ): void {
    callback(null, {});
  }
}

/** URN as the engine makes it: types of all ancestors, joined by `$`. */
function urnOf(parent: string, type: string, name: string): string {
  const ancestors = parent === "" ? "" : `${(parent.split("::")[2] ?? "").split("$").pop() ?? ""}$`;
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${ancestors}${type}::${name}`;
}

function planned(
  request: RegisterRequest,
  urn: string,
  inputs: Record<string, unknown>,
): PlannedResource {
  const given = <T>(key: keyof PlannedOptions, value: T | undefined): Record<string, T> =>
    value === undefined || value === "" || value === false ? {} : { [key]: value };
  const ignoreChanges = request.getIgnorechangesList();
  const providers = request.getProvidersMap().toArray();
  const parent = request.getParent();
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    parent: parent.includes("::pulumi:pulumi:Stack::") ? "" : parent,
    inputs,
    options: {
      dependsOn: request.getDependenciesList(),
      ...given("provider", providerName(request.getProvider())),
      ...given("providers", providers.length > 0 ? namesOf(providers) : undefined),
      ...given("protect", request.getProtect()),
      ...given("retainOnDelete", request.getRetainondelete()),
      ...given("deletedWith", request.getDeletedwith()),
      ...given("ignoreChanges", ignoreChanges.length > 0 ? ignoreChanges : undefined),
      ...given("remote", request.getRemote()),
    },
  };
}

/** `<urn of the provider>::<its id>` -> its name. */
function providerName(reference: string): string | undefined {
  return reference.split("::")[3];
}

function namesOf(providers: [string, string][]): Record<string, string> {
  return Object.fromEntries(
    providers.map(([name, reference]) => [name, providerName(reference) ?? ""]),
  );
}
