import type { ArgsSchema, SchemaNode } from "./schema";

/** JSON Schema of `Pulumi.<stack>.yaml`, for completion and checks in an editor. */
export function stackSchema(schema: ArgsSchema, project: string): SchemaNode {
  const platform = schema.definitions.PlatformArgs as SchemaNode;
  const keys = Object.entries(platform.properties ?? {});
  const editable = structuredClone(schema.definitions);
  delete editable.PlatformArgs;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Stack file of the project ${project}`,
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(keys.map(([key, node]) => [`${project}:${key}`, node])),
        required: (platform.required ?? []).map((key) => `${project}:${key}`),
      },
    },
    definitions: editable,
  };
}
