import {
  atLeast,
  boolean,
  either,
  type FieldTable,
  float,
  integer,
  type Limit,
  list,
  mapOf,
  number,
  optional,
  otherThan,
} from "./field.ts";
import { loraFields } from "./lora.ts";

/**
 * @see peft/tuners/adalora/layer.py RankAllocator.__init__
 * @remarks With inferenceMode PEFT does not look.
 */
const betaLimit: Limit = {
  code: "adalora-beta-out-of-range",
  when: "injection",
  must: "above 0 and below 1",
  holds: (value: number) => value > 0 && value < 1,
  effect: "get_peft_model raises AssertionError without a text",
  schema: { exclusiveMinimum: 0, exclusiveMaximum: 1 },
};

const shifted = "PEFT shifts the schedule by it and says nothing";

/**
 * AdaLoraConfig of PEFT 0.21 (peft/tuners/adalora/config.py): LoraConfig's fields, of which it
 * redefines rank_pattern and ignores several, then its own nine.
 */
export const adaLoraFields = {
  ...loraFields,
  peftType: { ...loraFields.peftType, default: "ADALORA" },
  /** Ignored by AdaLoRA, which starts every module at initR. */
  r: {
    ...loraFields.r,
    kind: integer(),
  },
  /** What pruning left, by parameter: written by PEFT, not by users. */
  rankPattern: optional(mapOf(either(list(boolean), number())), "0.3.0"),
  /** Average rank per adapted module that pruning ends at. */
  targetR: {
    kind: integer(
      /**
       * @see peft/tuners/adalora/layer.py RankAllocator.mask_to_budget
       * @remarks With inferenceMode PEFT never prunes.
       */
      atLeast(0, {
        code: "adalora-target-rank-negative",
        when: "training",
        effect: "PEFT raises RuntimeError (kthvalue) when it prunes",
      }),
      /** @see peft/tuners/adalora/layer.py RankAllocator.mask_to_budget */
      atLeast(1, {
        code: "adalora-target-rank-zero",
        when: "strict",
        effect: "PEFT prunes every singular value, and nothing of the adapter is left",
      }),
    ),
    default: 8,
    since: "0.3.0",
  },
  /** Rank every adapted module starts with. This is AdaLoRA's rank; r is ignored. */
  initR: {
    kind: integer(
      /** @see peft/tuners/adalora/layer.py AdaLoraLayer.update_layer */
      atLeast(0, {
        code: "adalora-init-rank-negative",
        when: "injection",
        effect: "get_peft_model raises ValueError",
      }),
      /**
       * @see peft/tuners/adalora/layer.py RankAllocator.mask_to_budget
       * @remarks With inferenceMode PEFT never prunes.
       */
      atLeast(1, {
        code: "adalora-init-rank-zero",
        when: "training",
        effect: "PEFT trains no parameter and raises IndexError when it prunes",
      }),
    ),
    default: 12,
    since: "0.3.0",
  },
  /** Length of the warm-up in steps: no pruning up to and with this step. */
  tinit: {
    kind: integer(
      /** @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__ */
      atLeast(0, { code: "adalora-tinit-negative", when: "strict", effect: shifted }),
    ),
    default: 0,
    since: "0.3.0",
  },
  /** Length of the last phase in steps, in which the ranks stay as they are. */
  tfinal: {
    kind: integer(
      /** @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__ */
      atLeast(0, { code: "adalora-tfinal-negative", when: "strict", effect: shifted }),
    ),
    default: 0,
    since: "0.3.0",
  },
  /** Prune only on steps that are a multiple of this. */
  deltaT: {
    peftName: "deltaT",
    kind: integer(
      /**
       * @see peft/tuners/adalora/layer.py RankAllocator.budget_schedule
       * @remarks With inferenceMode PEFT never prunes.
       */
      otherThan(0, {
        code: "adalora-delta-zero",
        when: "training",
        effect: "PEFT raises ZeroDivisionError at the first step after the warm-up",
      }),
      /** @see peft/tuners/adalora/layer.py RankAllocator.budget_schedule */
      atLeast(1, {
        code: "adalora-delta-negative",
        when: "strict",
        effect: "PEFT takes it for its absolute value",
      }),
    ),
    default: 1,
    since: "0.3.0",
  },
  /** Smoothing factor of the sensitivity. */
  beta1: {
    kind: float(betaLimit),
    default: 0.85,
    since: "0.3.0",
  },
  /** Smoothing factor of the uncertainty. */
  beta2: {
    kind: float(betaLimit),
    default: 0.85,
    since: "0.3.0",
  },
  /** Weight of the orthogonality loss. */
  orthRegWeight: {
    kind: float(
      /** @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__ */
      atLeast(0, {
        code: "adalora-orthogonality-negative",
        when: "construction",
        effect: "PEFT's constructor raises ValueError",
      }),
    ),
    default: 0.5,
    since: "0.3.0",
  },
  /** Optimiser steps of the whole training. PEFT requires it. */
  totalStep: {
    kind: integer(
      /** @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__ */
      atLeast(1, {
        code: "adalora-total-step-not-positive",
        when: "construction",
        effect: "PEFT's constructor raises ValueError",
      }),
    ),
    nullable: true,
    required: true,
    default: null,
    since: "0.3.0",
  },
} as const satisfies FieldTable;
