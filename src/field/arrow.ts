import {
  above,
  atLeast,
  field,
  flag,
  float,
  integer,
  list,
  optional,
  type SubConfigTable,
  text,
} from "./field.ts";

/** Arrow routing (https://huggingface.co/papers/2405.11157). */
export const arrow = {
  name: "ArrowConfig",
  fields: {
    /** Adapters that are combined for each token. */
    topK: field(
      integer(
        /**
         * @breaks { arrowConfig: { topK: 0 } }
         * @keeps { arrowConfig: { topK: 1 } }
         * @see peft/tuners/lora/config.py ArrowConfig.__post_init__
         */
        atLeast(1, "arrow-top-k", "construction"),
      ),
      3,
      "0.18.0",
    ),
    /** Softmax temperature over the chosen adapters. */
    routerTemperature: field(
      float(
        /**
         * @breaks { arrowConfig: { routerTemperature: 0 } }
         * @keeps { arrowConfig: { routerTemperature: 0.1 } }
         * @see peft/tuners/lora/config.py ArrowConfig.__post_init__
         */
        above(0, "arrow-temperature", "construction"),
      ),
      1,
      "0.18.0",
    ),
    /** Subtract general knowledge from the adapters (GenKnowSub). */
    useGks: flag("0.18.0"),
    /** Names of the task adapters, set by create_arrow_model. */
    taskAdapterNames: { ...optional(list(text), "0.18.0"), computed: true },
    /** Names of the general adapters, set by create_arrow_model. */
    gksAdapterNames: { ...optional(list(text), "0.18.0"), computed: true },
    /** Seed of the randomised singular value decomposition. */
    rngSeed: optional(integer(), "0.18.0"),
  },
} as const satisfies SubConfigTable;
