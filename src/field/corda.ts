import { boolean, oneOf, type SubConfigTable, text, words } from "./field.ts";

/** CorDA initialisation (https://huggingface.co/papers/2406.05223). */
export const corda = {
  name: "CordaConfig",
  meaning: "Settings of the CorDA initialisation.",
  unknownKeys: "dropped",
  fields: {
    cacheFile: {
      peft: "cache_file",
      kind: text,
      nullable: true,
      default: null,
      since: "0.15.0",
      meaning: "File that keeps the singular value decompositions.",
    },
    covarianceFile: {
      peft: "covariance_file",
      kind: text,
      nullable: true,
      default: null,
      since: "0.15.0",
      meaning: "File that keeps the covariance matrices.",
    },
    cordaMethod: {
      peft: "corda_method",
      kind: words(
        oneOf(["ipm", "kpm"], {
          code: "corda-method-unknown",
          when: "strict",
          effect: "preprocess_corda raises ValueError",
          source: "peft/tuners/lora/corda.py preprocess_corda",
        }),
      ),
      default: "ipm",
      since: "0.15.0",
      meaning: "Instruction-previewed (ipm) or knowledge-preserved (kpm) mode.",
    },
    verbose: {
      peft: "verbose",
      kind: boolean,
      default: false,
      since: "0.15.0",
      meaning: "Show progress of the preprocessing.",
    },
    useFloat16ForCovariance: {
      peft: "use_float16_for_covariance",
      kind: boolean,
      default: false,
      since: "0.15.0",
      meaning: "Collect the covariance in float16 to save memory.",
    },
    pruneTemporaryFields: {
      peft: "prune_temporary_fields",
      kind: boolean,
      default: true,
      since: "0.15.0",
      meaning: "Remove the temporary attributes after initialisation.",
    },
  },
} as const satisfies SubConfigTable;
