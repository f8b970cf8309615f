import { above, field, integer, oneOf, type SubConfigTable, words } from "./field.ts";

const raising = ["ValueError", "initialise"] as const;

/** LoRA-GA initialisation (https://huggingface.co/papers/2407.05000). */
export const loraga = {
  name: "LoraGAConfig",
  fields: {
    /** Which singular vectors of the gradient start A and B. */
    direction: field(
      words(
        /**
         * @breaks { initLoraWeights: "lora_ga", loraGaConfig: { direction: "arbr" } }
         * @keeps { initLoraWeights: "lora_ga", loraGaConfig: { direction: "ArBr" } }
         * @see peft/tuners/lora/layer.py lora_ga_init
         */
        oneOf(["ArBr", "A2rBr", "ArB2r", "random"], "lora-ga-direction-unknown", "strict", raising),
      ),
      "ArB2r",
      "0.19.0",
    ),
    /** How the start is scaled. */
    scale: field(
      words(
        /**
         * @breaks { initLoraWeights: "lora_ga", loraGaConfig: { scale: "none" } }
         * @keeps { initLoraWeights: "lora_ga", loraGaConfig: { scale: "unit" } }
         * @see peft/tuners/lora/layer.py lora_ga_init
         */
        oneOf(
          ["stable", "weight_svd", "gd_scale", "unit"],
          "lora-ga-scale-unknown",
          "strict",
          raising,
        ),
      ),
      "stable",
      "0.19.0",
    ),
    /** Divisor of the start with scale "stable". */
    stableGamma: field(
      integer(
        /**
         * @breaks { initLoraWeights: "lora_ga", loraGaConfig: { stableGamma: 0 } }
         * @keeps { initLoraWeights: "lora_ga", loraGaConfig: { stableGamma: 1 } }
         * @see peft/tuners/lora/layer.py lora_ga_init
         */
        above(0, "lora-ga-gamma-not-positive", "strict", "PEFT starts from NaN or infinity"),
      ),
      16,
      "0.19.0",
    ),
  },
} as const satisfies SubConfigTable;
