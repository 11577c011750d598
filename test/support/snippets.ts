import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A piece of TypeScript out of a document or a doc comment. */
export interface Snippet {
  /** File it stands in, from the root. */
  file: string;
  line: number;
  code: string;
}

/** Fenced `ts` blocks of a Markdown file. */
export function markdownSnippets(file: string, text: string): Snippet[] {
  const fences = text.matchAll(/^```(?:ts|typescript)\b.*\n([\s\S]*?)^```$/gm);
  return [...fences].map((found) => ({
    file,
    line: lineOf(text, found.index) + 1,
    code: found[1] ?? "",
  }));
}

/** Fenced blocks below `@example` in doc comments of a source file. */
export function exampleSnippets(file: string, text: string): Snippet[] {
  const comments = text.matchAll(/^\/\*\*\n(?: \*.*\n)+? \*\/$/gm);
  return [...comments].flatMap((comment) => {
    const plain = comment[0].replace(/^ \* ?/gm, "");
    const example = plain.indexOf("@example");
    if (example < 0) return [];
    const start = lineOf(text, comment.index);
    return markdownSnippets(file, plain.slice(example)).map((snippet) => ({
      ...snippet,
      line: start + lineOf(plain, example) + snippet.line - 2,
    }));
  });
}

/** Links of a Markdown file that lead to other files, without their anchors. */
export function relativeLinks(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:|^#/.test(target))
    .map((target) => target.replace(/#.*$/, ""));
}

/** Sources that every program reads alike. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Type errors of all snippets, checked together, each a module of its own at the root of the repository. */
export function typeErrors(snippets: readonly Snippet[], root: string): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) =>
    readFileSync(path, "utf8"),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const virtual = new Map(
    snippets.map((snippet, i) => [join(root, `snippet-${i}.ts`), snippet] as const),
  );
  // An example shows what something is called; nobody reads the name.
  const host = ts.createCompilerHost({ ...options, noEmit: true, noUnusedLocals: false });
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.getSourceFile = (path, language, ...rest) => {
    const snippet = virtual.get(path);
    if (snippet === undefined) {
      if (!parsed.has(path)) parsed.set(path, getSourceFile(path, language, ...rest));
      return parsed.get(path);
    }
    return ts.createSourceFile(path, `${snippet.code}\nexport {};\n`, language, true);
  };
  const program = ts.createProgram({
    rootNames: [...virtual.keys()],
    options: { ...options, noEmit: true, noUnusedLocals: false },
    host,
  });
  return [...virtual].flatMap(([path, snippet]) => {
    const source = program.getSourceFile(path);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(({ messageText, start = 0 }) => {
      const line = snippet.line + lineOf(snippet.code, start) - 1;
      return `${snippet.file}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  });
}

/** Line of a position, from 1. */
function lineOf(text: string, position = 0): number {
  return text.slice(0, position).split("\n").length;
}
