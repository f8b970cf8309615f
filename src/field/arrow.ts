import {
  above,
  atLeast,
  flag,
  float,
  integer,
  list,
  optional,
  type SubConfigTable,
  text,
} from "./field.ts";

const effect = "PEFT's constructor raises ValueError";

/** Arrow routing (https://huggingface.co/papers/2405.11157). */
export const arrow = {
  name: "ArrowConfig",
  unknownKeys: "dropped",
  fields: {
    /** Adapters that are combined for each token. */
    topK: {
      kind: integer(
        /** @see peft/tuners/lora/config.py ArrowConfig.__post_init__ */
        atLeast(1, { code: "arrow-top-k", when: "construction", effect }),
      ),
      default: 3,
      since: "0.18.0",
    },
    /** Softmax temperature over the chosen adapters. */
    routerTemperature: {
      kind: float(
        /** @see peft/tuners/lora/config.py ArrowConfig.__post_init__ */
        above(0, { code: "arrow-temperature", when: "construction", effect }),
      ),
      default: 1,
      since: "0.18.0",
    },
    /** Subtract general knowledge from the adapters (GenKnowSub). */
    useGks: flag("0.18.0"),
    /** Names of the task adapters, set by create_arrow_model. */
    taskAdapterNames: {
      kind: list(text),
      nullable: true,
      default: null,
      since: "0.18.0",
      computed: true,
    },
    /** Names of the general adapters, set by create_arrow_model. */
    gksAdapterNames: {
      kind: list(text),
      nullable: true,
      default: null,
      since: "0.18.0",
      computed: true,
    },
    /** Seed of the randomised singular value decomposition. */
    rngSeed: optional(integer(), "0.18.0"),
  },
} as const satisfies SubConfigTable;
