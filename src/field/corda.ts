import { field, flag, oneOf, optional, type SubConfigTable, text, words } from "./field.ts";

/** CorDA initialisation (https://huggingface.co/papers/2406.05223). */
export const corda = {
  name: "CordaConfig",
  module: "peft.tuners.lora.config",
  fields: {
    /** File that keeps the singular value decompositions. */
    cacheFile: optional(text, "0.15.0"),
    /** File that keeps the covariance matrices. */
    covarianceFile: optional(text, "0.15.0"),
    /** Instruction-previewed (ipm) or knowledge-preserved (kpm) mode. */
    cordaMethod: field(
      words(
        /**
         * @breaks { initLoraWeights: "corda", cordaConfig: { cordaMethod: "IPM" } }
         * @keeps { initLoraWeights: "corda", cordaConfig: { cordaMethod: "kpm" } }
         * @see peft/tuners/lora/corda.py preprocess_corda
         */
        oneOf(["ipm", "kpm"], "corda-method-unknown", "strict", ["ValueError", "corda"]),
      ),
      "ipm",
      "0.15.0",
    ),
    /** Show progress of the preprocessing. */
    verbose: flag("0.15.0"),
    /** Collect the covariance in float16 to save memory. */
    useFloat16ForCovariance: flag("0.15.0"),
    /** Remove the temporary attributes after initialisation. */
    pruneTemporaryFields: flag("0.15.0", true),
  },
} as const satisfies SubConfigTable;
