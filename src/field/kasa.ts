import { atLeast, float, type SubConfigTable } from "./field.ts";

const verdict = {
  code: "kasa-weight-negative",
  when: "construction",
  effect: "PEFT's constructor raises ValueError",
  source: "peft/tuners/lora/config.py KasaConfig.__post_init__",
} as const;

/** KaSA, knowledge-aware singular-value adaptation (https://huggingface.co/papers/2412.06071). */
export const kasa = {
  name: "KasaConfig",
  meaning: "Settings of KaSA.",
  unknownKeys: "dropped",
  fields: {
    beta: {
      peft: "beta",
      kind: float(atLeast(0, verdict)),
      default: 1e-4,
      since: "0.21.0",
      meaning: "Weight of the singular-value regularisation.",
    },
    gamma: {
      peft: "gamma",
      kind: float(atLeast(0, verdict)),
      default: 1e-3,
      since: "0.21.0",
      meaning: "Weight of the orthogonality regularisation.",
    },
  },
} as const satisfies SubConfigTable;
