import { atLeast, atMost, boolean, float, integer, type SubConfigTable } from "./field.ts";

const effect = "PEFT's constructor raises ValueError";

/** @see peft/tuners/lora/config.py EvaConfig.__post_init__ */
const tau = { code: "eva-tau-out-of-range", when: "construction", effect } as const;

/** EVA initialisation (https://huggingface.co/papers/2410.07170). */
export const eva = {
  name: "EvaConfig",
  unknownKeys: "dropped",
  fields: {
    /** Largest factor by which a module's rank may grow over r. */
    rho: {
      peft: "rho",
      kind: float(
        /** @see peft/tuners/lora/config.py EvaConfig.__post_init__ */
        atLeast(1, { code: "eva-rho-below-one", when: "construction", effect }),
      ),
      default: 2,
      since: "0.14.0",
    },
    /** Cosine similarity at which a component counts as converged. */
    tau: {
      peft: "tau",
      kind: float(atLeast(0, tau), atMost(1, tau)),
      default: 0.99,
      since: "0.14.0",
    },
    /** Leave out positions whose label is labelMaskValue. */
    useLabelMask: {
      peft: "use_label_mask",
      kind: boolean,
      default: true,
      since: "0.14.0",
    },
    /** The label that marks positions to leave out. */
    labelMaskValue: {
      peft: "label_mask_value",
      kind: integer(),
      default: -100,
      since: "0.14.0",
    },
    /** Whiten the singular vectors. */
    whiten: {
      peft: "whiten",
      kind: boolean,
      default: false,
      since: "0.14.0",
    },
    /** Keep the scaling as it was when ranks are redistributed. */
    adjustScalingFactors: {
      peft: "adjust_scaling_factors",
      kind: boolean,
      default: true,
      since: "0.14.0",
    },
  },
} as const satisfies SubConfigTable;
