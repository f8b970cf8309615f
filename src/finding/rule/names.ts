type Names = string | readonly string[] | null | undefined;

/** What PEFT reads as names: a list. It reads a string as a pattern. */
export const listNames = (value: Names): readonly string[] =>
  typeof value === "object" && value !== null ? value : [];

/** The same as a set, for rules that look names up: a file may list a hundred thousand. */
export const nameSet = (value: Names): ReadonlySet<string> => new Set(listNames(value));

/** Whether it is PEFT's word for every linear layer, in upper or lower case. */
export const isAllLinear = (targets: unknown): boolean =>
  typeof targets === "string" &&
  targets.length === "all-linear".length &&
  targets.toLowerCase() === "all-linear";

/** Data of a rule about one name. */
export interface NameData extends Readonly<Record<string, unknown>> {
  readonly name: string;
}

/** More names than anyone saves or trains tokens of. Rules that compare all with all go no further. */
export const MANY = 100;

/** The embeddings of most models, by the ends of their names. */
export const embeddings = ["embed_tokens", "lm_head"];

/** The fields whose keys are patterns of names. */
export const patternFields = ["rankPattern", "alphaPattern"] as const;
