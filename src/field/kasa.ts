import { atLeast, float, type SubConfigTable } from "./field.ts";

/** @see peft/tuners/lora/config.py KasaConfig.__post_init__ */
const verdict = {
  code: "kasa-weight-negative",
  when: "construction",
  effect: "PEFT's constructor raises ValueError",
} as const;

/** KaSA, knowledge-aware singular-value adaptation (https://huggingface.co/papers/2412.06071). */
export const kasa = {
  name: "KasaConfig",
  unknownKeys: "dropped",
  fields: {
    /** Weight of the singular-value regularisation. */
    beta: {
      kind: float(atLeast(0, verdict)),
      default: 1e-4,
      since: "0.21.0",
    },
    /** Weight of the orthogonality regularisation. */
    gamma: {
      kind: float(atLeast(0, verdict)),
      default: 1e-3,
      since: "0.21.0",
    },
  },
} as const satisfies SubConfigTable;
