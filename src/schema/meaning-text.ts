import type { Naming } from "../config/table.ts";
import { subConfigTables } from "../field/sub.ts";
import { configClasses } from "../finding/class.ts";
import { speakerOf } from "../finding/speaker.ts";
import { fieldMeanings } from "./field-meanings.ts";

/**
 * What a field means, with names of fields as the naming writes them.
 *
 * @param className PEFT's name of its class, which may be a sub-config's.
 * @param field Its name in TypeScript; none for the class itself.
 */
export function describeMeaning(className: string, field = "", naming: Naming = "typescript") {
  const text = fieldMeanings[className]?.[field] ?? fieldMeanings.LoraConfig?.[field] ?? "";
  if (naming === "typescript") return text;
  const { name } = speakerOf("python");
  return text.replaceAll(/`(\w+)`/g, (code, word) => (fieldNames().has(word) ? name(word) : code));
}

let known: ReadonlySet<string> | undefined;

/** The names of all fields in TypeScript. */
function fieldNames(): ReadonlySet<string> {
  known ??= new Set(
    [...Object.values(configClasses), ...subConfigTables].flatMap(({ fields }) =>
      Object.keys(fields),
    ),
  );
  return known;
}
