import ts from "typescript";

/** Data flows down this list: a file may import from its own room and the rooms before it. */
export const rooms = [
  "settings",
  "components",
  "plan",
  "forecast",
  "policy",
  "pipeline",
  "cli",
  "stacks",
  "index.ts",
  "examples",
] as const;

/** Names of drawers: what lies in one has no place of its own. */
const drawers = new Set([
  "utils",
  "util",
  "lib",
  "common",
  "helpers",
  "helper",
  "types",
  "misc",
  "shared",
]);

/** Rooms whose work is Pulumi itself. */
const pulumiRooms = new Set(["plan", "policy", "pipeline", "stacks", "examples"]);

/** One import of a file. */
interface Import {
  /** Path of the file in the tree, or the name of a package. */
  to: string;
  local: boolean;
  /** Gone at run time. */
  typeOnly: boolean;
  /** `export … from`. */
  reExport: boolean;
}

/** A source file as the checks read it. */
interface SourceFile {
  path: string;
  lines: number;
  imports: Import[];
  /** Declares a class that extends ComponentResource. */
  declaresComponent: boolean;
  /** String literals and parts of templates. */
  strings: string[];
}

/** The sources of a tree, by path from its root. */
export type Tree = ReadonlyMap<string, string>;

/** A check of the tree: one line for each offence, empty when the tree is as the design says. */
export type Check = (files: readonly SourceFile[]) => string[];

/** Parses a tree. */
export function sourceFiles(tree: Tree): SourceFile[] {
  return [...tree]
    .filter(([path]) => path.endsWith(".ts"))
    .map(([path, text]) => read(path, text, tree));
}

/** A room imports only from itself and the rooms before it. */
export const direction: Check = (files) =>
  files.flatMap(({ path, imports }) =>
    imports
      .filter(({ local, to }) => local && roomOf(to) > roomOf(path))
      .map(({ to }) => `${path} imports ${to}`),
  );

/** No file reaches itself at run time, and none by types across two folders. */
export const cycles: Check = (files) => {
  const atRunTime = graph(files, ({ typeOnly }) => !typeOnly);
  const byTypes = graph(files, () => true);
  return files.flatMap(({ path }) => {
    if (reachable(atRunTime, path).has(path)) return [`${path} reaches itself`];
    const loop = [...reachable(byTypes, path)].filter((other) =>
      reachable(byTypes, other).has(path),
    );
    const folders = new Set(loop.map(folderOf));
    return folders.size > 1
      ? [`${path} reaches itself by types through ${[...folders].sort().join(", ")}`]
      : [];
  });
};

/**
 * Pulumi is imported only by components (and those parts of the platform's constructor that stand in files of their own),
 * the rooms that run programs, and as types by the args.
 */
export const pulumiImports: Check = (files) =>
  files.flatMap((file) => {
    const { path, imports, declaresComponent } = file;
    const room = path.split("/")[0] ?? "";
    const component =
      room === "components" &&
      (declaresComponent || /^components\/(settle|platform\/[a-z-]+-children)\.ts$/.test(path));
    if (component || pulumiRooms.has(room)) return [];
    const inputs = /^settings\/(args|generated)\//.test(path);
    return imports
      .filter(({ to }) => to.startsWith("@pulumi/"))
      .filter(({ to, typeOnly }) => !(inputs && typeOnly && to === "@pulumi/pulumi"))
      .map(({ to }) => `${path} imports ${to}`);
  });

/** What `exports` of package.json names, and other packages import. */
const entries = new Set(["index.ts", "pipeline/index.ts"]);

/** No re-exports but those of the package's own entries. */
export const barrels: Check = (files) =>
  files
    .filter(({ path, imports }) => !entries.has(path) && imports.some(({ reExport }) => reExport))
    .map(({ path }) => `${path} re-exports`);

/** No file and no folder is a drawer. */
export const drawerNames: Check = (files) =>
  files
    .filter(({ path }) =>
      path
        .replace(/\.ts$/, "")
        .split("/")
        .some((part) => drawers.has(part)),
    )
    .map(({ path }) => `${path} is a drawer`);

/**
 * Version numbers stand in components/versions.ts; tags of an example's own images are the example's, and settings/facts tells
 * since which version something holds.
 */
export const versionLiterals: Check = (files) =>
  files
    .filter(
      ({ path }) =>
        path !== "components/versions.ts" && !/^settings\/(generated|facts)\//.test(path),
    )
    .flatMap(({ path, strings }) =>
      strings
        .filter((text) => !(path.startsWith("examples/") && text.includes("/")))
        .flatMap((text) => versionsIn(text).map((found) => `${path} says ${found}`)),
    );

/**
 * `1.2.3`, `v1.2.3`, `1.2.3-beta.1` anywhere but in history (`with KEDA 2.20.2`); a minor of Kubernetes such as `1.35` where it
 * is the whole value. Addresses have four parts, controls of the CIS benchmark are numbered alike, and `0.0.0` is no release.
 */
function versionsIn(text: string): string[] {
  if (/^v?1\.[234]\d$/.test(text)) return [text];
  const found = text.matchAll(
    /(CIS EKS [\d., and]*|\b(?:with|before|since|until|in) [A-Z]\w+ )?(?<![\w.])(v?\d+\.\d+\.\d+(?:-[\w.]+)?)(?![\w.])/g,
  );
  return [...found]
    .filter(([, history, version]) => history === undefined && version !== "0.0.0")
    .map(([, , version = ""]) => version);
}

/** Files are short: 250 lines at most, 80 in the middle. */
export const sizes: Check = (files) => {
  const written = files.filter(({ path }) => !path.startsWith("settings/generated/"));
  const long = written
    .filter(({ lines }) => lines > 250)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
  const sorted = written.map(({ lines }) => lines).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return median > 80 ? [...long, `half of the files have ${median} lines or more`] : long;
};

function roomOf(path: string): number {
  return rooms.findIndex((room) => path === room || path.startsWith(`${room}/`));
}

function folderOf(path: string): string {
  return path.split("/").slice(0, -1).join("/");
}

function graph(
  files: readonly SourceFile[],
  counts: (found: Import) => boolean,
): Map<string, string[]> {
  return new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((found) => found.local && counts(found)).map(({ to }) => to),
    ]),
  );
}

function reachable(edges: Map<string, string[]>, from: string): Set<string> {
  const seen = new Set<string>();
  const open = [...(edges.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!seen.has(next)) open.push(...(edges.get(next) ?? []));
    seen.add(next);
  }
  return seen;
}

function read(path: string, text: string, tree: Tree): SourceFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const file: SourceFile = {
    path,
    lines: text.replace(/\n$/, "").split("\n").length,
    imports: [],
    declaresComponent: false,
    strings: [],
  };
  const add = (name: ts.Node | undefined, typeOnly: boolean, reExport = false): void => {
    if (name === undefined || !ts.isStringLiteralLike(name)) return;
    file.imports.push({ ...resolve(path, name.text, tree), typeOnly, reExport });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, true);
    else if (ts.isExternalModuleReference(node)) add(node.expression, false);
    else if (ts.isImportTypeNode(node)) add((node.argument as ts.LiteralTypeNode).literal, true);
    else {
      if (ts.isCallExpression(node) && /^(import|require)$/.test(node.expression.getText())) {
        add(node.arguments[0], false);
      }
      if (ts.isClassDeclaration(node) && /\bComponentResource$/.test(superclass(node))) {
        file.declaresComponent = true;
      }
      if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node))
        file.strings.push(node.text);
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return file;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  const { namedBindings } = clause;
  if (clause.isTypeOnly) return true;
  if (clause.name !== undefined || namedBindings === undefined) return false;
  return (
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function superclass(node: ts.ClassDeclaration): string {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression.getText() ?? "";
}

function resolve(from: string, name: string, tree: Tree): { to: string; local: boolean } {
  if (name === "chatbot-autoscaling-platform") return { to: "index.ts", local: true };
  if (name === "chatbot-autoscaling-platform/pipeline")
    return { to: "pipeline/index.ts", local: true };
  if (!name.startsWith(".")) return { to: name, local: false };
  const parts = from.split("/").slice(0, -1);
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  const path = parts.join("/");
  const candidates = [`${path}.ts`, path.replace(/\.js$/, ".ts"), `${path}/index.ts`];
  return { to: candidates.find((candidate) => tree.has(candidate)) ?? path, local: true };
}
