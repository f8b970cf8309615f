/** What PEFT takes for names: a list, but not a string, which it reads as a pattern. */
export const listedNames = (value: string | readonly string[] | null): readonly string[] =>
  value === null || typeof value === "string" ? [] : value;
