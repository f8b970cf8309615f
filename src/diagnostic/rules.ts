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

/** A rule, and when to look. */
export interface GatedRule {
  readonly rule: Rule;
  /**
   * Positions in the class of the fields that it asks for, of a config with nothing but defaults,
   * before it finds nothing. While these have their defaults it goes the same way and finds nothing
   * again. undefined: it is asked always.
   */
  readonly places: readonly number[] | undefined;
}

const gated: { [Type in ModelledPeftType]?: readonly GatedRule[] } = {};

/** The rules that hold for a method. */
export function rulesOf(peftType: ModelledPeftType): readonly GatedRule[] {
  gated[peftType] ??= rules
    .filter((rule) => rule.of === undefined || rule.of === peftType)
    .map((rule) => ({ rule, places: placesOf(rule, peftType) }));
  return gated[peftType];
}

function placesOf(rule: Rule, peftType: ModelledPeftType): readonly number[] | undefined {
  const { byName, defaults } = tableIndex(fieldTables[peftType]);
  let places: Set<number> | undefined = new Set();
  const always = () => {
    places = undefined;
  };
  const config = new Proxy(defaults, {
    get: (values, name: string) => {
      places?.add(byName.typescript.get(name)?.order ?? 0);
      return values[name];
    },
    ownKeys: (values) => {
      always();
      return Reflect.ownKeys(values);
    },
  });
  rule.find(config as never, always, new Proxy({}, { get: always }));
  return places && [...places];
}
