/** Maps the names in bundled declarations to their places in src, for "go to definition". */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { sources as sourceFiles } from "../../test/docs/pages.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Where a name stands: a line and a column, counted from 0. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A map in the third version of the format, and the sources that it names. */
interface DeclarationMap {
  readonly map: object;
  readonly sources: readonly string[];
}

/** The map of a file of declarations. Names that src declares twice or not at all are not in it. */
export function declarationMap(name: string, declarations: string): DeclarationMap {
  const places = placesOfSrc();
  const found = listNames(name, declarations).flatMap(([key, place]) => {
    const original = places.get(key);
    return original === undefined ? [] : [{ place, original }];
  });
  const sources = [...new Set(found.map(({ original }) => original.file))];
  const mappings = encodeMappings(
    found.map(({ place, original }) => ({
      line: place.line,
      numbers: [place.column, sources.indexOf(original.file), original.line, original.column],
    })),
  );
  return { map: { version: 3, file: name, sources, names: [], mappings }, sources };
}

let known: ReadonlyMap<string, Place> | undefined;

function placesOfSrc(): ReadonlyMap<string, Place> {
  known ??= new Map(
    sourceFiles
      .filter((file) => !file.startsWith("src/cli/"))
      .flatMap((file) => listNames(file, readFileSync(root + file, "utf8"))),
  );
  return known;
}

/** The names of a file's declarations and of their members: `LoraConfig`, `LoraConfig.r`. */
function listNames(file: string, text: string): readonly (readonly [string, Place])[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const placeOf = (node: ts.Node): Place => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
    return { file, line, column: character };
  };
  return source.statements.flatMap((statement) =>
    declaredIn(statement).flatMap(({ name, members }) => [
      [name.getText(), placeOf(name)] as const,
      ...members.flatMap((member) =>
        member.name === undefined
          ? []
          : [[`${name.getText()}.${member.name.getText()}`, placeOf(member.name)] as const],
      ),
    ]),
  );
}

interface Declared {
  readonly name: ts.Node;
  readonly members: readonly { readonly name?: ts.Node | undefined }[];
}

function declaredIn(statement: ts.Statement): readonly Declared[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => ({ name, members: [] }));
  }
  const isClassLike = ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement);
  if (isClassLike && statement.name) return [{ name: statement.name, members: statement.members }];
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name ? [{ name: statement.name, members: [] }] : [];
}

/** A mapping of one place: its line, and its column, source, original line and original column. */
interface Mapping {
  readonly line: number;
  readonly numbers: readonly number[];
}

/** The mappings as the format has them: lines between semicolons, each number less the one before. */
function encodeMappings(mappings: readonly Mapping[]): string {
  const last = Math.max(-1, ...mappings.map(({ line }) => line));
  let previous: readonly number[] = [0, 0, 0, 0];
  const lines = Array.from({ length: last + 1 }, (_, line) => {
    previous = [0, ...previous.slice(1)];
    return mappings
      .filter((mapping) => mapping.line === line)
      .map(({ numbers }) => {
        const text = numbers.map((each, at) => encodeNumber(each - (previous[at] ?? 0))).join("");
        previous = numbers;
        return text;
      })
      .join(",");
  });
  return lines.join(";");
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A number in base 64, five bits a digit, the sign last. */
function encodeNumber(value: number): string {
  let rest = value < 0 ? -value * 2 + 1 : value * 2;
  let text = "";
  do {
    const isMore = rest >= 32;
    text += digits[(rest % 32) + (isMore ? 32 : 0)];
    rest = Math.floor(rest / 32);
  } while (rest > 0);
  return text;
}
