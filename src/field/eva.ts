import { atLeast, atMost, field, flag, float, integer, type SubConfigTable } from "./field.ts";

/**
 * @breaks { initLoraWeights: "eva", evaConfig: { tau: 1.1 } }
 * @keeps { initLoraWeights: "eva", evaConfig: { tau: 1 } }
 * @see peft/tuners/lora/config.py EvaConfig.__post_init__
 */
const tau = ["eva-tau-out-of-range", "construction"] as const;

/** EVA initialisation (https://huggingface.co/papers/2410.07170). */
export const eva = {
  name: "EvaConfig",
  fields: {
    /** Largest factor by which a module's rank may grow over r. */
    rho: field(
      float(
        /**
         * @breaks { initLoraWeights: "eva", evaConfig: { rho: 0.9 } }
         * @keeps { initLoraWeights: "eva", evaConfig: { rho: 1 } }
         * @see peft/tuners/lora/config.py EvaConfig.__post_init__
         */
        atLeast(1, "eva-rho-below-one", "construction"),
      ),
      2,
      "0.14.0",
    ),
    /** Cosine similarity at which a component counts as converged. */
    tau: field(float(atLeast(0, ...tau), atMost(1, ...tau)), 0.99, "0.14.0"),
    /** Leave out positions whose label is `labelMaskValue`. */
    useLabelMask: flag("0.14.0", true),
    /** The label that marks positions to leave out. */
    labelMaskValue: field(integer(), -100, "0.14.0"),
    /** Whiten the singular vectors. */
    whiten: flag("0.14.0"),
    /** Keep the scaling as it was when ranks are redistributed. */
    adjustScalingFactors: flag("0.14.0", true),
  },
} as const satisfies SubConfigTable;
