import {
  above,
  atLeast,
  field,
  float,
  integer,
  oneOf,
  type SubConfigTable,
  words,
} from "./field.ts";

/**
 * VeLoRA, memory-efficient training with compressed activations
 * (https://huggingface.co/papers/2405.17991).
 */
export const velora = {
  name: "VeloraConfig",
  fields: {
    /** Groups that each activation is split into. */
    numGroups: field(
      integer(
        /**
         * @breaks { veloraConfig: { numGroups: 0 } }
         * @keeps { veloraConfig: { numGroups: 1 } }
         * @see peft/tuners/lora/config.py VeloraConfig.__post_init__
         */
        atLeast(1, "velora-groups-not-positive", "construction"),
      ),
      64,
      "0.20.0",
    ),
    /** Scale of the reconstructed activation. */
    scale: field(
      float(
        /**
         * @breaks { veloraConfig: { scale: 0 } }
         * @keeps { veloraConfig: { scale: 0.1 } }
         * @see peft/tuners/lora/config.py VeloraConfig.__post_init__
         */
        above(0, "velora-scale-not-positive", "construction"),
      ),
      1,
      "0.20.0",
    ),
    /** How the projection of the activations starts. */
    initType: field(
      words(
        /**
         * @breaks { veloraConfig: { initType: "average" } }
         * @keeps { veloraConfig: { initType: "random" } }
         * @see peft/tuners/lora/config.py VeloraConfig.__post_init__
         */
        oneOf(
          ["batch_average", "batch_average_once", "random"],
          "velora-init-unknown",
          "construction",
        ),
      ),
      "batch_average",
      "0.20.0",
    ),
  },
} as const satisfies SubConfigTable;
