import { above, atLeast, flag, float, integer, type SubConfigTable } from "./field.ts";

/** @see peft/tuners/lora/config.py MontecloraConfig.__post_init__ */
const verdict = {
  code: "monteclora-not-positive",
  when: "construction",
  effect: "PEFT's constructor raises ValueError",
} as const;

/** MonteCLoRA, Monte Carlo low-rank adaptation (https://huggingface.co/papers/2411.04358). */
export const monteclora = {
  name: "MontecloraConfig",
  unknownKeys: "refused",
  fields: {
    /** Monte Carlo samples per forward pass. */
    numSamples: {
      kind: integer(atLeast(1, verdict)),
      default: 8,
      since: "0.20.0",
    },
    /** Add an entropy term over the expert weights. */
    useEntropy: flag("0.20.0"),
    /** Concentration of the Dirichlet prior over the samples. */
    dirichletPrior: {
      kind: float(above(0, verdict)),
      default: 0.1,
      since: "0.20.0",
    },
    /** Scale of the sampled perturbation. */
    sampleScaler: {
      kind: float(),
      default: 1e-4,
      since: "0.20.0",
    },
    /** Weight of the KL divergence in the loss. */
    klLossWeight: {
      kind: float(),
      default: 1e-5,
      since: "0.20.0",
    },
    /** Pre-drawn noise samples that are kept. */
    bufferSize: {
      kind: integer(atLeast(1, verdict)),
      default: 150,
      since: "0.20.0",
    },
  },
} as const satisfies SubConfigTable;
