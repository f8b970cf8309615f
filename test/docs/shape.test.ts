import { basename } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { read, sources } from "./pages.ts";

const MOST_LINES = 350;
const LONGEST_FUNCTION = 60;

/** Written by `npm run generate`: as long as the tables make it. */
const isGenerated = (file: string): boolean => read(file).startsWith("// Generated");

const written = sources.filter((file) => !isGenerated(file));

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);

/** Every function of a file that is longer than the longest there should be, with its lines. */
function longFunctions(file: string): readonly string[] {
  const source = parse(file);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const [from, to] = [node.getStart(), node.getEnd()].map(
        (position) => source.getLineAndCharacterOfPosition(position).line,
      );
      const lines = (to ?? 0) - (from ?? 0) + 1;
      if (lines > LONGEST_FUNCTION) found.push(`${file}:${(from ?? 0) + 1} has ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The names of the functions that a file exports. */
function exportedFunctions(file: string): readonly string[] {
  return parse(file).statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    // Overloads have no body.
    if (ts.isFunctionDeclaration(statement)) {
      return statement.body === undefined ? [] : [statement.name?.text ?? ""];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations
      .filter(({ initializer }) => initializer !== undefined && ts.isFunctionLike(initializer))
      .map(({ name }) => name.getText());
  });
}

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

describe("the files of src", () => {
  it("have a name of their own", () => {
    const names = sources.map((file) => basename(file)).filter((name) => name !== "index.ts");
    expect(repeated(names)).toEqual([]);
  });

  it(`have at most ${MOST_LINES} lines`, () => {
    const long = written.filter((file) => read(file).split("\n").length > MOST_LINES + 1);
    expect(long).toEqual([]);
  });
});

describe("the functions of src", () => {
  it(`have at most ${LONGEST_FUNCTION} lines`, () => {
    expect(written.flatMap(longFunctions)).toEqual([]);
  });

  it("have a name of their own, where other files can call them", () => {
    // The words of src/model describe keys and modules as those of src/field describe fields.
    const isModel = (file: string) => file.startsWith("src/model/");
    const rooms = [written.filter(isModel), written.filter((file) => !isModel(file))];
    for (const files of rooms) {
      const own = files.filter((file) => !file.startsWith("src/model/architecture/"));
      expect(repeated(own.flatMap(exportedFunctions))).toEqual([]);
    }
  });
});
