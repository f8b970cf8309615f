import {
  above,
  atLeast,
  boolean,
  float,
  integer,
  list,
  type SubConfigTable,
  text,
} from "./field.ts";

const source = "peft/tuners/lora/config.py ArrowConfig.__post_init__";
const effect = "PEFT's constructor raises ValueError";

/** Arrow routing (https://huggingface.co/papers/2405.11157). */
export const arrow = {
  name: "ArrowConfig",
  meaning: "Settings of Arrow routing between several loaded adapters.",
  unknownKeys: "dropped",
  fields: {
    topK: {
      peft: "top_k",
      kind: integer(atLeast(1, { code: "arrow-top-k", when: "construction", effect, source })),
      default: 3,
      since: "0.18.0",
      meaning: "Adapters that are combined for each token.",
    },
    routerTemperature: {
      peft: "router_temperature",
      kind: float(above(0, { code: "arrow-temperature", when: "construction", effect, source })),
      default: 1,
      since: "0.18.0",
      meaning: "Softmax temperature over the chosen adapters.",
    },
    useGks: {
      peft: "use_gks",
      kind: boolean,
      default: false,
      since: "0.18.0",
      meaning: "Subtract general knowledge from the adapters (GenKnowSub).",
    },
    taskAdapterNames: {
      peft: "task_adapter_names",
      kind: list(text),
      nullable: true,
      default: null,
      since: "0.18.0",
      meaning: "Names of the task adapters, set by create_arrow_model.",
      computed: true,
    },
    gksAdapterNames: {
      peft: "gks_adapter_names",
      kind: list(text),
      nullable: true,
      default: null,
      since: "0.18.0",
      meaning: "Names of the general adapters, set by create_arrow_model.",
      computed: true,
    },
    rngSeed: {
      peft: "rng_seed",
      kind: integer(),
      nullable: true,
      default: null,
      since: "0.18.0",
      meaning: "Seed of the randomised singular value decomposition.",
    },
  },
} as const satisfies SubConfigTable;
