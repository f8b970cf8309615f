import {
  atLeast,
  boolean,
  constraint,
  either,
  type FieldTable,
  field,
  float,
  integer,
  list,
  mapOf,
  number,
  optional,
  otherThan,
} from "./field.ts";
import { loraFields } from "./lora.ts";

/**
 * @breaks adalora { beta1: 1 }
 * @keeps adalora { beta1: 0.999 }
 * @see peft/tuners/adalora/layer.py RankAllocator.__init__
 * @remarks With `inferenceMode` PEFT does not look.
 */
const betaRange = constraint(
  { exclusiveMinimum: 0, exclusiveMaximum: 1 },
  (value: number) => value > 0 && value < 1,
  "adalora-beta-out-of-range",
  "injection",
  ["AssertionError"],
);

const shifted = "PEFT silently shifts the schedule";

/**
 * AdaLoraConfig of PEFT 0.21 (peft/tuners/adalora/config.py): LoraConfig's fields, of which it
 * redefines rank_pattern and ignores several, then its own nine.
 */
export const adaLoraFields = {
  ...loraFields,
  peftType: { ...loraFields.peftType, default: "ADALORA" },
  /** Ignored by AdaLoRA, which starts every module at `initR`. */
  r: {
    ...loraFields.r,
    kind: integer(),
  },
  /** What pruning left, by parameter: written by PEFT, not by users. */
  rankPattern: optional(mapOf(either(list(boolean), number())), "0.3.0"),
  /** Average rank per adapted module that pruning ends at. */
  targetR: field(
    integer(
      /**
       * @breaks adalora { targetR: -1 }
       * @keeps adalora { targetR: 1 }
       * @see peft/tuners/adalora/layer.py RankAllocator.mask_to_budget
       * @remarks With `inferenceMode` PEFT never prunes.
       */
      atLeast(0, "adalora-target-rank-negative", "training", ["RuntimeError", "prune"]),
      /**
       * @breaks adalora { targetR: 0 }
       * @keeps adalora { targetR: 1 }
       * @see peft/tuners/adalora/layer.py RankAllocator.mask_to_budget
       */
      atLeast(1, "adalora-target-rank-zero", "strict", "PEFT prunes the whole adapter"),
    ),
    8,
    "0.3.0",
  ),
  /** Rank every adapted module starts with. This is AdaLoRA's rank; r is ignored. */
  initR: field(
    integer(
      /**
       * @breaks adalora { initR: -1 }
       * @keeps adalora { initR: 9 }
       * @see peft/tuners/adalora/layer.py AdaLoraLayer.update_layer
       */
      atLeast(0, "adalora-init-rank-negative", "injection"),
      /**
       * @breaks adalora { initR: 0 }
       * @keeps adalora { initR: 9 }
       * @see peft/tuners/adalora/layer.py RankAllocator.mask_to_budget
       * @remarks With `inferenceMode` PEFT never prunes.
       */
      atLeast(1, "adalora-init-rank-zero", "training", ["IndexError", "prune"]),
    ),
    12,
    "0.3.0",
  ),
  /** Length of the warm-up in steps: no pruning up to and with this step. */
  tinit: field(
    integer(
      /**
       * @breaks adalora { tinit: -1 }
       * @keeps adalora { tinit: 0 }
       * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
       */
      atLeast(0, "adalora-tinit-negative", "strict", shifted),
    ),
    0,
    "0.3.0",
  ),
  /** Length of the last phase in steps, in which the ranks stay as they are. */
  tfinal: field(
    integer(
      /**
       * @breaks adalora { tfinal: -1 }
       * @keeps adalora { tfinal: 1 }
       * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
       */
      atLeast(0, "adalora-tfinal-negative", "strict", shifted),
    ),
    0,
    "0.3.0",
  ),
  /** Prune only on steps that are a multiple of this. */
  deltaT: {
    ...field(
      integer(
        /**
         * @breaks adalora { deltaT: 0 }
         * @keeps adalora { deltaT: 1 }
         * @see peft/tuners/adalora/layer.py RankAllocator.budget_schedule
         * @remarks With `inferenceMode` PEFT never prunes.
         */
        otherThan(0, "adalora-delta-zero", "training", ["ZeroDivisionError", "prune"]),
        /**
         * @breaks adalora { deltaT: -1 }
         * @keeps adalora { deltaT: 1 }
         * @see peft/tuners/adalora/layer.py RankAllocator.budget_schedule
         */
        atLeast(1, "adalora-delta-negative", "strict", "PEFT silently ignores the sign"),
      ),
      1,
      "0.3.0",
    ),
    peftName: "deltaT",
  },
  /** Smoothing factor of the sensitivity. */
  beta1: field(float(betaRange), 0.85, "0.3.0"),
  /** Smoothing factor of the uncertainty. */
  beta2: field(float(betaRange), 0.85, "0.3.0"),
  /** Weight of the orthogonality loss. */
  orthRegWeight: field(
    float(
      /**
       * @breaks adalora { orthRegWeight: -0.1 }
       * @keeps adalora { orthRegWeight: 0 }
       * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
       */
      atLeast(0, "adalora-orthogonality-negative", "construction"),
    ),
    0.5,
    "0.3.0",
  ),
  /** Optimiser steps of the whole training. PEFT requires it. */
  totalStep: {
    ...optional(
      integer(
        /**
         * @breaks adalora { totalStep: 0 }
         * @keeps adalora { totalStep: 101 }
         * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
         */
        atLeast(1, "adalora-total-step-not-positive", "construction"),
      ),
      "0.3.0",
    ),
    required: true,
  },
} as const satisfies FieldTable;
