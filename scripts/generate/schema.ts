import {
  AnnotatedType,
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  SchemaGenerator,
  type BaseType,
  type CompletedConfig,
  type Context,
  type MutableParser,
  type SubNodeParser,
} from "ts-json-schema-generator";
import ts from "typescript";

/** A JSON Schema node, as far as this project reads it. */
export interface SchemaNode {
  $ref?: string;
  type?: string | string[];
  description?: string;
  default?: unknown;
  derived?: string;
  "x-wire"?: boolean;
  enum?: unknown[];
  items?: SchemaNode;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: boolean | SchemaNode;
  required?: string[];
  [keyword: string]: unknown;
}

export interface ArgsSchema extends SchemaNode {
  definitions: Record<string, SchemaNode>;
}

/** The chain of parsers, which reads the type inside. */
interface InnerParser {
  createType(node: ts.Node, context: Context): BaseType;
}

/** Reads `pulumi.Input<T>` as `T`, marked as a wire: a leaf that another resource may produce. */
class InputParser implements SubNodeParser {
  constructor(private readonly chain: InnerParser) {}

  supportsNode(node: ts.Node): boolean {
    return ts.isTypeReferenceNode(node) && node.typeName.getText() === "pulumi.Input";
  }

  createType(node: ts.TypeReferenceNode, context: Context): BaseType {
    const inner = node.typeArguments?.[0];
    if (inner === undefined) throw new Error("pulumi.Input: expected a type argument, got none");
    return new AnnotatedType(this.chain.createType(inner, context), { "x-wire": true }, false);
  }
}

/** The JSON Schema of the args interfaces, from their types and doc comment tags. */
export function argsSchema(path: string): ArgsSchema {
  const config: CompletedConfig = {
    ...DEFAULT_CONFIG,
    path,
    type: "PlatformArgs",
    tsconfig: "tsconfig.json",
    additionalProperties: false,
    topRef: true,
    expose: "export",
    jsDoc: "extended",
    extraTags: ["derived"],
    skipTypeCheck: true,
  };
  const program = createProgram(config);
  const parser = createParser(program, config, (chain) => {
    chain.addNodeParser(new InputParser(chain as MutableParser & InnerParser));
  });
  return new SchemaGenerator(program, parser, createFormatter(config), config).createSchema(
    "PlatformArgs",
  ) as unknown as ArgsSchema;
}
