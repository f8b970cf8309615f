import { isFilled } from "../../config/shape.ts";
import type { Rule } from "./rule.ts";

/** What AdaLoRA's layers never look at. */
const ignored = [
  "useRslora",
  "loraBias",
  "alphaPattern",
  "initLoraWeights",
  "veloraConfig",
  "useQalora",
  "montecloraConfig",
  "useBdlora",
  "arrowConfig",
  "kasaConfig",
  "megatronConfig",
] as const;

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
        "AdaLoRA needs totalStep: PEFT's constructor raises ValueError.",
        "Write totalStep: epochs × examples ÷ effective batch size.",
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
        `tinit = ${tinit} and tfinal = ${tfinal} leave none of ${totalStep} steps to prune in: PEFT's constructor raises ValueError.`,
        "tfinal is the length of the last phase, not its first step: write tinit + tfinal < totalStep.",
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
        `tfinal = ${tfinal} takes all of ${totalStep} steps: PEFT raises KeyError or AttributeError at the first step.`,
        "tfinal is the length of the last phase, not its first step: write tinit + tfinal < totalStep.",
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
        `targetR = ${targetR} is not below initR = ${initR}: PEFT raises RuntimeError (kthvalue) at the first pruning step.`,
        `Write initR above ${targetR}.`,
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
    find: ({ deltaT, totalStep, tinit, tfinal }, report) => {
      if (totalStep === null || deltaT < 1) return;
      // Pruning happens after tinit and before this step.
      const end = totalStep - tfinal;
      if (tinit >= end || (Math.floor(tinit / deltaT) + 1) * deltaT < end) return;
      report(
        ["deltaT"],
        `No multiple of ${deltaT} lies between step ${tinit} and step ${end}, where PEFT prunes all at once.`,
        `Write a ${deltaT > 1 ? "smaller deltaT" : "larger totalStep"}.`,
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
        `PEFT prunes to targetR at step ${totalStep}, which a training loop from 0 never reaches.`,
        "Write tfinal = 1 or more.",
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
        "Leave it out, or use doraConfig.",
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
        `AdaLoRA ignores r: every module starts at initR = ${initR}.`,
        `Leave it out, or write initR: ${r} instead.`,
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
      if (!aloraInvocationTokens?.length) return;
      report(
        ["aloraInvocationTokens"],
        "AdaLoRA does not support aLoRA: the first forward pass raises TypeError.",
        "Leave it out, or use LoRA.",
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
      for (const field of ignored) {
        const value = config[field];
        // Of initialisations it only knows true and false; "loftq" is refused.
        if (
          field === "initLoraWeights"
            ? typeof value !== "string" || value === "loftq"
            : !isFilled(value)
        )
          continue;
        report([field], `AdaLoRA never looks at ${field}, and PEFT says nothing.`, "Leave it out.");
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
      if (!targetParameters?.length) return;
      report(
        ["targetParameters"],
        "AdaLoRA does not support targetParameters: get_peft_model raises TypeError.",
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
          "AdaLoRA writes rankPattern itself, initR booleans a parameter: otherwise PEFT raises an error on saving.",
          "Leave rankPattern out.",
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
        "Without taskType PEFT adds no orthogonality loss: orthRegWeight does nothing.",
        'Write the task, such as taskType: "CAUSAL_LM".',
      );
    },
  },
];
