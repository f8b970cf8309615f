/** What every code is about: for the documentation, the command line and SARIF. */
import { catalogue } from "../../src/diagnostic/catalogue.ts";
import type { Stage } from "../../src/field/field.ts";
import { codeComments } from "./comments.ts";

export interface Fact {
  readonly code: string;
  readonly when: Stage;
  readonly summary: string;
  readonly source: string;
  readonly stricter?: string;
}

/** One fact for each code of the catalogue, in its order. */
export function facts(): readonly Fact[] {
  const comments = codeComments();
  return catalogue().map(({ code, when, limit }) => {
    const comment = comments.get(code);
    if (comment === undefined) throw new Error(`${code} has no comment.`);
    return { code, when, ...comment, summary: limit ?? comment.summary };
  });
}
