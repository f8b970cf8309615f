import { isFilled, quoted } from "../../config/shape.ts";
import type { LoraConfig } from "../../config/types.ts";
import { listedNames, MANY, nameSet } from "./names.ts";
import { ranksOf } from "./ranks.ts";
import type { Rule } from "./rule.ts";

/** What turns a variant on. The order is the one in which they are named. */
const requests = [
  "useDora",
  "veloraConfig",
  "aloraInvocationTokens",
  "montecloraConfig",
  "useBdlora",
  "arrowConfig",
  "kasaConfig",
  "initLoraWeights",
] as const;

/** The fields that turn a variant on in this config. */
export const requestedVariants = (config: LoraConfig): readonly (keyof LoraConfig)[] =>
  requests.filter((field) =>
    field === "initLoraWeights" ? config[field] === "mica" : isFilled(config[field]),
  );

const variantText = (field: keyof LoraConfig): string =>
  field === "initLoraWeights" ? 'initLoraWeights "mica"' : field;

/** Variants of LoRA, which exclude each other. */
export const variantRules: readonly Rule[] = [
  /**
   * At most one variant of LoRA is on.
   * @see peft/tuners/lora/layer.py LoraLayer.resolve_lora_variant
   */
  {
    code: "variants-exclusive",
    when: "injection",
    of: "LORA",
    find: (config, report) => {
      const [first, ...others] = requestedVariants(config);
      if (first === undefined) return;
      for (const other of others) {
        report(
          [other],
          `${variantText(other)} does not go with ${variantText(first)}, as a layer takes one variant of LoRA: get_peft_model raises ValueError.`,
          `Leave ${variantText(other)} or ${variantText(first)} out.`,
        );
      }
    },
  },
  /**
   * DoRA is not for Megatron layers.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "dora-with-megatron",
    when: "construction",
    find: ({ useDora, megatronConfig }, report) => {
      if (!useDora || !isFilled(megatronConfig)) return;
      report(
        ["useDora"],
        "useDora does not go with megatronConfig: PEFT's constructor raises ValueError.",
        "Leave useDora or megatronConfig out.",
      );
    },
  },
  /**
   * loraBias does not go with DoRA.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "lora-bias-with-dora",
    when: "construction",
    find: ({ loraBias, useDora }, report) => {
      if (!loraBias || !useDora) return;
      report(
        ["loraBias"],
        "loraBias does not go with useDora: PEFT's constructor raises ValueError.",
        "Leave loraBias or useDora out.",
      );
    },
  },
  /**
   * aLoRA is for CAUSAL_LM.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "alora-task-type",
    when: "warned",
    find: ({ aloraInvocationTokens, taskType }, report) => {
      if (aloraInvocationTokens === null || taskType === "CAUSAL_LM") return;
      report(
        ["aloraInvocationTokens"],
        'PEFT warns that aLoRA is for taskType "CAUSAL_LM" only.',
        'Write taskType: "CAUSAL_LM".',
      );
    },
  },
  /**
   * aLoRA needs at least one invocation token.
   * @see peft/tuners/lora/layer.py LoraLayer.resolve_lora_variant
   */
  {
    code: "alora-tokens-empty",
    when: "silent",
    of: "LORA",
    find: ({ aloraInvocationTokens }, report) => {
      if (aloraInvocationTokens?.length !== 0) return;
      report(
        ["aloraInvocationTokens"],
        "aloraInvocationTokens is empty, so PEFT trains plain LoRA and says nothing.",
        "Write the token ids of the invocation, or leave it out.",
      );
    },
  },
  /**
   * arrowConfig is passed to create_arrow_model, not to get_peft_model.
   * @see peft/tuners/lora/arrow.py create_arrow_model
   */
  {
    code: "arrow-by-hand",
    when: "silent",
    of: "LORA",
    find: ({ arrowConfig }, report) => {
      if (arrowConfig === null) return;
      report(
        ["arrowConfig"],
        "arrowConfig needs create_arrow_model: get_peft_model alone raises AttributeError.",
        "Leave it out, and pass it to create_arrow_model in Python.",
      );
    },
  },
  /**
   * The two lists of BD-LoRA share no entry.
   * @see peft/tuners/lora/config.py BdLoraConfig.__post_init__
   */
  {
    code: "bdlora-overlap",
    when: "construction",
    find: ({ useBdlora }, report) => {
      const others = nameSet(useBdlora?.targetModulesBdB ?? null);
      for (const name of nameSet(useBdlora?.targetModulesBdA ?? null)) {
        if (!others.has(name)) continue;
        report(
          ["useBdlora", "targetModulesBdB"],
          `${quoted(name)} is in targetModulesBdA too: PEFT's constructor raises ValueError.`,
          "Remove it from one of the two.",
        );
      }
    },
  },
  /**
   * No target module is named by both lists of BD-LoRA.
   * @see peft/tuners/lora/variants.py BdLoraLinearVariant.init
   * @remarks PEFT notices only if it adapts a module of that name.
   */
  {
    code: "bdlora-both",
    when: "injection",
    of: "LORA",
    find: ({ targetModules, useBdlora }, report) => {
      if (useBdlora === null) return;
      const lists = [useBdlora.targetModulesBdA ?? [], useBdlora.targetModulesBdB ?? []];
      const name = listedNames(targetModules)
        .slice(0, MANY)
        .find((target) => lists.every((list) => list.some((part) => target.includes(part))));
      if (name === undefined) return;
      report(
        ["useBdlora"],
        `Both lists of useBdlora have a part of ${quoted(name)}: get_peft_model raises ValueError.`,
        "PEFT looks for entries anywhere in a name: write longer ones.",
      );
    },
  },
  /**
   * An initialisation that changes the base weights goes with plain layers.
   * @see peft/tuners/lora/layer.py LoraLayer.pissa_init, peft/tuners/lora/variants.py
   */
  {
    code: "init-with-variant",
    when: "silent",
    of: "LORA",
    find: ({ initLoraWeights: init, useBdlora, aloraInvocationTokens }, report) => {
      if (typeof init !== "string" || !(init.startsWith("pissa") || init === "olora")) return;
      if (useBdlora === null && !aloraInvocationTokens?.length) return;
      const variant = useBdlora === null ? "aloraInvocationTokens" : "useBdlora";
      report(
        ["initLoraWeights"],
        `${quoted(init)} moves a part of the base weights into the adapter, where ${variant} loses it, and PEFT says nothing.`,
        "Write initLoraWeights: true.",
      );
    },
  },
  /**
   * With matchStrict the lists of BD-LoRA name the targeted modules.
   * @see peft/tuners/lora/variants.py BdLoraLinearVariant.init
   */
  {
    code: "bdlora-unlisted",
    when: "injection",
    of: "LORA",
    find: ({ useBdlora }, report) => {
      if (!useBdlora?.matchStrict) return;
      if (useBdlora.targetModulesBdA?.length || useBdlora.targetModulesBdB?.length) return;
      report(
        ["useBdlora"],
        "matchStrict needs targetModulesBdA or targetModulesBdB: get_peft_model raises ValueError.",
        "Name the modules in one of them.",
      );
    },
  },
  /**
   * nblocks divides every rank.
   * @see peft/tuners/lora/variants.py BdLoraLinearVariant.init
   * @remarks PEFT divides only in modules that a list names.
   */
  {
    code: "bdlora-rank-indivisible",
    when: "injection",
    of: "LORA",
    find: (config, report) => {
      const blocks = config.useBdlora?.nblocks ?? 0;
      if (blocks < 1) return;
      for (const [path, rank] of ranksOf(config)) {
        if (rank % blocks === 0) continue;
        report(
          path,
          `Rank ${rank} is no multiple of nblocks = ${blocks}: get_peft_model raises ValueError.`,
          `Write a multiple of ${blocks}.`,
        );
      }
    },
  },
  /**
   * useQalora is for GPTQ models.
   * @see peft/tuners/lora/gptq.py
   */
  {
    code: "qalora-needs-gptq",
    when: "silent",
    of: "LORA",
    find: ({ useQalora }, report) => {
      if (!useQalora) return;
      report(
        ["useQalora"],
        "useQalora needs GPTQ layers: elsewhere PEFT trains plain LoRA and says nothing.",
        "Leave it out, or use a GPTQ model.",
      );
    },
  },
];
