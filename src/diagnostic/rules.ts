import { fieldTables, type ModelledPeftType, tableIndex } from "../config/table.ts";
import { adaLoraRules } from "./rule/adalora.ts";
import { adapterRules } from "./rule/adapter.ts";
import { initRules } from "./rule/init.ts";
import { layerRules } from "./rule/layers.ts";
import { parameterRules } from "./rule/parameters.ts";
import { patternRules } from "./rule/patterns.ts";
import type { Rule } from "./rule/rule.ts";
import { savedRules } from "./rule/saved.ts";
import { targetRules } from "./rule/targets.ts";
import { variantRules } from "./rule/variants.ts";

/** Every rule about a config as a whole. Limits of single fields stand with the fields. */
export const rules: readonly Rule[] = [
  ...targetRules,
  ...layerRules,
  ...patternRules,
  ...initRules,
  ...variantRules,
  ...savedRules,
  ...parameterRules,
  ...adapterRules,
  ...adaLoraRules,
];

/** A rule, and the positions in the class of the fields it is about. */
export interface PlacedRule {
  readonly rule: Rule;
  readonly places: readonly number[] | undefined;
}

/** The rules that hold for a method. */
export const rulesOf: Readonly<Record<ModelledPeftType, readonly PlacedRule[]>> = {
  LORA: placed("LORA"),
  ADALORA: placed("ADALORA"),
};

function placed(peftType: ModelledPeftType): readonly PlacedRule[] {
  const { byName } = tableIndex(fieldTables[peftType]);
  const place = (name: string) => byName.typescript.get(name)?.order ?? -1;
  return rules
    .filter((rule) => rule.of === undefined || rule.of === peftType)
    .map((rule) => ({ rule, places: rule.about?.map(place) }));
}
