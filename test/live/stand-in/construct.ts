import * as grpc from "@grpc/grpc-js";
import { ConstructResponse, type ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  type RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { read, reference, unknown, write, type Properties } from "./wire";

/** A child that a remote component has registered. */
export interface Child {
  urn: string;
  id: string;
  /** Its state; what is not known yet is unknown. */
  state: Properties;
  /** How the component's outputs name it. */
  reference: Properties;
}

/** What a component's inside is written with. */
export interface Inside {
  name: string;
  inputs: Properties;
  child(type: string, name: string, inputs: Properties, after?: readonly Child[]): Promise<Child>;
}

/** An output of a component, and the children that it comes from: whoever uses it depends on those, and only on those. */
export interface ComponentOutput {
  value: unknown;
  from: readonly Child[];
}

/** By type token: registers the children and gives the outputs. */
export type RemoteComponents = Readonly<
  Record<string, (inside: Inside) => Promise<Record<string, ComponentOutput>>>
>;

/** The version that references name; the engine asks the SDK for it. */
const packageVersion = "7.48.0";

/** Registers a remote component and its children with the engine, as the plugin that has it would. */
export async function constructed(
  request: ConstructRequest,
  components: RemoteComponents,
): Promise<ConstructResponse> {
  const build = components[request.getType()];
  if (build === undefined) throw new Error(`the stand-in does not construct ${request.getType()}`);
  const monitor = new ResourceMonitorClient(
    request.getMonitorendpoint(),
    grpc.credentials.createInsecure(),
  );
  try {
    const component = await register(monitor, componentRequest(request));
    const urn = component.getUrn();
    const outputs = await build({
      name: request.getName(),
      inputs: read(request.getInputs()),
      child: async (type, name, inputs, after = []) => {
        const asked = childRequest(request, urn, type, name, inputs);
        asked.setDependenciesList(after.map((child) => child.urn));
        return madeChild(await register(monitor, asked));
      },
    });
    const state = Object.fromEntries(
      Object.entries(outputs).map(([key, { value }]) => [key, value]),
    );
    await registerOutputs(monitor, urn, state);
    const response = new ConstructResponse();
    response.setUrn(urn);
    response.setState(write(state));
    for (const [key, { from }] of Object.entries(outputs)) {
      const dependencies = new ConstructResponse.PropertyDependencies();
      dependencies.setUrnsList(from.map((child) => child.urn));
      response.getStatedependenciesMap().set(key, dependencies);
    }
    return response;
  } finally {
    monitor.close();
  }
}

function componentRequest(request: ConstructRequest): RegisterResourceRequest {
  const component = common(request.getType(), request.getName(), request.getParent());
  component.setCustom(false);
  component.setDependenciesList(request.getDependenciesList());
  component.setProtect(request.getProtect() ?? false);
  component.setRetainondelete(request.getRetainondelete() ?? false);
  component.setObject(write({}));
  request.getProvidersMap().forEach((provider, key) => {
    component.getProvidersMap().set(key, provider);
  });
  return component;
}

function childRequest(
  request: ConstructRequest,
  parent: string,
  type: string,
  name: string,
  inputs: Properties,
): RegisterResourceRequest {
  const child = common(type, name, parent);
  child.setCustom(true);
  child.setObject(write(inputs));
  child.setProvider(request.getProvidersMap().get(type.split(":")[0] ?? "") ?? "");
  return child;
}

function common(type: string, name: string, parent: string): RegisterResourceRequest {
  const request = new RegisterResourceRequest();
  request.setType(type);
  request.setName(name);
  request.setParent(parent);
  request.setAcceptsecrets(true);
  request.setAcceptresources(true);
  request.setAliasspecs(true);
  request.setSupportsresultreporting(true);
  return request;
}

function madeChild(response: RegisterResourceResponse): Child {
  const urn = response.getUrn();
  const known = response.getId();
  const id = known === "" ? unknown : known;
  return {
    urn,
    id,
    state: read(response.getObject()),
    reference: reference(urn, known, packageVersion),
  };
}

function register(
  monitor: ResourceMonitorClient,
  request: RegisterResourceRequest,
): Promise<RegisterResourceResponse> {
  return new Promise((done, fail) => {
    monitor.registerResource(request, (error, response) => (error ? fail(error) : done(response)));
  });
}

function registerOutputs(
  monitor: ResourceMonitorClient,
  urn: string,
  outputs: Properties,
): Promise<void> {
  const request = new RegisterResourceOutputsRequest();
  request.setUrn(urn);
  request.setOutputs(write(outputs));
  return new Promise((done, fail) => {
    monitor.registerResourceOutputs(request, (error) => (error ? fail(error) : done()));
  });
}
