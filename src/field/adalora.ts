import {
  above,
  atLeast,
  below,
  boolean,
  either,
  type FieldTable,
  float,
  integer,
  list,
  mapOf,
  number,
} from "./field.ts";
import { loraFields } from "./lora.ts";

const layerSource = "peft/tuners/adalora/layer.py";
const beta = {
  code: "adalora-beta-out-of-range",
  when: "injection",
  effect: "get_peft_model raises AssertionError without a text",
  source: `${layerSource} RankAllocator.__init__`,
  stricter: "With inferenceMode PEFT does not look.",
} as const;

/** A step count PEFT never checks for its sign. */
const steps = (code: string) =>
  integer(
    atLeast(0, {
      code,
      when: "strict",
      effect: "PEFT shifts the schedule by it and says nothing",
      source: "peft/tuners/adalora/config.py AdaLoraConfig.__post_init__",
    }),
  );

/**
 * AdaLoraConfig of PEFT 0.21 (peft/tuners/adalora/config.py): LoraConfig's fields, of which it
 * redefines rank_pattern and ignores several, then its own nine.
 */
export const adaLoraFields = {
  ...loraFields,
  peftType: { ...loraFields.peftType, default: "ADALORA" },
  r: {
    ...loraFields.r,
    kind: integer(),
    meaning: "Ignored by AdaLoRA, which starts every module at initR.",
  },
  rankPattern: {
    peft: "rank_pattern",
    kind: mapOf(either(list(boolean), number())),
    nullable: true,
    default: null,
    since: "0.6.0",
    meaning: "What pruning left, by parameter: written by PEFT, not by users.",
  },
  targetR: {
    peft: "target_r",
    kind: integer(
      atLeast(1, {
        code: "adalora-target-rank-not-positive",
        when: "strict",
        effect: "PEFT prunes every singular value, or fails at the first pruning step below 0",
        source: `${layerSource} RankAllocator.mask_to_budget`,
      }),
    ),
    default: 8,
    since: "0.3.0",
    meaning: "Average rank per adapted module that pruning ends at.",
  },
  initR: {
    peft: "init_r",
    kind: integer(
      atLeast(1, {
        code: "adalora-init-rank-not-positive",
        when: "injection",
        effect: "get_peft_model raises ValueError below 0, and adapts nothing with 0",
        source: `${layerSource} AdaLoraLayer.update_layer`,
        stricter: "PEFT accepts 0, which trains no parameter.",
      }),
    ),
    default: 12,
    since: "0.3.0",
    meaning: "Rank every adapted module starts with. This is AdaLoRA's rank; r is ignored.",
  },
  tinit: {
    peft: "tinit",
    kind: steps("adalora-tinit-negative"),
    default: 0,
    since: "0.3.0",
    meaning: "Length of the warm-up in steps: no pruning up to and with this step.",
  },
  tfinal: {
    peft: "tfinal",
    kind: steps("adalora-tfinal-negative"),
    default: 0,
    since: "0.3.0",
    meaning: "Length of the last phase in steps, in which the ranks stay as they are.",
  },
  deltaT: {
    peft: "deltaT",
    kind: integer(
      atLeast(1, {
        code: "adalora-delta-not-positive",
        when: "training",
        effect: "PEFT raises ZeroDivisionError at the first step after the warm-up with 0",
        source: `${layerSource} RankAllocator.budget_schedule`,
        stricter: "PEFT takes a negative interval for its absolute value.",
      }),
    ),
    default: 1,
    since: "0.3.0",
    meaning: "Prune only on steps that are a multiple of this.",
  },
  beta1: {
    peft: "beta1",
    kind: float(above(0, beta), below(1, beta)),
    default: 0.85,
    since: "0.3.0",
    meaning: "Smoothing factor of the sensitivity.",
  },
  beta2: {
    peft: "beta2",
    kind: float(above(0, beta), below(1, beta)),
    default: 0.85,
    since: "0.3.0",
    meaning: "Smoothing factor of the uncertainty.",
  },
  orthRegWeight: {
    peft: "orth_reg_weight",
    kind: float(
      atLeast(0, {
        code: "adalora-orthogonality-negative",
        when: "construction",
        effect: "PEFT's constructor raises ValueError",
        source: "peft/tuners/adalora/config.py AdaLoraConfig.__post_init__",
      }),
    ),
    default: 0.5,
    since: "0.3.0",
    meaning: "Weight of the orthogonality loss.",
  },
  totalStep: {
    peft: "total_step",
    kind: integer(
      atLeast(1, {
        code: "adalora-total-step-not-positive",
        when: "construction",
        effect: "PEFT's constructor raises ValueError",
        source: "peft/tuners/adalora/config.py AdaLoraConfig.__post_init__",
      }),
    ),
    nullable: true,
    default: null,
    since: "0.3.0",
    meaning: "Optimiser steps of the whole training. PEFT requires it.",
  },
} as const satisfies FieldTable;
