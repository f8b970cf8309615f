import ts from "typescript";

/** Stands for the value of an expression that threw. Comments write it `throws`, and the error. */
export class Thrown {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

/**
 * Whether a comment states a value. It is a literal, behind which prose may follow after a comma,
 * colon, semicolon or bracket; or the text of a string; or `throws` and an error. In it, `…` stands
 * for anything: any letters, entries of a list, members of an object.
 */
export function states(comment: string, value: unknown): boolean {
  if (value instanceof Thrown) return textPattern(comment).test(`throws ${value.cause}`);
  const literal = leadingLiteral(comment);
  if (literal !== undefined) return matches(literal, value);
  return typeof value === "string" && textPattern(comment).test(value.trimEnd());
}

/** A value as a comment would write it. */
export function stated(value: unknown): string {
  if (value instanceof Thrown) return `throws ${value.cause}`;
  return typeof value === "string" && value.includes("\n") ? value : JSON.stringify(value, null, 1);
}

const SEPARATOR = /[,:;] | \(/g;

/** The longest literal that a comment begins with, up to a separator or its end. */
function leadingLiteral(comment: string): ts.Expression | undefined {
  const ends = [...comment.matchAll(SEPARATOR)].map(({ index }) => index);
  for (const end of [comment.length, ...ends.toReversed()]) {
    const literal = literalOf(comment.slice(0, end));
    if (literal !== undefined) return literal;
  }
  return undefined;
}

/** Stands for `…` outside strings while the compiler reads a comment. */
const ANYTHING = "anything";

const ELLIPSIS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|…/g;

function literalOf(text: string): ts.Expression | undefined {
  const code = text.replaceAll(ELLIPSIS, (found) => (found === "…" ? ANYTHING : found));
  const source = ts.createSourceFile("comment.ts", `(${code})`, ts.ScriptTarget.ES2022);
  const [statement, ...others] = source.statements;
  if (statement === undefined || others.length > 0 || !ts.isExpressionStatement(statement)) return;
  const { expression } = statement;
  if (!ts.isParenthesizedExpression(expression) || expression.end !== code.length + 2) return;
  return isLiteral(expression.expression) ? expression.expression : undefined;
}

function isLiteral(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteral);
  if (ts.isObjectLiteralExpression(node)) return node.properties.every(isMember);
  if (ts.isIdentifier(node)) return node.text === ANYTHING || node.text === "undefined";
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
  const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
  const isWord = [TrueKeyword, FalseKeyword, NullKeyword].some((kind) => node.kind === kind);
  return isWord || ts.isStringLiteral(node) || ts.isNumericLiteral(node);
}

const isMember = (node: ts.ObjectLiteralElementLike): boolean =>
  ts.isPropertyAssignment(node) ? isLiteral(node.initializer) : isAnything(node.name);

const isAnything = (node: ts.Node | undefined): boolean =>
  node !== undefined && ts.isIdentifier(node) && node.text === ANYTHING;

function matches(literal: ts.Expression, value: unknown): boolean {
  if (isAnything(literal)) return true;
  if (ts.isStringLiteral(literal)) {
    return typeof value === "string" && textPattern(literal.text).test(value);
  }
  if (ts.isArrayLiteralExpression(literal)) {
    return Array.isArray(value) && listMatches([...literal.elements], value);
  }
  if (ts.isObjectLiteralExpression(literal)) return objectMatches(literal, value);
  return Object.is(primitiveOf(literal), value);
}

function listMatches(literals: readonly ts.Expression[], values: readonly unknown[]): boolean {
  const [first, ...rest] = literals;
  if (first === undefined) return values.length === 0;
  if (!isAnything(first)) {
    return values.length > 0 && matches(first, values[0]) && listMatches(rest, values.slice(1));
  }
  return [...values, undefined].some((_, skipped) => listMatches(rest, values.slice(skipped)));
}

function objectMatches({ properties }: ts.ObjectLiteralExpression, value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entries = new Map<string, unknown>(Object.entries(value));
  const members = properties.filter(ts.isPropertyAssignment);
  const isOpen = members.length < properties.length;
  if (!isOpen && members.length !== entries.size) return false;
  return members.every(({ name, initializer }) => {
    const key = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
    return entries.has(key) && matches(initializer, entries.get(key));
  });
}

function primitiveOf(literal: ts.Expression): unknown {
  if (ts.isNumericLiteral(literal)) return Number(literal.text);
  if (ts.isPrefixUnaryExpression(literal)) return -Number(primitiveOf(literal.operand));
  if (ts.isIdentifier(literal)) return undefined;
  if (literal.kind === ts.SyntaxKind.NullKeyword) return null;
  return literal.kind === ts.SyntaxKind.TrueKeyword;
}

/** Text in which each `…` stands for anything. */
function textPattern(text: string): RegExp {
  const parts = text.split("…").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}
