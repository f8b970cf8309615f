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
