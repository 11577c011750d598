import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { nameOf, typeOf, type Cloud, type Made } from "./cloud";
import { constructed, type RemoteComponents } from "./construct";
import { answerOf, Unfinished } from "./unfinished";
import { autoName, type Asked, type Kind, type Model } from "./model";
import {
  hasUnknown,
  plain,
  read,
  readPlain,
  secret,
  unknown,
  write,
  type Properties,
} from "./wire";

/** Everything that the engine may ask of the stand-in; one server answers for all packages. */
export interface StandIns {
  cloud: Cloud;
  /** By package. */
  models: Readonly<Record<string, Model>>;
  /** By type token. */
  components: RemoteComponents;
  /** Answers of provider functions, by token. */
  functions: Readonly<Record<string, (args: Properties, cloud: Cloud) => Properties>>;
}

type Method = (request: any) => Promise<unknown>;

/** The methods of a resource provider, as gRPC wants them. */
export function handlers(standIns: StandIns): grpc.UntypedServiceImplementation {
  const methods: Record<string, Method> = { ...setUp(standIns), ...resourceMethods(standIns) };
  return Object.fromEntries(
    Object.keys(ResourceProviderService).map((name) => [
      name,
      handler(name, methods[name], standIns),
    ]),
  );
}

function handler(
  name: string,
  method: Method | undefined,
  { cloud }: StandIns,
): grpc.handleUnaryCall<unknown, unknown> {
  return (call, answer) => {
    cloud.lastAsked = performance.now();
    if (method === undefined) {
      answer({ code: grpc.status.UNIMPLEMENTED, message: `the stand-in has no ${name}` });
      return;
    }
    method(call.request).then(
      (response) => answer(null, response),
      (error: Error) => answer(answerOf(error)),
    );
  };
}

/** What a provider says about itself; configuration is of no interest. */
function setUp({ cloud }: StandIns): Record<string, Method> {
  return {
    handshake: async () => {
      const response = new pb.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      return response;
    },
    attach: async () => new Empty(),
    cancel: async () => {
      cloud.faults.cancel();
      return new Empty();
    },
    getPluginInfo: async () => {
      const response = new PluginInfo();
      // Higher than whatever an SDK asks for.
      response.setVersion("999.0.0");
      return response;
    },
    checkConfig: async (request: pb.CheckRequest) => {
      const response = new pb.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    },
    diffConfig: async () => new pb.DiffResponse(),
    configure: async () => {
      const response = new pb.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setSupportspreview(true);
      return response;
    },
  };
}

function resourceMethods({
  cloud,
  models,
  components,
  functions,
}: StandIns): Record<string, Method> {
  const modelOf = (type: string): Model => {
    const model = models[type.split(":")[0] ?? ""];
    if (model === undefined) throw new Error(`the stand-in does not know ${type}`);
    return model;
  };
  const kindOf = (type: string): Kind => {
    const model = modelOf(type);
    const kind = model.kinds[type] ?? model.otherwise;
    if (kind === undefined) throw new Error(`the stand-in does not know ${type}`);
    return kind;
  };
  const askedBy = (request: { getUrn(): string }, inputs: Properties): Asked => ({
    type: typeOf(request.getUrn()),
    name: nameOf(request.getUrn()),
    inputs,
  });
  /** Does what was asked for, between the faults of before and after. */
  const done = async (
    op: "create" | "update" | "delete",
    { type, name }: Asked,
    deed: () => void,
  ): Promise<void> => {
    await cloud.faults.at(op, type, name, "before");
    deed();
    cloud.deeds.push({ op, type, name });
    await cloud.faults.at(op, type, name, "after");
  };
  const refuse = (asked: Asked): void => {
    const reason = modelOf(asked.type).refuses?.(cloud, asked);
    if (reason !== undefined) throw new Error(reason);
  };

  return {
    check: async (request: pb.CheckRequest) => {
      const type = typeOf(request.getUrn());
      const inputs = read(request.getNews());
      const { autoName: field } = kindOf(type);
      if (field !== undefined && inputs[field] === undefined && !(`${field}Prefix` in inputs)) {
        const before = read(request.getOlds())[field];
        inputs[field] = before ?? autoName(nameOf(request.getUrn()), request.getRandomseed_asU8());
      }
      const response = new pb.CheckResponse();
      response.setInputs(write(inputs));
      return response;
    },
    diff: async (request: pb.DiffRequest) => {
      const kind = kindOf(typeOf(request.getUrn()));
      const [before, after] = [readPlain(request.getOldInputs()), readPlain(request.getNews())];
      const changed = changedKeys(before, after);
      const response = new pb.DiffResponse();
      const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
      response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
      response.setDiffsList(changed);
      const keys = (kind.replaceOn ?? []).filter((key) => changed.includes(key));
      const inPart = kind.replaces?.(before, after) === true;
      response.setReplacesList(inPart ? changed : keys);
      // A name that is given cannot belong to two things at once.
      response.setDeletebeforereplace(inPart);
      return response;
    },
    create: async (request: pb.CreateRequest) => {
      const wire = read(request.getProperties());
      const asked = askedBy(request, readPlain(request.getProperties()));
      const kind = kindOf(asked.type);
      const response = new pb.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(write({ ...previewed(kind, asked, cloud), ...wire }));
        return response;
      }
      let id = "";
      let outputs: Properties = {};
      await modelOf(asked.type).waits?.(cloud, asked);
      const creation = done("create", asked, () => {
        if (hasUnknown(asked.inputs)) throw new Error(`${asked.name}: an input is still unknown`);
        refuse(asked);
        const made = kind.id(asked, cloud.next());
        const there = cloud.find(asked.type, made);
        const again = there?.urn === request.getUrn() && kind.repeats?.(asked) === true;
        if (there !== undefined && !again) {
          throw new Error(`${asked.type} ${made} already exists`);
        }
        outputs = kind.outputs?.(asked, made, cloud) ?? {};
        cloud.keep({
          type: asked.type,
          id: made,
          urn: request.getUrn(),
          inputs: asked.inputs,
          outputs,
        });
        id = made;
      });
      const properties = (): Properties => ({ ...hidden(kind, outputs), ...wire });
      await creation.catch(({ message }: Error) => {
        // A provider that has heard of the thing's id does not lose it.
        throw id === "" ? new Error(message) : new Unfinished(id, properties(), message);
      });
      response.setId(id);
      response.setProperties(write(properties()));
      return response;
    },
    read: async (request: pb.ReadRequest) => {
      const { type, name } = askedBy(request, {});
      await cloud.faults.at("read", type, name, "before");
      const made = cloud.find(type, request.getId());
      const response = new pb.ReadResponse();
      if (made === undefined) return response;
      response.setId(made.id);
      const inputs = stillSecret(read(request.getInputs()), made.inputs);
      response.setInputs(write(inputs));
      response.setProperties(write({ ...hidden(kindOf(type), made.outputs), ...inputs }));
      return response;
    },
    update: async (request: pb.UpdateRequest) => {
      const wire = read(request.getNews());
      const asked = askedBy(request, readPlain(request.getNews()));
      const kind = kindOf(asked.type);
      const response = new pb.UpdateResponse();
      if (request.getPreview()) {
        const moved = (kind.movedByUpdate ?? []).map((key) => [key, unknown]);
        const state = { ...read(request.getOlds()), ...Object.fromEntries(moved) };
        response.setProperties(write({ ...state, ...wire }));
        return response;
      }
      let outputs: Properties = {};
      await done("update", asked, () => {
        const before = cloud.find(asked.type, request.getId());
        if (before === undefined) throw new Error(`${asked.type} ${request.getId()} is not there`);
        refuse({ ...asked, before });
        const moved = kind.outputs?.({ ...asked, before }, before.id, cloud) ?? {};
        outputs = { ...before.outputs, ...moved };
        cloud.keep({ ...before, inputs: asked.inputs, outputs });
      });
      response.setProperties(write({ ...hidden(kind, outputs), ...wire }));
      return response;
    },
    delete: async (request: pb.DeleteRequest) => {
      const asked = askedBy(request, {});
      await done("delete", asked, () => {
        const made = cloud.find(asked.type, request.getId());
        if (made === undefined) return;
        const reason = modelOf(asked.type).refusesToDelete?.(cloud, made);
        if (reason !== undefined) throw new Error(reason);
        cloud.drop(made.type, made.id);
      });
      return new Empty();
    },
    invoke: async (request: pb.InvokeRequest) => {
      const token = request.getTok();
      const answer = functions[token];
      if (answer === undefined) throw new Error(`the stand-in does not answer ${token}`);
      const response = new pb.InvokeResponse();
      response.setReturn(write(answer(readPlain(request.getArgs()), cloud)));
      return response;
    },
    construct: (request: pb.ConstructRequest) => constructed(request, components),
  };
}

/** What is there now, in the words of the state where both say the same: those know what is secret. */
function stillSecret(stated: Properties, now: Properties): Properties {
  const entries = Object.entries(now).map(([key, value]) => {
    const before = stated[key];
    return [key, before !== undefined && same(plain(before), value) ? before : value];
  });
  return Object.fromEntries(entries);
}

function changedKeys(before: Properties, after: Properties): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !same(before[key], after[key]));
}

function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === null || other === null) return false;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  return changedKeys(one as Properties, other as Properties).length === 0;
}

/** Before anything is made, what the service adds is not known. */
function previewed(kind: Kind, asked: Asked, cloud: Cloud): Properties {
  const made: Made["outputs"] = kind.outputs?.(asked, unknown, cloud) ?? {};
  return Object.fromEntries(Object.keys(made).map((key) => [key, unknown]));
}

function hidden(kind: Kind, outputs: Properties): Properties {
  const secrets = (kind.secrets ?? []).filter((key) => key in outputs);
  return { ...outputs, ...Object.fromEntries(secrets.map((key) => [key, secret(outputs[key])])) };
}
