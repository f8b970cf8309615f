import { atLeast, integer, oneOf, type SubConfigTable } from "./field.ts";

const source = "peft/utils/loftq_utils.py loftq_init";

/** LoftQ initialisation (https://huggingface.co/papers/2310.08659). */
export const loftq = {
  name: "LoftQConfig",
  meaning: "Settings of the LoftQ initialisation.",
  unknownKeys: "kept",
  fields: {
    loftqBits: {
      peft: "loftq_bits",
      kind: integer(
        oneOf([4, 8], {
          code: "loftq-bits-unknown",
          when: "injection",
          effect: "get_peft_model raises ValueError",
          source,
          stricter: "PEFT reads it only where LoftQ runs.",
        }),
      ),
      default: 4,
      since: "0.7.0",
      meaning: "Bits of the quantised weight.",
    },
    loftqIter: {
      peft: "loftq_iter",
      kind: integer(
        atLeast(1, {
          code: "loftq-iterations-not-positive",
          when: "injection",
          effect: "get_peft_model raises ValueError",
          source,
          stricter: "PEFT reads it only where LoftQ runs.",
        }),
      ),
      default: 1,
      since: "0.7.0",
      meaning: "Alternating iterations of quantising and fitting.",
    },
  },
} as const satisfies SubConfigTable;
