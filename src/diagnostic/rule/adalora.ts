import type { AdaLoraConfig } from "../../config/types.ts";
import type { Rule } from "./rule.ts";

/** What AdaLoRA's layers never look at, with the value that says so. */
const ignored: readonly (readonly [keyof AdaLoraConfig, (config: AdaLoraConfig) => boolean])[] = [
  ["useRslora", (config) => config.useRslora],
  ["loraBias", (config) => config.loraBias],
  ["alphaPattern", (config) => Object.keys(config.alphaPattern).length > 0],
  ["initLoraWeights", ({ initLoraWeights: init }) => typeof init === "string" && init !== "loftq"],
  ["veloraConfig", (config) => config.veloraConfig !== null],
  ["useQalora", (config) => config.useQalora],
  ["montecloraConfig", (config) => config.montecloraConfig !== null],
  ["useBdlora", (config) => config.useBdlora !== null],
  ["arrowConfig", (config) => config.arrowConfig !== null],
  ["kasaConfig", (config) => config.kasaConfig !== null],
  ["megatronConfig", ({ megatronConfig }) => Object.keys(megatronConfig ?? {}).length > 0],
];

/** The first and last step at which pruning may happen, both excluded. */
const window = ({ totalStep, tinit, tfinal }: AdaLoraConfig) =>
  totalStep === null || tinit >= totalStep - tfinal
    ? undefined
    : { after: tinit, before: totalStep - tfinal };

/** AdaLoRA's own fields and what it ignores of LoRA's. */
export const adaLoraRules: readonly Rule[] = [
  /**
   * AdaLoRA has a totalStep.
   * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
   */
  {
    code: "adalora-total-step-missing",
    when: "construction",
    of: "ADALORA",
    find: ({ totalStep }, report) => {
      if (totalStep !== null) return;
      report(
        ["totalStep"],
        "AdaLoRA needs the number of optimiser steps: PEFT's constructor raises ValueError.",
        "Write totalStep: epochs × examples ÷ (batch size × gradient accumulation).",
      );
    },
  },
  /**
   * tinit + tfinal is less than totalStep.
   * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
   */
  {
    code: "adalora-no-budgeting-phase",
    when: "construction",
    of: "ADALORA",
    find: ({ totalStep, tinit, tfinal }, report) => {
      if (totalStep === null || totalStep < 1 || tinit < totalStep - tfinal) return;
      report(
        ["tinit"],
        `The warm-up of ${tinit} steps and the last phase of ${tfinal} leave none of ${totalStep} to prune in: PEFT's constructor raises ValueError.`,
        "tfinal is the length of the last phase, not the step at which it begins: write tinit + tfinal < totalStep.",
      );
    },
  },
  /**
   * The last phase is shorter than the training.
   * @see peft/tuners/adalora/model.py AdaLoraModel.update_and_allocate
   * @remarks With inferenceMode PEFT never prunes.
   */
  {
    code: "adalora-last-phase-too-long",
    when: "training",
    of: "ADALORA",
    find: ({ totalStep, tinit, tfinal }, report) => {
      if (totalStep === null || tfinal < totalStep || tinit >= totalStep - tfinal) return;
      report(
        ["tfinal"],
        `The last phase of ${tfinal} steps takes all ${totalStep}: PEFT raises KeyError or AttributeError at the first step.`,
        "tfinal is the length of the last phase: write tinit + tfinal < totalStep.",
      );
    },
  },
  /**
   * targetR is less than initR.
   * @see peft/tuners/adalora/layer.py RankAllocator.mask_to_budget
   * @remarks PEFT notices at the first pruning step only.
   */
  {
    code: "adalora-target-rank-too-high",
    when: "training",
    of: "ADALORA",
    find: ({ targetR, initR }, report) => {
      if (targetR < initR || initR < 1) return;
      report(
        ["targetR"],
        `Nothing is to be pruned from initR ${initR} to targetR ${targetR}: PEFT raises RuntimeError (kthvalue) at the first pruning step.`,
        `Write initR above ${targetR}, for example ${Math.ceil(targetR * 1.5)}.`,
      );
    },
  },
  /**
   * deltaT has a multiple in the pruning window.
   * @see peft/tuners/adalora/layer.py RankAllocator.budget_schedule
   */
  {
    code: "adalora-no-pruning-step",
    when: "silent",
    of: "ADALORA",
    find: (config, report) => {
      const open = window(config);
      const { deltaT } = config;
      if (open === undefined || deltaT < 1) return;
      if ((Math.floor(open.after / deltaT) + 1) * deltaT < open.before) return;
      report(
        ["deltaT"],
        `No multiple of ${deltaT} lies between step ${open.after} and step ${open.before}, so PEFT prunes everything at once at step ${open.before}.`,
        deltaT > 1 ? "Write a smaller deltaT." : "Write a larger totalStep.",
      );
    },
  },
  /**
   * tfinal is at least 1.
   * @see peft/tuners/adalora/model.py AdaLoraModel.update_and_allocate
   */
  {
    code: "adalora-final-pruning-missed",
    when: "silent",
    of: "ADALORA",
    find: ({ tfinal, totalStep }, report) => {
      if (tfinal !== 0 || totalStep === null) return;
      report(
        ["tfinal"],
        `PEFT forces the ranks down to targetR at step totalStep - tfinal = ${totalStep}, which a training that counts from 0 never reaches: they may stay above.`,
        "Write tfinal of at least 1; a tenth of totalStep is usual.",
      );
    },
  },
  /**
   * AdaLoRA has no DoRA.
   * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
   */
  {
    code: "adalora-with-dora",
    when: "construction",
    of: "ADALORA",
    find: ({ useDora }, report) => {
      if (!useDora) return;
      report(
        ["useDora"],
        "AdaLoRA does not support DoRA: PEFT's constructor raises ValueError.",
        "Leave useDora out, or use doraConfig.",
      );
    },
  },
  /**
   * AdaLoRA has no LoftQ.
   * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
   */
  {
    code: "adalora-with-loftq",
    when: "construction",
    of: "ADALORA",
    find: ({ initLoraWeights }, report) => {
      if (initLoraWeights !== "loftq") return;
      report(
        ["initLoraWeights"],
        "AdaLoRA does not support LoftQ: PEFT's constructor raises ValueError.",
        "Leave initLoraWeights and loftqConfig out.",
      );
    },
  },
  /**
   * AdaLoRA's rank is initR, not r.
   * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
   */
  {
    code: "adalora-rank-ignored",
    when: "warned",
    of: "ADALORA",
    find: ({ r, initR }, report) => {
      if (r === 8) return;
      report(
        ["r"],
        `AdaLoRA ignores r and starts every module at initR, which is ${initR}.`,
        `Write initR: ${r} if that is meant, and leave r out.`,
      );
    },
  },
  /**
   * AdaLoRA has no aLoRA.
   * @see peft/peft_model.py PeftModelForCausalLM.forward
   * @remarks PEFT notices only with taskType "CAUSAL_LM".
   */
  {
    code: "adalora-with-alora",
    when: "training",
    of: "ADALORA",
    find: ({ aloraInvocationTokens }, report) => {
      if (aloraInvocationTokens === null || aloraInvocationTokens.length === 0) return;
      report(
        ["aloraInvocationTokens"],
        "AdaLoRA's layers do not know aLoRA: the first forward pass raises TypeError.",
        "Leave aloraInvocationTokens out, or use LoRA.",
      );
    },
  },
  /**
   * Fields that AdaLoRA never reads are left at their default.
   * @see peft/tuners/adalora/layer.py AdaLoraLayer.update_layer
   */
  {
    code: "adalora-field-ignored",
    when: "silent",
    of: "ADALORA",
    find: (config, report) => {
      for (const [field, isSet] of ignored) {
        if (!isSet(config)) continue;
        report(
          [field],
          `AdaLoRA's layers never look at ${field}, and PEFT says nothing.`,
          "Leave it out.",
        );
      }
    },
  },
  /**
   * AdaLoRA adapts modules, not parameters.
   * @see peft/tuners/adalora/model.py AdaLoraModel._create_and_replace
   * @remarks PEFT notices only if a parameter matches.
   */
  {
    code: "adalora-target-parameters",
    when: "injection",
    of: "ADALORA",
    find: ({ targetParameters }, report) => {
      if (targetParameters === null || targetParameters.length === 0) return;
      report(
        ["targetParameters"],
        "AdaLoRA cannot adapt bare parameters: get_peft_model raises TypeError.",
        "Target modules instead, or use LoRA.",
      );
    },
  },
  /**
   * AdaLoRA's rankPattern is what pruning wrote.
   * @see peft/tuners/adalora/model.py AdaLoraModel.resize_state_dict_by_rank_pattern
   */
  {
    code: "adalora-rank-pattern-by-hand",
    when: "training",
    of: "ADALORA",
    find: ({ rankPattern, initR }, report) => {
      for (const [key, value] of Object.entries(rankPattern ?? {})) {
        if (typeof value !== "number" && value.length === initR) continue;
        report(
          ["rankPattern", key],
          "In AdaLoRA rankPattern is what pruning left, initR booleans a parameter: with anything else PEFT raises an error on saving.",
          "Leave rankPattern out; AdaLoRA finds the ranks itself.",
        );
      }
    },
  },
  /**
   * AdaLoRA has a taskType.
   * @see peft/peft_model.py PeftModel.forward
   */
  {
    code: "adalora-without-task-type",
    when: "silent",
    of: "ADALORA",
    find: ({ taskType }, report) => {
      if (taskType !== null) return;
      report(
        ["taskType"],
        "Without taskType PEFT wraps the bare model and never adds the orthogonality loss: orthRegWeight does nothing.",
        'Write the task, such as taskType: "CAUSAL_LM".',
      );
    },
  },
];
