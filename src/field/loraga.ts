import { above, integer, oneOf, type SubConfigTable, words } from "./field.ts";

const source = "peft/tuners/lora/layer.py lora_ga_init";
const effect = "PEFT's constructor takes it and the initialisation raises ValueError";

/** LoRA-GA initialisation (https://huggingface.co/papers/2407.05000). */
export const loraga = {
  name: "LoraGAConfig",
  meaning: "Settings of the LoRA-GA initialisation.",
  unknownKeys: "dropped",
  fields: {
    direction: {
      peft: "direction",
      kind: words(
        oneOf(["ArBr", "A2rBr", "ArB2r", "random"], {
          code: "lora-ga-direction-unknown",
          when: "strict",
          effect,
          source,
        }),
      ),
      default: "ArB2r",
      since: "0.19.0",
      meaning: "Which singular vectors of the gradient start A and B.",
    },
    scale: {
      peft: "scale",
      kind: words(
        oneOf(["stable", "weight_svd", "gd_scale", "unit"], {
          code: "lora-ga-scale-unknown",
          when: "strict",
          effect,
          source,
        }),
      ),
      default: "stable",
      since: "0.19.0",
      meaning: "How the start is scaled.",
    },
    stableGamma: {
      peft: "stable_gamma",
      kind: integer(
        above(0, {
          code: "lora-ga-gamma-not-positive",
          when: "strict",
          effect: "PEFT takes its square root and starts from NaN or an infinite scale",
          source,
        }),
      ),
      default: 16,
      since: "0.19.0",
      meaning: 'Divisor of the start with scale "stable".',
    },
  },
} as const satisfies SubConfigTable;
