import type { PatternRole } from "../../../pattern/role.ts";
import type { Path } from "../../diagnostic.ts";
import type { ConfigView } from "../../rule.ts";
import { listNames, patternFields } from "../names.ts";
import { moduleLists } from "../target/lists.ts";

/** A string of a config that PEFT hands to Python's re. */
interface PatternText {
  readonly role: PatternRole;
  readonly path: Path;
  readonly text: string;
}

/** Every string of the config that PEFT hands to Python's re. */
export function patternsOf(config: ConfigView): readonly PatternText[] {
  const { modulesToSave, layersPattern, layersToTransform } = config;
  const patterns: PatternText[] = [];
  const add = (role: PatternRole, text: unknown, ...path: Path) => {
    if (typeof text === "string") patterns.push({ role, text, path });
  };
  for (const field of moduleLists) add("target", config[field], field);
  listNames(modulesToSave).forEach((text, index) => {
    add("saved", text, "modulesToSave", index);
  });
  if (layersToTransform !== null) {
    for (const text of [layersPattern].flat()) add("layers", text, "layersPattern");
  }
  for (const field of patternFields) {
    for (const text in config[field]) add("key", text, field, text);
  }
  return patterns;
}
