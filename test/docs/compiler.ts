import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What the examples import stands here until the package is built. */
const paths = {
  "peft-config": ["./src/index.ts"],
  "peft-config/rank": ["./src/rank.ts"],
  "peft-config/engines": ["./src/engines.ts"],
};

/**
 * The compiler's complaints about files that exist in memory only, by file name.
 *
 * @param files Source texts by name, from the root of the repository.
 */
export function complaints(
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const sources = new Map([...files].map(([name, text]) => [root + name, text]));
  const options = { ...settings(), baseUrl: root, paths, noUnusedLocals: false };
  const host = ts.createCompilerHost(options, true);
  const { fileExists, readFile } = host;
  host.getCurrentDirectory = () => root;
  host.fileExists = (name) => sources.has(name) || fileExists(name);
  host.readFile = (name) => sources.get(name) ?? readFile(name);
  const program = ts.createProgram([...sources.keys()], options, host);
  return new Map(
    [...files.keys()].map((name) => [name, complaintsAbout(program, root + name)] as const),
  );
}

function complaintsAbout(program: ts.Program, name: string): readonly string[] {
  const source = program.getSourceFile(name);
  const found = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ];
  return found.map(({ file, start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

/** The settings of tsconfig.json. */
function settings(): ts.CompilerOptions {
  const { config } = ts.parseConfigFileTextToJson("", readFileSync(`${root}tsconfig.json`, "utf8"));
  return ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options;
}
