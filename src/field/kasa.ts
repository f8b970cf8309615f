import { atLeast, field, float, type SubConfigTable } from "./field.ts";

/**
 * @breaks { kasaConfig: { beta: -1 } }
 * @keeps { kasaConfig: { beta: 0 } }
 * @see peft/tuners/lora/config.py KasaConfig.__post_init__
 */
const verdict = ["kasa-weight-negative", "construction"] as const;

/** KaSA, knowledge-aware singular-value adaptation (https://huggingface.co/papers/2412.06071). */
export const kasa = {
  name: "KasaConfig",
  fields: {
    /** Weight of the singular-value regularisation. */
    beta: field(float(atLeast(0, ...verdict)), 1e-4, "0.21.0"),
    /** Weight of the orthogonality regularisation. */
    gamma: field(float(atLeast(0, ...verdict)), 1e-3, "0.21.0"),
  },
} as const satisfies SubConfigTable;
