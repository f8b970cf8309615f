import { atLeast, atMost, boolean, float, integer, type SubConfigTable } from "./field.ts";

const source = "peft/tuners/lora/config.py EvaConfig.__post_init__";
const effect = "PEFT's constructor raises ValueError";
const tau = { code: "eva-tau-out-of-range", when: "construction", effect, source } as const;

/** EVA initialisation (https://huggingface.co/papers/2410.07170). */
export const eva = {
  name: "EvaConfig",
  meaning: "Settings of the EVA initialisation.",
  unknownKeys: "dropped",
  fields: {
    rho: {
      peft: "rho",
      kind: float(atLeast(1, { code: "eva-rho-below-one", when: "construction", effect, source })),
      default: 2,
      since: "0.14.0",
      meaning: "Largest factor by which a module's rank may grow over r.",
    },
    tau: {
      peft: "tau",
      kind: float(atLeast(0, tau), atMost(1, tau)),
      default: 0.99,
      since: "0.14.0",
      meaning: "Cosine similarity at which a component counts as converged.",
    },
    useLabelMask: {
      peft: "use_label_mask",
      kind: boolean,
      default: true,
      since: "0.14.0",
      meaning: "Leave out positions whose label is labelMaskValue.",
    },
    labelMaskValue: {
      peft: "label_mask_value",
      kind: integer(),
      default: -100,
      since: "0.14.0",
      meaning: "The label that marks positions to leave out.",
    },
    whiten: {
      peft: "whiten",
      kind: boolean,
      default: false,
      since: "0.14.0",
      meaning: "Whiten the singular vectors.",
    },
    adjustScalingFactors: {
      peft: "adjust_scaling_factors",
      kind: boolean,
      default: true,
      since: "0.14.0",
      meaning: "Keep the scaling as it was when ranks are redistributed.",
    },
  },
} as const satisfies SubConfigTable;
