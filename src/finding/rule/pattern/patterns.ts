import type { PatternRole } from "../../../pattern/role.ts";
import type { Path } from "../../diagnostic.ts";
import type { ConfigView } from "../../rule.ts";
import { listNames } from "../names.ts";

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
  for (const field of ["targetModules", "excludeModules"] as const) {
    const text = config[field];
    if (typeof text === "string") patterns.push({ role: "target", text, path: [field] });
  }
  listNames(modulesToSave).forEach((text, index) => {
    patterns.push({ role: "saved", text, path: ["modulesToSave", index] });
  });
  if (layersToTransform !== null && layersPattern !== null) {
    for (const text of [layersPattern].flat()) {
      patterns.push({ role: "layers", text, path: ["layersPattern"] });
    }
  }
  for (const field of ["rankPattern", "alphaPattern"] as const) {
    for (const text in config[field]) patterns.push({ role: "key", text, path: [field, text] });
  }
  return patterns;
}
