/** Lists of module names, which may also be one string: a regular expression. */
export const moduleLists = ["targetModules", "excludeModules"] as const;

/** The lists whose entries PEFT compares literally with the ends of names. */
export const literalLists = [...moduleLists, "targetParameters"] as const;

export const nameLists = [...literalLists, "modulesToSave"] as const;

/** Whether it has a character of regular expressions that no module name has. */
export const hasPatternCharacter = (name: string): boolean => /[\\^$*+?()[\]{}|]/.test(name);

/** Whether a string is a list of names in other clothes: "q_proj, v_proj", "['q_proj']". */
export const looksLikeList = (text: string): boolean =>
  text.length < 10_000 &&
  (text.includes(",") ? !/[(){}*\\|]/.test(text) : /^\[['"\w.]+\]$/.test(text));
