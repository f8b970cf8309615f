import { above, atLeast, field, flag, float, integer, type SubConfigTable } from "./field.ts";

/**
 * @breaks { montecloraConfig: { dirichletPrior: 0 } }
 * @keeps { montecloraConfig: { dirichletPrior: 0.01 } }
 * @see peft/tuners/lora/config.py MontecloraConfig.__post_init__
 */
const verdict = ["monteclora-not-positive", "construction"] as const;

/** MonteCLoRA, Monte Carlo low-rank adaptation (https://huggingface.co/papers/2411.04358). */
export const monteclora = {
  name: "MontecloraConfig",
  unknownKeys: "refused",
  fields: {
    /** Monte Carlo samples per forward pass. */
    numSamples: field(integer(atLeast(1, ...verdict)), 8, "0.20.0"),
    /** Add an entropy term over the expert weights. */
    useEntropy: flag("0.20.0"),
    /** Concentration of the Dirichlet prior over the samples. */
    dirichletPrior: field(float(above(0, ...verdict)), 0.1, "0.20.0"),
    /** Scale of the sampled perturbation. */
    sampleScaler: field(float(), 1e-4, "0.20.0"),
    /** Weight of the KL divergence in the loss. */
    klLossWeight: field(float(), 1e-5, "0.20.0"),
    /** Pre-drawn noise samples that are kept. */
    bufferSize: field(integer(atLeast(1, ...verdict)), 150, "0.20.0"),
  },
} as const satisfies SubConfigTable;
