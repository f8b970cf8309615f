/** What PEFT takes for names: a list, but not a string, which it reads as a pattern. */
export const listedNames = (value: string | readonly string[] | null): readonly string[] =>
  value === null || typeof value === "string" ? [] : value;

/** The same as a set, for rules that look names up: a file may list a hundred thousand. */
export const nameSet = (value: string | readonly string[] | null): ReadonlySet<string> =>
  new Set(listedNames(value));

/** More names than anyone saves or trains tokens of. Rules that compare all with all go no further. */
export const MANY = 100;
