import { above, integer, oneOf, type SubConfigTable, words } from "./field.ts";

const effect = "PEFT's constructor takes it and the initialisation raises ValueError";

/** LoRA-GA initialisation (https://huggingface.co/papers/2407.05000). */
export const loraga = {
  name: "LoraGAConfig",
  unknownKeys: "dropped",
  fields: {
    /** Which singular vectors of the gradient start A and B. */
    direction: {
      kind: words(
        /** @see peft/tuners/lora/layer.py lora_ga_init */
        oneOf(["ArBr", "A2rBr", "ArB2r", "random"], {
          code: "lora-ga-direction-unknown",
          when: "strict",
          effect,
        }),
      ),
      default: "ArB2r",
      since: "0.19.0",
    },
    /** How the start is scaled. */
    scale: {
      kind: words(
        /** @see peft/tuners/lora/layer.py lora_ga_init */
        oneOf(["stable", "weight_svd", "gd_scale", "unit"], {
          code: "lora-ga-scale-unknown",
          when: "strict",
          effect,
        }),
      ),
      default: "stable",
      since: "0.19.0",
    },
    /** Divisor of the start with scale "stable". */
    stableGamma: {
      kind: integer(
        /** @see peft/tuners/lora/layer.py lora_ga_init */
        above(0, {
          code: "lora-ga-gamma-not-positive",
          when: "strict",
          effect: "PEFT takes its square root and starts from NaN or an infinite scale",
        }),
      ),
      default: 16,
      since: "0.19.0",
    },
  },
} as const satisfies SubConfigTable;
