import type { Report } from "./rule.ts";

type Names = string | readonly string[] | null;

/** What PEFT takes for names: a list, but not a string, which it reads as a pattern. */
export const listedNames = (value: Names): readonly string[] =>
  value === null || typeof value === "string" ? [] : value;

/** The same as a set, for rules that look names up: a file may list a hundred thousand. */
export const nameSet = (value: Names): ReadonlySet<string> => new Set(listedNames(value));

/** Reports each name in a field's list of which `breach` has something to say. */
export function reportNames(
  report: Report,
  field: string,
  value: Names,
  breach: (name: string, index: number) => string | false | undefined,
  hint: string,
): void {
  let index = 0;
  for (const name of listedNames(value)) {
    const message = breach(name, index);
    if (message) report([field, index], message, hint);
    index += 1;
  }
}

/** More names than anyone saves or trains tokens of. Rules that compare all with all go no further. */
export const MANY = 100;

/** The embeddings of most models, by the ends of their names. */
export const embeddings = ["embed_tokens", "lm_head"];
