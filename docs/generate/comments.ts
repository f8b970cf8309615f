/** Reads what the comments in src say about fields, classes and codes, by way of the TypeScript API. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../src/", import.meta.url));

/** The rooms whose comments are read. */
const rooms = ["field", "finding", "layer", "peft", "file", "port", "plan"];

/** A documentation comment: its text, and its tags by name. */
export interface Comment {
  readonly text: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** A node of the source with the nearest comment above it or above what it is in. */
interface Commented {
  readonly node: ts.Node;
  readonly comment: Comment | undefined;
}

const files: readonly ts.SourceFile[] = rooms.flatMap((room) =>
  readdirSync(root + room, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .toSorted()
    .map((path) => sourceFile(`${root}${room}/${path}`)),
);

function sourceFile(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
}

const nodes: readonly Commented[] = files.flatMap((file) => commentedNodes(file, undefined));

function commentedNodes(node: ts.Node, outer: Comment | undefined): readonly Commented[] {
  const comment = ownComment(node) ?? outer;
  const inner: Commented[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...commentedNodes(child, comment));
  });
  return [{ node, comment }, ...inner];
}

/** The documentation comment right before a node. */
function ownComment(node: ts.Node): Comment | undefined {
  const { text } = node.getSourceFile();
  const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const last = ranges.map(({ pos, end }) => text.slice(pos, end)).at(-1);
  return last?.startsWith("/**") ? parseComment(last) : undefined;
}

function parseComment(source: string): Comment {
  const [text = "", ...tags] = source
    .slice(3, -2)
    .replaceAll(/^\s*\* ?/gm, "")
    .split(/^@/m)
    .map((part) => part.replaceAll(/\s+/g, " ").trim());
  return { text, tags: new Map(tags.map(parseTag)) };
}

function parseTag(tag: string): readonly [name: string, value: string] {
  const end = tag.search(/ |$/);
  return [tag.slice(0, end), tag.slice(end + 1)];
}

/** The comment of each of the codes: that of what has the code in it, where it stands first. */
export function codeComments(codes: readonly string[]): ReadonlyMap<string, Comment> {
  const found = new Map<string, Comment>();
  for (const { node, comment } of nodes) {
    if (!ts.isStringLiteral(node) || !comment?.tags.has("see")) continue;
    if (codes.includes(node.text) && !found.has(node.text)) found.set(node.text, comment);
  }
  return found;
}

/** What a table of fields is, and what each of its fields means, by TypeScript name. */
export interface TableComments {
  readonly table: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** The comments of the table in which PEFT's class of this name has its fields. */
export function classComments(className: string): TableComments {
  for (const { node, comment } of nodes) {
    if (!ts.isObjectLiteralExpression(node)) continue;
    const named = member(node, "className") ?? member(node, "name");
    const fields = member(node, "fields");
    if (named === undefined || fields === undefined) continue;
    if (!ts.isStringLiteral(named) || named.text !== className) continue;
    return { table: comment?.text ?? "", fields: fieldComments(fields) };
  }
  throw new Error(`src has no table for the class ${className}.`);
}

const member = (object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined =>
  object.properties.filter(ts.isPropertyAssignment).find(({ name: key }) => key.getText() === name)
    ?.initializer;

/** The comments of the fields of a table, those that it spreads first. */
function fieldComments(table: ts.Expression): ReadonlyMap<string, string> {
  if (ts.isIdentifier(table)) return fieldComments(initializerOf(table.text));
  if (!ts.isObjectLiteralExpression(table)) return new Map();
  const own = table.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return [...fieldComments(property.expression)];
    const text = ownComment(property)?.text;
    return text === undefined ? [] : [[property.name?.getText() ?? "", text] as const];
  });
  return new Map(own);
}

/** What a constant of src is, without `as const satisfies …`. */
function initializerOf(constant: string): ts.Expression {
  const declaration = nodes
    .map(({ node }) => node)
    .filter(ts.isVariableDeclaration)
    .find(({ name }) => name.getText() === constant);
  let value = declaration?.initializer;
  while (value && (ts.isSatisfiesExpression(value) || ts.isAsExpression(value))) {
    value = value.expression;
  }
  if (value === undefined) throw new Error(`src has no constant ${constant}.`);
  return value;
}
