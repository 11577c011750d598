import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** Properties of a resource, as plain JSON. */
export type Properties = Record<string, any>;

/** What the engine writes for a value that is not known before an update has run. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key that marks an object on the wire as more than an object, and what it then is. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

/** A value that the engine keeps encrypted. */
export function secret(value: unknown): Properties {
  return { [signature]: secretSignature, value };
}

/** A reference to a resource, as components put them into their outputs. */
export function reference(urn: string, id: string, packageVersion: string): Properties {
  return { [signature]: resourceSignature, urn, id: id === "" ? unknown : id, packageVersion };
}

/** What a message says, secrets as they are on the wire. */
export function read(struct: Struct | undefined): Properties {
  return struct === undefined ? {} : struct.toJavaScript();
}

/** The same without the wrapping of secrets, and without what the SDK adds for itself. */
export function readPlain(struct: Struct | undefined): Properties {
  return plain(read(struct));
}

export function write(properties: Properties): Struct {
  // By way of JSON, because a Struct cannot hold undefined.
  return Struct.fromJavaScript(
    JSON.parse(JSON.stringify(properties)) as Record<string, JavaScriptValue>,
  );
}

/** Whether a value, or something in it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  return JSON.stringify(value ?? null).includes(unknown);
}

/** A value without the wrapping of secrets. */
export function plain(value: any): any {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  if (value[signature] === secretSignature) return plain(value.value);
  const entries = Object.entries(value).filter(([key]) => !key.startsWith("__"));
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}
