/** Names of fields in the comments of src: they stand in backticks, and are written for the reader. */

import { subConfigTables } from "../../src/field/sub.ts";
import { configClasses } from "../../src/finding/class.ts";
import { type Language, speakerOf } from "../../src/finding/speaker.ts";

const names: ReadonlySet<string> = new Set(
  [...Object.values(configClasses), ...subConfigTables].flatMap(({ fields }) =>
    Object.keys(fields),
  ),
);

/** A text with the names of fields in it as the language writes them. For TypeScript it is as it is. */
export function writeNames(text: string, language: Language): string {
  if (language === "typescript") return text;
  const { name } = speakerOf(language);
  return text.replaceAll(/`(\w+)`/g, (code, word) => (names.has(word) ? name(word) : code));
}
