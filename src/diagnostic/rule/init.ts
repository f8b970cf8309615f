import { isFilled, quoted, valueText } from "../../config/shape.ts";
import type { LoraConfig } from "../../config/types.ts";
import { initNames } from "../../field/lora.ts";
import { suggestion } from "../suggestion.ts";
import { ranksOf } from "./ranks.ts";
import type { Rule } from "./rule.ts";

/** How "pissa_niter_4" is spelt that only Python's int() reads as that. */
const looseCount = (name: string): string | undefined => {
  const count = /^pissa(?:(?!_niter_).)*_niter_\s*[+-]?(\d+(?:_\d+)*)\s*$/s.exec(name)?.[1];
  return count && `pissa_niter_${Number(count.replaceAll("_", ""))}`;
};

const isInitName = (name: string): boolean =>
  /^pissa_niter_\d+$/.test(name) || (initNames as readonly string[]).includes(name);

/** A name that PEFT takes although it is not one of the known ones. */
type Misspelling = readonly [meant: string | false, effect: string];

function misspellingOf(
  name: string,
  { targetParameters }: Pick<LoraConfig, "targetParameters">,
): Misspelling | undefined {
  const taken = name === "" ? false : name.startsWith("corda") ? "corda" : looseCount(name);
  if (taken !== undefined) return [taken, `PEFT takes it for ${taken}`];
  // PEFT compares some names without regard to case, others exactly.
  const meant = name.toLowerCase();
  if (meant === "olora" || meant === "gaussian") {
    return [meant, "PEFT takes it, but warns and converts by the exact name only"];
  }
  return meant === "mica" && !targetParameters?.length
    ? [meant, "PEFT trains B, which MiCA freezes"]
    : undefined;
}

/** The sub-config that PEFT fills in for an initialisation, if it is missing, and what keeps PEFT from it. */
function missingConfig({
  initLoraWeights: init,
  evaConfig,
  cordaConfig,
  loftqConfig,
}: Pick<LoraConfig, "initLoraWeights" | "evaConfig" | "cordaConfig" | "loftqConfig">) {
  const needs = init === "eva" ? "evaConfig" : "cordaConfig";
  if (init === "eva" ? evaConfig : init !== "corda" || cordaConfig) return undefined;
  return [needs, isFilled(loftqConfig) ? "loftqConfig" : evaConfig && "evaConfig"] as const;
}

/** Initialisation, and the sub-configs that belong to it. */
export const initRules: readonly Rule[] = [
  /**
   * initLoraWeights is a boolean or a scheme that PEFT implements.
   * @see peft/tuners/lora/layer.py LoraLayer.reset_lora_parameters
   * @remarks Embedding layers take any string and start as with true.
   */
  {
    code: "init-unknown",
    when: "injection",
    of: "LORA",
    find: (config, report) => {
      const init: unknown = config.initLoraWeights;
      if (init === 1) {
        report(
          ["initLoraWeights"],
          "The number 1 is no initialisation: get_peft_model raises AttributeError.",
          "Write true.",
        );
      }
      if (typeof init !== "string" || isInitName(init) || misspellingOf(init, config)) return;
      const near = suggestion(init, initNames);
      report(
        ["initLoraWeights"],
        `${quoted(init)} is no initialisation: get_peft_model raises ValueError.`,
        near ? `Did you mean ${quoted(near)}?` : `Write true or one of ${initNames.join(", ")}.`,
      );
    },
  },
  /**
   * initLoraWeights is spelt exactly as PEFT spells it.
   * @see peft/tuners/lora/layer.py LoraLayer.update_layer
   */
  {
    code: "init-spelling",
    when: "strict",
    of: "LORA",
    find: (config, report) => {
      const init = config.initLoraWeights;
      if (typeof init !== "string" || isInitName(init)) return;
      const [meant, effect] = misspellingOf(init, config) ?? [];
      if (effect === undefined) return;
      report(
        ["initLoraWeights"],
        `${quoted(init)} is not spelt as PEFT spells it: ${effect}.`,
        `Write ${valueText(meant)}.`,
      );
    },
  },
  /**
   * initLoraWeights "loftq" comes with a loftqConfig.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "init-loftq-without-config",
    when: "construction",
    find: ({ initLoraWeights, loftqConfig }, report) => {
      if (initLoraWeights !== "loftq" || isFilled(loftqConfig)) return;
      report(
        ["loftqConfig"],
        'initLoraWeights is "loftq" and there is no loftqConfig: PEFT\'s constructor raises ValueError.',
        "Write loftqConfig: { loftqBits: 4 }, or another initLoraWeights.",
      );
    },
  },
  /**
   * A loftqConfig in a file has both its keys.
   * @see peft/tuners/lora/layer.py LoraLayer.loftq_init
   */
  {
    code: "loftq-config-partial",
    when: "injection",
    of: "LORA",
    find: ({ initLoraWeights, loftqConfig }, report) => {
      if (initLoraWeights !== "loftq" || !isFilled(loftqConfig)) return;
      for (const key of ["loftqBits", "loftqIter"] as const) {
        if (loftqConfig?.[key] !== undefined) continue;
        report(
          ["loftqConfig"],
          `loftqConfig has no ${key}: get_peft_model raises KeyError.`,
          `Add ${key}.`,
        );
      }
    },
  },
  /**
   * A loftqConfig comes with initLoraWeights "loftq".
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "loftq-config-ignored",
    when: "warned",
    find: ({ initLoraWeights, loftqConfig }, report) => {
      if (initLoraWeights === "loftq" || !isFilled(loftqConfig)) return;
      report(
        ["loftqConfig"],
        'PEFT empties loftqConfig, because initLoraWeights is not "loftq".',
        'Write initLoraWeights: "loftq", or leave loftqConfig out.',
      );
    },
  },
  /**
   * initLoraWeights "eva" and "corda" come with their sub-config.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "init-config-defaulted",
    when: "warned",
    find: (config, report) => {
      const [needs, stray] = missingConfig(config) ?? [];
      if (!needs || stray) return;
      report(
        [needs],
        `initLoraWeights is "${config.initLoraWeights}" and there is no ${needs}: PEFT takes the defaults.`,
        `Write ${needs}: {} if they are meant.`,
      );
    },
  },
  /**
   * No stray sub-config keeps PEFT from filling in the one that initLoraWeights needs.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "init-config-swallowed",
    when: "silent",
    find: (config, report) => {
      const [needs, stray] = missingConfig(config) ?? [];
      if (!needs || !stray) return;
      report(
        [needs],
        `Beside ${stray} PEFT does not fill in ${needs}: it stays null, and the initialisation fails later.`,
        `Remove ${stray}, or write ${needs}: {}.`,
      );
    },
  },
  /**
   * evaConfig, cordaConfig and loraGaConfig come with the initLoraWeights that reads them.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "init-config-ignored",
    when: "warned",
    find: (config, report) => {
      for (const [name, scheme] of schemeConfigs) {
        if (config[name] === null || config.initLoraWeights === scheme) continue;
        report(
          [name],
          `PEFT keeps ${name} and never looks at it, because initLoraWeights is not "${scheme}".`,
          `Write initLoraWeights: "${scheme}", or leave ${name} out.`,
        );
      }
    },
  },
  /**
   * initLoraWeights "lora_ga" comes with a loraGaConfig.
   * @see peft/tuners/lora/layer.py LoraLayer.lora_ga_init
   */
  {
    code: "lora-ga-without-config",
    when: "silent",
    of: "LORA",
    find: ({ initLoraWeights, loraGaConfig }, report) => {
      if (initLoraWeights !== "lora_ga" || loraGaConfig !== null) return;
      report(
        ["loraGaConfig"],
        'initLoraWeights is "lora_ga" and there is no loraGaConfig: PEFT takes it for true, or raises ValueError once there are gradients.',
        "Write loraGaConfig: {}, and run preprocess_loraga before get_peft_model.",
      );
    },
  },
  /**
   * loraBias goes with a boolean initLoraWeights only.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "lora-bias-with-init",
    when: "construction",
    find: ({ loraBias, initLoraWeights: init }, report) => {
      // To Python, 0 and 1 are False and True; null is neither.
      if (!loraBias || typeof init === "boolean" || typeof init === "number") return;
      report(
        ["loraBias"],
        `loraBias does not go with initLoraWeights ${valueText(init)}: PEFT's constructor raises ValueError.`,
        "Leave loraBias out, or write initLoraWeights: true.",
      );
    },
  },
  /**
   * Orthogonal initialisation needs even ranks.
   * @see peft/tuners/lora/layer.py LoraLayer.orthogonal_init
   * @remarks PEFT notices only ranks that a module gets.
   */
  {
    code: "orthogonal-rank-odd",
    when: "injection",
    of: "LORA",
    find: (config, report) => {
      if (config.initLoraWeights !== "orthogonal") return;
      for (const [path, rank] of ranksOf(config)) {
        if (rank % 2 === 0) continue;
        report(
          path,
          `Rank ${rank} is odd, and initLoraWeights is "orthogonal": get_peft_model raises ValueError.`,
          `Write ${rank + 1}, or another initLoraWeights.`,
        );
      }
    },
  },
  /**
   * useRslora with patterns and an initialisation that changes the base weights cannot be converted back.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "rslora-patterns-conversion",
    when: "warned",
    find: ({ useRslora, rankPattern, alphaPattern, initLoraWeights: init }, report) => {
      if (!useRslora || typeof init !== "string") return;
      if (!isFilled(rankPattern) && !isFilled(alphaPattern)) return;
      if (!init.startsWith("pissa") && !["corda", "olora", "lora_ga"].includes(init)) return;
      report(
        ["useRslora"],
        `With useRslora and rankPattern or alphaPattern, ${quoted(init)} cannot be converted back: save_pretrained with path_initial_model_for_weight_conversion raises ValueError.`,
        "Leave useRslora or the patterns out.",
      );
    },
  },
];

const schemeConfigs = [
  ["evaConfig", "eva"],
  ["cordaConfig", "corda"],
  ["loraGaConfig", "lora_ga"],
] as const;
