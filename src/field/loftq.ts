import { atLeast, field, integer, oneOf, type SubConfigTable } from "./field.ts";

/** LoftQ initialisation (https://huggingface.co/papers/2310.08659). */
export const loftq = {
  name: "LoftQConfig",
  unknownKeys: "kept",
  fields: {
    /** Bits of the quantised weight. */
    loftqBits: field(
      integer(
        /**
         * @breaks { initLoraWeights: "loftq", loftqConfig: { loftqBits: 2 } }
         * @keeps { initLoraWeights: "loftq", loftqConfig: { loftqBits: 8 } }
         * @see peft/utils/loftq_utils.py loftq_init
         * @remarks PEFT reads it only where LoftQ runs.
         */
        oneOf([4, 8], "loftq-bits-unknown", "injection"),
      ),
      4,
      "0.7.0",
    ),
    /** Alternating iterations of quantising and fitting. */
    loftqIter: field(
      integer(
        /**
         * @breaks { initLoraWeights: "loftq", loftqConfig: { loftqIter: 0 } }
         * @keeps { initLoraWeights: "loftq", loftqConfig: { loftqIter: 1 } }
         * @see peft/utils/loftq_utils.py loftq_init
         * @remarks PEFT reads it only where LoftQ runs.
         */
        atLeast(1, "loftq-iterations-not-positive", "injection"),
      ),
      1,
      "0.7.0",
    ),
  },
} as const satisfies SubConfigTable;
