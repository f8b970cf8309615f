import ts from "typescript";

/** What an example says about a value: the comment behind an expression, or the lines below it. */
export interface Claim {
  readonly expression: ts.Expression;
  readonly comment: string;
}

/** The claims of a source text. */
export function claimsOf(source: ts.SourceFile): readonly Claim[] {
  const claims: Claim[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isExpressionStatement(node)) return;
    const comment = commentOf(source.text.slice(node.end));
    if (comment !== "") claims.push({ expression: node.expression, comment });
  };
  visit(source);
  return claims;
}

/** The comment that the text behind a statement begins with, without its slashes. */
function commentOf(rest: string): string {
  const found = /^[ \t]*(\/\/.*)?((?:\n[ \t]*\/\/.*)*)/.exec(rest);
  const [, beside = "", below = ""] = found ?? [];
  const text = beside === "" ? below.slice(1) : beside;
  return text.replaceAll(/^[ \t]*\/\/ ?/gm, "").trimEnd();
}

/** The source with every claim made a call: `claim(() => expression, comment, line)`. */
export function withClaims(fileName: string, text: string): string {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true);
  let claimed = text;
  for (const { expression, comment } of claimsOf(source).toReversed()) {
    const start = expression.getStart(source);
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    const code = text.slice(start, expression.end);
    const call = ts.isAwaitExpression(expression)
      ? `await claim(async () => (${code}), ${JSON.stringify(comment)}, ${line})`
      : `claim(() => (${code}), ${JSON.stringify(comment)}, ${line})`;
    claimed = claimed.slice(0, start) + call + claimed.slice(expression.end);
  }
  return claimed;
}
