import { above, atLeast, boolean, float, integer, type SubConfigTable } from "./field.ts";

const verdict = {
  code: "monteclora-not-positive",
  when: "construction",
  effect: "PEFT's constructor raises ValueError",
  source: "peft/tuners/lora/config.py MontecloraConfig.__post_init__",
} as const;

/** MonteCLoRA, Monte Carlo low-rank adaptation (https://huggingface.co/papers/2411.04358). */
export const monteclora = {
  name: "MontecloraConfig",
  meaning: "Settings of MonteCLoRA.",
  unknownKeys: "refused",
  fields: {
    numSamples: {
      peft: "num_samples",
      kind: integer(atLeast(1, verdict)),
      default: 8,
      since: "0.20.0",
      meaning: "Monte Carlo samples per forward pass.",
    },
    useEntropy: {
      peft: "use_entropy",
      kind: boolean,
      default: false,
      since: "0.20.0",
      meaning: "Add an entropy term over the expert weights.",
    },
    dirichletPrior: {
      peft: "dirichlet_prior",
      kind: float(above(0, verdict)),
      default: 0.1,
      since: "0.20.0",
      meaning: "Concentration of the Dirichlet prior over the samples.",
    },
    sampleScaler: {
      peft: "sample_scaler",
      kind: float(),
      default: 1e-4,
      since: "0.20.0",
      meaning: "Scale of the sampled perturbation.",
    },
    klLossWeight: {
      peft: "kl_loss_weight",
      kind: float(),
      default: 1e-5,
      since: "0.20.0",
      meaning: "Weight of the KL divergence in the loss.",
    },
    bufferSize: {
      peft: "buffer_size",
      kind: integer(atLeast(1, verdict)),
      default: 150,
      since: "0.20.0",
      meaning: "Pre-drawn noise samples that are kept.",
    },
  },
} as const satisfies SubConfigTable;
