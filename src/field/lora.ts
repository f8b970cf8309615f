import { arrow } from "./arrow.ts";
import { baseFields } from "./base.ts";
import { bdlora } from "./bdlora.ts";
import { corda } from "./corda.ts";
import { eva } from "./eva.ts";
import {
  above,
  atLeast,
  atMost,
  below,
  boolean,
  config,
  constraint,
  either,
  type FieldTable,
  field,
  flag,
  float,
  integer,
  json,
  list,
  mapOf,
  number,
  oneOf,
  openWords,
  optional,
  setOf,
  text,
  words,
} from "./field.ts";
import { kasa } from "./kasa.ts";
import { loftq } from "./loftq.ts";
import { loraga } from "./loraga.ts";
import { monteclora } from "./monteclora.ts";
import { runtime } from "./runtime.ts";
import { velora } from "./velora.ts";

/** Initialisations PEFT 0.21 implements; `pissa_niter_16` and other counts are legal too. */
export const initNames = [
  "gaussian",
  "eva",
  "olora",
  "pissa",
  "pissa_niter_16",
  "corda",
  "loftq",
  "orthogonal",
  "mica",
  "lora_ga",
] as const;

const moduleName = openWords("modules");
const layerIndex = integer(
  /**
   * @breaks { layersToTransform: [-1] }
   * @keeps { layersToTransform: [0] }
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  atLeast(0, "layer-index-negative", "strict", "no layer has this index"),
);
const tokenIndex = integer(
  /**
   * @breaks { trainableTokenIndices: [-1] }
   * @keeps { trainableTokenIndices: [0] }
   * @see peft/tuners/trainable_tokens/layer.py
   */
  atLeast(0, "token-index-negative", "training", ["IndexError", "forward"]),
);
const invocationToken = integer(
  /**
   * @breaks { aloraInvocationTokens: [-1], taskType: "CAUSAL_LM" }
   * @keeps { aloraInvocationTokens: [0], taskType: "CAUSAL_LM" }
   * @see peft/tuners/lora/variants.py ALoraLinearVariant
   */
  atLeast(
    0,
    "alora-token-negative",
    "strict",
    "no input contains this token, so the adapter never activates",
  ),
);
const rank = integer(
  /**
   * @breaks { r: 0 }
   * @keeps { r: 1 }
   * @see peft/tuners/lora/layer.py update_layer
   * @remarks As a value of `rankPattern` PEFT notices only if the key matches a module.
   */
  atLeast(1, "rank-not-positive", "injection"),
);
const alpha = number(
  /**
   * @breaks { loraAlpha: 0 }
   * @keeps { loraAlpha: 0.5 }
   * @see peft/tuners/lora/layer.py update_layer
   */
  above(
    0,
    "alpha-not-positive",
    "strict",
    "at 0 the adapter does nothing; below 0 its effect is inverted",
  ),
);

const biases: readonly string[] = ["none", "all", "lora_only"];

/** LoraConfig of PEFT 0.21 (peft/tuners/lora/config.py), in its order. */
export const loraFields = {
  ...baseFields,
  /** Rank of the adapter: the inner size of the update B·A. */
  r: field(rank, 8, "0.0.1"),
  /**
   * Modules to adapt. A list holds names or name endings; a string is a Python regular expression
   * for the whole name, or "all-linear"; null stands for PEFT's default for the model; [] adapts none.
   */
  targetModules: optional(either(setOf(moduleName), openWords("patterns")), "0.0.1"),
  /** Modules to leave alone, in the two forms of `targetModules`. */
  excludeModules: optional(either(setOf(moduleName), text), "0.14.0"),
  /** Numerator of the scaling alpha / r (alpha / sqrt(r) with `useRslora`). */
  loraAlpha: field(alpha, 8, "0.0.1"),
  /** Probability that an input of the adapter is dropped in training. */
  loraDropout: field(
    float(
      /**
       * @breaks { loraDropout: 5 }
       * @keeps { loraDropout: 0.05 }
       * @see torch nn.Dropout, peft/tuners/lora/layer.py update_layer
       * @remarks AdaLoRA and a run that adapts no module are refused here too.
       */
      atMost(1, "dropout-above-one", "injection"),

      /**
       * @breaks { loraDropout: 1 }
       * @keeps { loraDropout: 0.99 }
       * @see peft/tuners/lora/layer.py update_layer
       */
      below(1, "dropout-one", "strict", "the adapter learns nothing"),

      /**
       * @breaks { loraDropout: -0.1 }
       * @keeps { loraDropout: 0 }
       * @see peft/tuners/lora/layer.py update_layer
       */
      atLeast(0, "dropout-negative", "strict", "PEFT silently trains without dropout"),
    ),
    0,
    "0.0.1",
  ),
  /** The layer stores its weight as (in, out), like GPT-2's Conv1D. PEFT corrects it itself. */
  fanInFanOut: flag("0.0.1"),
  /** Which biases of the base model are trained too. */
  bias: field(
    words(
      /**
       * @breaks { bias: "lora" }
       * @keeps { bias: "lora_only" }
       * @see peft/tuners/tuners_utils.py _mark_only_adapters_as_trainable
       */
      constraint(
        { enum: biases },
        (bias: string) => bias.endsWith("_only") || biases.includes(bias),
        "bias-unknown",
        "injection",
        ["NotImplementedError"],
      ),
      /**
       * @breaks { bias: "bias_only" }
       * @keeps { bias: "lora_only" }
       * @see peft/tuners/tuners_utils.py _mark_only_adapters_as_trainable
       */
      oneOf(biases, "bias-only-unknown", "strict", 'PEFT silently treats this as "lora_only"'),
    ),
    "none",
    "0.0.1",
  ),
  /** Rank-stabilised LoRA: the scaling is alpha / sqrt(r). */
  useRslora: flag("0.8.0"),
  /** Modules that are copied, trained in full and saved beside the adapter. */
  modulesToSave: optional(either(list(moduleName), text), "0.1.0"),
  /**
   * How A and B start: true is Kaiming-uniform A and zero B, false leaves both random, a string
   * names a scheme.
   */
  initLoraWeights: field(either(boolean, openWords("initialisations")), true, "0.3.0"),
  /** Indices of the layers to adapt, counted from 0. null and [] adapt all. */
  layersToTransform: optional(either(list(layerIndex), layerIndex), "0.4.0"),
  /** Name of the module list that `layersToTransform` counts in: "layers", "h", "block", … */
  layersPattern: optional(either(list(text), text), "0.4.0"),
  /**
   * Rank by module: name ending or Python regular expression to rank. The first key that matches
   * wins.
   */
  rankPattern: field(mapOf(rank), {}, "0.6.0"),
  /** Alpha by module, looked up like `rankPattern`. */
  alphaPattern: field(mapOf(alpha), {}, "0.6.0"),
  /** Megatron's TransformerConfig, to adapt its parallel layers. */
  megatronConfig: optional(json, "0.7.0"),
  /** The Megatron module that PEFT imports for the parallel layers. */
  megatronCore: { ...field(text, "megatron.core", "0.7.0"), nullable: true },
  /** Rows of the embedding to train: token ids, or token ids by layer name. */
  trainableTokenIndices: optional(either(list(tokenIndex), mapOf(list(tokenIndex))), "0.15.0"),
  /** Settings of the LoftQ initialisation; kept only with `initLoraWeights` "loftq". */
  loftqConfig: {
    ...field({ is: "config", table: loftq, orEmpty: true }, {}, "0.7.0"),
    nullable: true,
  },
  /** Settings of the EVA initialisation; used only with `initLoraWeights` "eva". */
  evaConfig: optional(config(eva), "0.14.0"),
  /** Settings of the CorDA initialisation; used only with `initLoraWeights` "corda". */
  cordaConfig: optional(config(corda), "0.15.0"),
  /** Settings of the LoRA-GA initialisation; used only with `initLoraWeights` "lora_ga". */
  loraGaConfig: optional(config(loraga), "0.19.0"),
  /** DoRA: the magnitude of each weight is trained apart from its direction. */
  useDora: flag("0.9.0"),
  /** Turns on VeLoRA: compressed activations for the backward pass. */
  veloraConfig: optional(config(velora), "0.20.0"),
  /** Turns on aLoRA: the tokens from which on the adapter is active. */
  aloraInvocationTokens: optional(list(invocationToken), "0.18.0"),
  /** Quantisation-aware LoRA. Only GPTQ layers look at it. */
  useQalora: flag("0.16.0"),
  /** Input features that QA-LoRA pools together. */
  qaloraGroupSize: field(
    integer(
      /**
       * @breaks { qaloraGroupSize: 0 }
       * @keeps { qaloraGroupSize: 1 }
       * @see peft/tuners/lora/variants.py QALoraLinearVariant
       */
      atLeast(1, "qalora-group-size-not-positive", "strict", "PEFT divides by the group size"),
    ),
    16,
    "0.16.0",
  ),
  /** Turns on MonteCLoRA: variational sampling over the adapter. */
  montecloraConfig: optional(config(monteclora), "0.20.0"),
  /** Rebuilds the layer stack from [start, end) ranges of the original layers. */
  layerReplication: optional(list({ is: "pair", of: integer() }), "0.10.0"),
  /** Settings of this run only. PEFT never saves them. */
  runtimeConfig: {
    ...field(config(runtime), { ephemeralGpuOffload: false }, "0.12.0"),
    unsaved: true,
  },
  /** Adds a bias to the B projection of the adapter. */
  loraBias: flag("0.14.0"),
  /** Names or name endings of nn.Parameter to adapt, for mixture-of-experts layers. */
  targetParameters: optional(list(text), "0.17.0"),
  /** Turns on BD-LoRA: block-diagonal A or B. Despite its name it is a config. */
  useBdlora: optional(config(bdlora), "0.19.0"),
  /** Turns on Arrow routing between adapters; made by PEFT's create_arrow_model. */
  arrowConfig: optional(config(arrow), "0.18.0"),
  /** Turns on KaSA: trainable singular values between A and B. */
  kasaConfig: optional(config(kasa), "0.21.0"),
  /** Keeps the adapters of tied layers tied. */
  ensureWeightTying: flag("0.18.0"),
} as const satisfies FieldTable;
