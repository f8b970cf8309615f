import { atLeast, integer, oneOf, type SubConfigTable } from "./field.ts";

/** LoftQ initialisation (https://huggingface.co/papers/2310.08659). */
export const loftq = {
  name: "LoftQConfig",
  unknownKeys: "kept",
  fields: {
    /** Bits of the quantised weight. */
    loftqBits: {
      kind: integer(
        /**
         * @see peft/utils/loftq_utils.py loftq_init
         * @remarks PEFT reads it only where LoftQ runs.
         */
        oneOf([4, 8], {
          code: "loftq-bits-unknown",
          when: "injection",
          effect: "get_peft_model raises ValueError",
        }),
      ),
      default: 4,
      since: "0.7.0",
    },
    /** Alternating iterations of quantising and fitting. */
    loftqIter: {
      kind: integer(
        /**
         * @see peft/utils/loftq_utils.py loftq_init
         * @remarks PEFT reads it only where LoftQ runs.
         */
        atLeast(1, {
          code: "loftq-iterations-not-positive",
          when: "injection",
          effect: "get_peft_model raises ValueError",
        }),
      ),
      default: 1,
      since: "0.7.0",
    },
  },
} as const satisfies SubConfigTable;
