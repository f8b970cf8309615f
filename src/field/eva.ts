import { atLeast, atMost, boolean, flag, float, integer, type SubConfigTable } from "./field.ts";

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
      kind: float(
        /** @see peft/tuners/lora/config.py EvaConfig.__post_init__ */
        atLeast(1, { code: "eva-rho-below-one", when: "construction", effect }),
      ),
      default: 2,
      since: "0.14.0",
    },
    /** Cosine similarity at which a component counts as converged. */
    tau: {
      kind: float(atLeast(0, tau), atMost(1, tau)),
      default: 0.99,
      since: "0.14.0",
    },
    /** Leave out positions whose label is labelMaskValue. */
    useLabelMask: {
      kind: boolean,
      default: true,
      since: "0.14.0",
    },
    /** The label that marks positions to leave out. */
    labelMaskValue: {
      kind: integer(),
      default: -100,
      since: "0.14.0",
    },
    /** Whiten the singular vectors. */
    whiten: flag("0.14.0"),
    /** Keep the scaling as it was when ranks are redistributed. */
    adjustScalingFactors: {
      kind: boolean,
      default: true,
      since: "0.14.0",
    },
  },
} as const satisfies SubConfigTable;
