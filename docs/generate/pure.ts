/** Marks what the library computes when it is loaded, so that a bundler drops what nobody uses. */
import { readFileSync } from "node:fs";
import ts from "typescript";

/** What may have an effect, as far as a bundler can tell. */
const effects: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.ComputedPropertyName,
]);

/**
 * A source of the library whose constants are computed within functions that are marked as pure: `const
 * index = new Map(rows)` becomes `const index = /* @__PURE__ *\/ (() => new Map(rows))()`. Modules of the
 * library have no effect but their exports, so that it is true of every constant.
 */
export function markPure(path: string): string {
  const text = readFileSync(path, "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const initialisers = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap(({ name, initializer }) =>
      initializer !== undefined && ts.isIdentifier(name) && mayHaveEffect(initializer)
        ? [initializer]
        : [],
    );
  return initialisers.toReversed().reduce((marked, initialiser) => {
    const [start, end] = [initialiser.getStart(), initialiser.getEnd()];
    const own = marked.slice(start, end);
    return `${marked.slice(0, start)}/* @__PURE__ */ (() => (${own}))()${marked.slice(end)}`;
  }, text);
}

/** Whether an expression does anything when it is evaluated. What is in a function waits for a call. */
function mayHaveEffect(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return false;
  return effects.has(node.kind) || (ts.forEachChild(node, mayHaveEffect) ?? false);
}
