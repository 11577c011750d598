import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

/** What is declared where: interfaces and type aliases of one declaration file, and where its imports come from. */
interface Declarations {
  file: string;
  types: Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>;
  imports: Map<string, string>;
}

const scope = resolve(__dirname, "..", "..", "node_modules");
const files = new Map<string, Declarations>();

/**
 * Paths of an object's fields that Kubernetes' types do not have. The validators of `kubernetes-models` accept any field, its
 * declarations do not: they are read here as syntax, which takes milliseconds where a type check takes seconds.
 */
export function unknownFields(object: { kind: string }, module: string): string[] {
  const file = join(scope, "kubernetes-models", module, `${object.kind}.d.ts`);
  if (!existsSync(file)) return [`no declaration of ${module} ${object.kind}`];
  return inNamed(object, `I${object.kind}`, declarations(file), "");
}

function inNamed(value: unknown, name: string, where: Declarations, path: string): string[] {
  const declared = where.types.get(name);
  if (declared === undefined) {
    const from = where.imports.get(name);
    if (from === undefined) throw new Error(`${where.file}: ${name} is not declared`);
    return inNamed(value, name, declarations(from), path);
  }
  if (ts.isTypeAliasDeclaration(declared)) return inType(value, declared.type, where, path);
  return inMembers(value, declared.members, where, path);
}

function inMembers(
  value: unknown,
  members: ts.NodeArray<ts.TypeElement>,
  where: Declarations,
  path: string,
): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const index = members.find(ts.isIndexSignatureDeclaration);
  const fields = new Map(
    members.filter(ts.isPropertySignature).map((member) => [nameOf(member.name), member.type]),
  );
  return Object.entries(value).flatMap(([key, member]) => {
    const at = path === "" ? key : `${path}.${key}`;
    const type = fields.get(key) ?? index?.type;
    if (type === undefined) return [`${at}: unknown field`];
    return inType(member, type, where, at);
  });
}

function inType(value: unknown, type: ts.TypeNode, where: Declarations, path: string): string[] {
  if (ts.isParenthesizedTypeNode(type)) return inType(value, type.type, where, path);
  if (ts.isTypeLiteralNode(type)) return inMembers(value, type.members, where, path);
  if (ts.isArrayTypeNode(type)) return inItems(value, type.elementType, where, path);
  if (!ts.isTypeReferenceNode(type)) return [];
  const name = type.typeName.getText();
  const argument = type.typeArguments?.[0];
  if (name === "Array" && argument !== undefined) return inItems(value, argument, where, path);
  return inNamed(value, name, where, path);
}

function inItems(value: unknown, type: ts.TypeNode, where: Declarations, path: string): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, i) => inType(item, type, where, `${path}[${i}]`));
}

function declarations(file: string): Declarations {
  const known = files.get(file);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const made: Declarations = { file, types: new Map(), imports: new Map() };
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      made.types.set(statement.name.text, statement);
    } else if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      const from = (statement.moduleSpecifier as ts.StringLiteral).text;
      if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
      for (const { name } of bindings.elements) made.imports.set(name.text, locate(file, from));
    } else if (ts.isExportDeclaration(statement) && statement.exportClause !== undefined) {
      // `export { IX as IIoK8sX }`: the long name is what other files import.
      if (!ts.isNamedExports(statement.exportClause)) continue;
      for (const { name, propertyName } of statement.exportClause.elements) {
        const own = made.types.get(propertyName?.text ?? name.text);
        if (own !== undefined) made.types.set(name.text, own);
      }
    }
  }
  files.set(file, made);
  return made;
}

function locate(file: string, from: string): string {
  const base = from.startsWith(".") ? resolve(dirname(file), from) : join(scope, from);
  return existsSync(`${base}.d.ts`) ? `${base}.d.ts` : join(base, "index.d.ts");
}

function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();
}
