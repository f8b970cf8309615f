// Generated from src/field by `npm run generate`. Change the tables, not this file.

import type { JsonObject } from "type-fest";

/** The name of a module, or the end of one. */
export type ModuleName =
  | "q_proj"
  | "k_proj"
  | "v_proj"
  | "o_proj"
  | "gate_proj"
  | "up_proj"
  | "down_proj"
  | "qkv_proj"
  | "gate_up_proj"
  | "query_key_value"
  | "c_attn"
  | "c_proj"
  | "query"
  | "key"
  | "value"
  | "dense"
  | "embed_tokens"
  | "lm_head"
  | (string & Record<never, never>);

/** A regular expression of Python for names of modules, or a word that PEFT knows. */
export type ModulePattern = "all-linear" | (string & Record<never, never>);

/** A scheme of initialisation. */
export type Initialisation =
  | "gaussian"
  | "eva"
  | "olora"
  | "pissa"
  | "pissa_niter_16"
  | "corda"
  | "loftq"
  | "orthogonal"
  | "mica"
  | "lora_ga"
  | (string & Record<never, never>);

/** LoftQ initialisation (https://huggingface.co/papers/2310.08659). */
export interface LoftQConfig {
  /**
   * Bits of the quantised weight.
   *
   * Range: one of 4, 8.
   * PEFT: `loftq_bits`, since 0.7.0.
   * @defaultValue `4`
   */
  readonly loftqBits: 4 | 8;
  /**
   * Alternating iterations of quantising and fitting.
   *
   * Range: at least 1.
   * PEFT: `loftq_iter`, since 0.7.0.
   * @defaultValue `1`
   */
  readonly loftqIter: number;
}

/** EVA initialisation (https://huggingface.co/papers/2410.07170). */
export interface EvaConfig {
  /**
   * Largest factor by which a module's rank may grow over r.
   *
   * Range: at least 1.
   * PEFT: `rho`, since 0.14.0.
   * @defaultValue `2`
   */
  readonly rho: number;
  /**
   * Cosine similarity at which a component counts as converged.
   *
   * Range: at least 0, at most 1.
   * PEFT: `tau`, since 0.14.0.
   * @defaultValue `0.99`
   */
  readonly tau: number;
  /**
   * Leave out positions whose label is `labelMaskValue`.
   *
   * PEFT: `use_label_mask`, since 0.14.0.
   * @defaultValue `true`
   */
  readonly useLabelMask: boolean;
  /**
   * The label that marks positions to leave out.
   *
   * PEFT: `label_mask_value`, since 0.14.0.
   * @defaultValue `-100`
   */
  readonly labelMaskValue: number;
  /**
   * Whiten the singular vectors.
   *
   * PEFT: `whiten`, since 0.14.0.
   * @defaultValue `false`
   */
  readonly whiten: boolean;
  /**
   * Keep the scaling as it was when ranks are redistributed.
   *
   * PEFT: `adjust_scaling_factors`, since 0.14.0.
   * @defaultValue `true`
   */
  readonly adjustScalingFactors: boolean;
}

/** CorDA initialisation (https://huggingface.co/papers/2406.05223). */
export interface CordaConfig {
  /**
   * File that keeps the singular value decompositions.
   *
   * PEFT: `cache_file`, since 0.15.0.
   * @defaultValue `null`
   */
  readonly cacheFile: string | null;
  /**
   * File that keeps the covariance matrices.
   *
   * PEFT: `covariance_file`, since 0.15.0.
   * @defaultValue `null`
   */
  readonly covarianceFile: string | null;
  /**
   * Instruction-previewed (ipm) or knowledge-preserved (kpm) mode.
   *
   * Range: one of "ipm", "kpm".
   * PEFT: `corda_method`, since 0.15.0.
   * @defaultValue `"ipm"`
   */
  readonly cordaMethod: "ipm" | "kpm";
  /**
   * Show progress of the preprocessing.
   *
   * PEFT: `verbose`, since 0.15.0.
   * @defaultValue `false`
   */
  readonly verbose: boolean;
  /**
   * Collect the covariance in float16 to save memory.
   *
   * PEFT: `use_float16_for_covariance`, since 0.15.0.
   * @defaultValue `false`
   */
  readonly useFloat16ForCovariance: boolean;
  /**
   * Remove the temporary attributes after initialisation.
   *
   * PEFT: `prune_temporary_fields`, since 0.15.0.
   * @defaultValue `true`
   */
  readonly pruneTemporaryFields: boolean;
}

/** LoRA-GA initialisation (https://huggingface.co/papers/2407.05000). */
export interface LoraGAConfig {
  /**
   * Which singular vectors of the gradient start A and B.
   *
   * Range: one of "ArBr", "A2rBr", "ArB2r", "random".
   * PEFT: `direction`, since 0.19.0.
   * @defaultValue `"ArB2r"`
   */
  readonly direction: "ArBr" | "A2rBr" | "ArB2r" | "random";
  /**
   * How the start is scaled.
   *
   * Range: one of "stable", "weight_svd", "gd_scale", "unit".
   * PEFT: `scale`, since 0.19.0.
   * @defaultValue `"stable"`
   */
  readonly scale: "stable" | "weight_svd" | "gd_scale" | "unit";
  /**
   * Divisor of the start with scale "stable".
   *
   * Range: above 0.
   * PEFT: `stable_gamma`, since 0.19.0.
   * @defaultValue `16`
   */
  readonly stableGamma: number;
}

/** VeLoRA, memory-efficient training with compressed activations (https://huggingface.co/papers/2405.17991). */
export interface VeloraConfig {
  /**
   * Groups that each activation is split into.
   *
   * Range: at least 1.
   * PEFT: `num_groups`, since 0.20.0.
   * @defaultValue `64`
   */
  readonly numGroups: number;
  /**
   * Scale of the reconstructed activation.
   *
   * Range: above 0.
   * PEFT: `scale`, since 0.20.0.
   * @defaultValue `1`
   */
  readonly scale: number;
  /**
   * How the projection of the activations starts.
   *
   * Range: one of "batch_average", "batch_average_once", "random".
   * PEFT: `init_type`, since 0.20.0.
   * @defaultValue `"batch_average"`
   */
  readonly initType: "batch_average" | "batch_average_once" | "random";
}

/** MonteCLoRA, Monte Carlo low-rank adaptation (https://huggingface.co/papers/2411.04358). */
export interface MontecloraConfig {
  /**
   * Monte Carlo samples per forward pass.
   *
   * Range: at least 1.
   * PEFT: `num_samples`, since 0.20.0.
   * @defaultValue `8`
   */
  readonly numSamples: number;
  /**
   * Add an entropy term over the expert weights.
   *
   * PEFT: `use_entropy`, since 0.20.0.
   * @defaultValue `false`
   */
  readonly useEntropy: boolean;
  /**
   * Concentration of the Dirichlet prior over the samples.
   *
   * Range: above 0.
   * PEFT: `dirichlet_prior`, since 0.20.0.
   * @defaultValue `0.1`
   */
  readonly dirichletPrior: number;
  /**
   * Scale of the sampled perturbation.
   *
   * PEFT: `sample_scaler`, since 0.20.0.
   * @defaultValue `0.0001`
   */
  readonly sampleScaler: number;
  /**
   * Weight of the KL divergence in the loss.
   *
   * PEFT: `kl_loss_weight`, since 0.20.0.
   * @defaultValue `0.00001`
   */
  readonly klLossWeight: number;
  /**
   * Pre-drawn noise samples that are kept.
   *
   * Range: at least 1.
   * PEFT: `buffer_size`, since 0.20.0.
   * @defaultValue `150`
   */
  readonly bufferSize: number;
}

/** Arrow routing (https://huggingface.co/papers/2405.11157). */
export interface ArrowConfig {
  /**
   * Adapters that are combined for each token.
   *
   * Range: at least 1.
   * PEFT: `top_k`, since 0.18.0.
   * @defaultValue `3`
   */
  readonly topK: number;
  /**
   * Softmax temperature over the chosen adapters.
   *
   * Range: above 0.
   * PEFT: `router_temperature`, since 0.18.0.
   * @defaultValue `1`
   */
  readonly routerTemperature: number;
  /**
   * Subtract general knowledge from the adapters (GenKnowSub).
   *
   * PEFT: `use_gks`, since 0.18.0.
   * @defaultValue `false`
   */
  readonly useGks: boolean;
  /**
   * Names of the task adapters, set by create_arrow_model.
   *
   * PEFT: `task_adapter_names`, since 0.18.0.
   * @defaultValue `null`
   */
  readonly taskAdapterNames: readonly string[] | null;
  /**
   * Names of the general adapters, set by create_arrow_model.
   *
   * PEFT: `gks_adapter_names`, since 0.18.0.
   * @defaultValue `null`
   */
  readonly gksAdapterNames: readonly string[] | null;
  /**
   * Seed of the randomised singular value decomposition.
   *
   * PEFT: `rng_seed`, since 0.18.0.
   * @defaultValue `null`
   */
  readonly rngSeed: number | null;
}

/** BD-LoRA, block-diagonal factors (https://huggingface.co/papers/2510.23346). */
export interface BdLoraConfig {
  /**
   * Parts of module names whose A is block-diagonal.
   *
   * PEFT: `target_modules_bd_a`, since 0.19.0.
   * @defaultValue `null`
   */
  readonly targetModulesBdA: readonly string[] | null;
  /**
   * Parts of module names whose B is block-diagonal.
   *
   * PEFT: `target_modules_bd_b`, since 0.19.0.
   * @defaultValue `null`
   */
  readonly targetModulesBdB: readonly string[] | null;
  /**
   * Blocks per block-diagonal matrix. It must divide r and the features.
   *
   * Range: other than 0, at least 1.
   * PEFT: `nblocks`, since 0.19.0.
   * @defaultValue `1`
   */
  readonly nblocks: number;
  /**
   * Refuse targeted modules that neither list names.
   *
   * PEFT: `match_strict`, since 0.19.0.
   * @defaultValue `true`
   */
  readonly matchStrict: boolean;
}

/** KaSA, knowledge-aware singular-value adaptation (https://huggingface.co/papers/2412.06071). */
export interface KasaConfig {
  /**
   * Weight of the singular-value regularisation.
   *
   * Range: at least 0.
   * PEFT: `beta`, since 0.21.0.
   * @defaultValue `0.0001`
   */
  readonly beta: number;
  /**
   * Weight of the orthogonality regularisation.
   *
   * Range: at least 0.
   * PEFT: `gamma`, since 0.21.0.
   * @defaultValue `0.001`
   */
  readonly gamma: number;
}

/** Settings of one run, never saved. */
export interface LoraRuntimeConfig {
  /**
   * Move parts that are kept on the CPU to the GPU for DoRA's initialisation.
   *
   * PEFT: `ephemeral_gpu_offload`, since 0.12.0.
   * @defaultValue `false`
   */
  readonly ephemeralGpuOffload: boolean;
}

/** A LoRA (or DoRA, or other variant) config, as PEFT holds it after construction. */
export interface LoraConfig {
  /**
   * The task, which selects PEFT's model wrapper. With null PEFT wraps the bare model and saves no head.
   *
   * Range: one of "SEQ_CLS", "SEQ_2_SEQ_LM", "CAUSAL_LM", "TOKEN_CLS", "QUESTION_ANS", "FEATURE_EXTRACTION".
   * PEFT: `task_type`, since 0.0.1.
   * @defaultValue `null`
   */
  readonly taskType:
    | "SEQ_CLS"
    | "SEQ_2_SEQ_LM"
    | "CAUSAL_LM"
    | "TOKEN_CLS"
    | "QUESTION_ANS"
    | "FEATURE_EXTRACTION"
    | null;
  /**
   * The PEFT method. The builders set it.
   *
   * Range: one of "LORA", "ADALORA".
   * PEFT: `peft_type`, since 0.0.1.
   * @defaultValue `"LORA"`
   */
  readonly peftType: "LORA";
  /**
   * Class and library of the base model, written by PEFT on saving when there is no task type.
   *
   * PEFT: `auto_mapping`, since 0.4.0.
   * @defaultValue `null`
   */
  readonly autoMapping: Readonly<JsonObject> | null;
  /**
   * The PEFT release that wrote the config. Filled with the followed release when absent.
   *
   * PEFT: `peft_version`, since 0.18.0.
   * @defaultValue `null`
   */
  readonly peftVersion: string | null;
  /**
   * Name or path of the base model. get_peft_model overwrites it with the model's own.
   *
   * PEFT: `base_model_name_or_path`, since 0.1.0.
   * @defaultValue `null`
   */
  readonly baseModelNameOrPath: string | null;
  /**
   * Revision (branch, tag or commit) of the base model.
   *
   * PEFT: `revision`, since 0.4.0.
   * @defaultValue `null`
   */
  readonly revision: string | null;
  /**
   * Freezes the adapter. PeftModel.save_pretrained always writes true.
   *
   * PEFT: `inference_mode`, since 0.0.1.
   * @defaultValue `false`
   */
  readonly inferenceMode: boolean;
  /**
   * Rank of the adapter: the inner size of the update B·A.
   *
   * Range: at least 1.
   * PEFT: `r`, since 0.0.1.
   * @defaultValue `8`
   */
  readonly r: number;
  /**
   * Modules to adapt. A list holds names or name endings; a string is a Python regular expression for the whole name, or "all-linear"; null stands for PEFT's default for the model; [] adapts none.
   *
   * PEFT: `target_modules`, since 0.0.1.
   * @defaultValue `null`
   */
  readonly targetModules: readonly ModuleName[] | ModulePattern | null;
  /**
   * Modules to leave alone, in the two forms of `targetModules`.
   *
   * PEFT: `exclude_modules`, since 0.14.0.
   * @defaultValue `null`
   */
  readonly excludeModules: readonly ModuleName[] | string | null;
  /**
   * Numerator of the scaling alpha / r (alpha / sqrt(r) with `useRslora`).
   *
   * Range: above 0.
   * PEFT: `lora_alpha`, since 0.0.1.
   * @defaultValue `8`
   */
  readonly loraAlpha: number;
  /**
   * Probability that an input of the adapter is dropped in training.
   *
   * Range: below 1, at least 0.
   * PEFT: `lora_dropout`, since 0.0.1.
   * @defaultValue `0`
   */
  readonly loraDropout: number;
  /**
   * The layer stores its weight as (in, out), like GPT-2's Conv1D. PEFT corrects it itself.
   *
   * PEFT: `fan_in_fan_out`, since 0.0.1.
   * @defaultValue `false`
   */
  readonly fanInFanOut: boolean;
  /**
   * Which biases of the base model are trained too.
   *
   * Range: one of "none", "all", "lora_only".
   * PEFT: `bias`, since 0.0.1.
   * @defaultValue `"none"`
   */
  readonly bias: "none" | "all" | "lora_only";
  /**
   * Rank-stabilised LoRA: the scaling is alpha / sqrt(r).
   *
   * PEFT: `use_rslora`, since 0.8.0.
   * @defaultValue `false`
   */
  readonly useRslora: boolean;
  /**
   * Modules that are copied, trained in full and saved beside the adapter.
   *
   * PEFT: `modules_to_save`, since 0.1.0.
   * @defaultValue `null`
   */
  readonly modulesToSave: readonly ModuleName[] | string | null;
  /**
   * How A and B start: true is Kaiming-uniform A and zero B, false leaves both random, a string names a scheme.
   *
   * PEFT: `init_lora_weights`, since 0.3.0.
   * @defaultValue `true`
   */
  readonly initLoraWeights: boolean | Initialisation;
  /**
   * Indices of the layers to adapt, counted from 0. null and [] adapt all.
   *
   * Range: at least 0.
   * PEFT: `layers_to_transform`, since 0.4.0.
   * @defaultValue `null`
   */
  readonly layersToTransform: readonly number[] | number | null;
  /**
   * Name of the module list that `layersToTransform` counts in: "layers", "h", "block", …
   *
   * PEFT: `layers_pattern`, since 0.4.0.
   * @defaultValue `null`
   */
  readonly layersPattern: readonly string[] | string | null;
  /**
   * Rank by module: name ending or Python regular expression to rank. The first key that matches wins.
   *
   * Range: at least 1.
   * PEFT: `rank_pattern`, since 0.6.0.
   * @defaultValue `{}`
   */
  readonly rankPattern: Readonly<Record<string, number>>;
  /**
   * Alpha by module, looked up like `rankPattern`.
   *
   * Range: above 0.
   * PEFT: `alpha_pattern`, since 0.6.0.
   * @defaultValue `{}`
   */
  readonly alphaPattern: Readonly<Record<string, number>>;
  /**
   * Megatron's TransformerConfig, to adapt its parallel layers.
   *
   * PEFT: `megatron_config`, since 0.7.0.
   * @defaultValue `null`
   */
  readonly megatronConfig: Readonly<JsonObject> | null;
  /**
   * The Megatron module that PEFT imports for the parallel layers.
   *
   * PEFT: `megatron_core`, since 0.7.0.
   * @defaultValue `"megatron.core"`
   */
  readonly megatronCore: string | null;
  /**
   * Rows of the embedding to train: token ids, or token ids by layer name.
   *
   * Range: at least 0.
   * PEFT: `trainable_token_indices`, since 0.15.0.
   * @defaultValue `null`
   */
  readonly trainableTokenIndices:
    | readonly number[]
    | Readonly<Record<string, readonly number[]>>
    | null;
  /**
   * Settings of the LoftQ initialisation; kept only with `initLoraWeights` "loftq".
   *
   * PEFT: `loftq_config`, since 0.7.0.
   * @defaultValue `{}`
   */
  readonly loftqConfig: LoftQConfig | Readonly<Record<string, never>> | null;
  /**
   * Settings of the EVA initialisation; used only with `initLoraWeights` "eva".
   *
   * PEFT: `eva_config`, since 0.14.0.
   * @defaultValue `null`
   */
  readonly evaConfig: EvaConfig | null;
  /**
   * Settings of the CorDA initialisation; used only with `initLoraWeights` "corda".
   *
   * PEFT: `corda_config`, since 0.15.0.
   * @defaultValue `null`
   */
  readonly cordaConfig: CordaConfig | null;
  /**
   * Settings of the LoRA-GA initialisation; used only with `initLoraWeights` "lora_ga".
   *
   * PEFT: `lora_ga_config`, since 0.19.0.
   * @defaultValue `null`
   */
  readonly loraGaConfig: LoraGAConfig | null;
  /**
   * DoRA: the magnitude of each weight is trained apart from its direction.
   *
   * PEFT: `use_dora`, since 0.9.0.
   * @defaultValue `false`
   */
  readonly useDora: boolean;
  /**
   * Turns on VeLoRA: compressed activations for the backward pass.
   *
   * PEFT: `velora_config`, since 0.20.0.
   * @defaultValue `null`
   */
  readonly veloraConfig: VeloraConfig | null;
  /**
   * Turns on aLoRA: the tokens from which on the adapter is active.
   *
   * Range: at least 0.
   * PEFT: `alora_invocation_tokens`, since 0.18.0.
   * @defaultValue `null`
   */
  readonly aloraInvocationTokens: readonly number[] | null;
  /**
   * Quantisation-aware LoRA. Only GPTQ layers look at it.
   *
   * PEFT: `use_qalora`, since 0.16.0.
   * @defaultValue `false`
   */
  readonly useQalora: boolean;
  /**
   * Input features that QA-LoRA pools together.
   *
   * Range: at least 1.
   * PEFT: `qalora_group_size`, since 0.16.0.
   * @defaultValue `16`
   */
  readonly qaloraGroupSize: number;
  /**
   * Turns on MonteCLoRA: variational sampling over the adapter.
   *
   * PEFT: `monteclora_config`, since 0.20.0.
   * @defaultValue `null`
   */
  readonly montecloraConfig: MontecloraConfig | null;
  /**
   * Rebuilds the layer stack from [start, end) ranges of the original layers.
   *
   * PEFT: `layer_replication`, since 0.10.0.
   * @defaultValue `null`
   */
  readonly layerReplication: readonly (readonly [number, number])[] | null;
  /**
   * Settings of this run only. PEFT never saves them.
   *
   * PEFT: `runtime_config`, since 0.12.0.
   * @defaultValue `{"ephemeralGpuOffload":false}`
   */
  readonly runtimeConfig: LoraRuntimeConfig;
  /**
   * Adds a bias to the B projection of the adapter.
   *
   * PEFT: `lora_bias`, since 0.14.0.
   * @defaultValue `false`
   */
  readonly loraBias: boolean;
  /**
   * Names or name endings of nn.Parameter to adapt, for mixture-of-experts layers.
   *
   * PEFT: `target_parameters`, since 0.17.0.
   * @defaultValue `null`
   */
  readonly targetParameters: readonly string[] | null;
  /**
   * Turns on BD-LoRA: block-diagonal A or B. Despite its name it is a config.
   *
   * PEFT: `use_bdlora`, since 0.19.0.
   * @defaultValue `null`
   */
  readonly useBdlora: BdLoraConfig | null;
  /**
   * Turns on Arrow routing between adapters; made by PEFT's create_arrow_model.
   *
   * PEFT: `arrow_config`, since 0.18.0.
   * @defaultValue `null`
   */
  readonly arrowConfig: ArrowConfig | null;
  /**
   * Turns on KaSA: trainable singular values between A and B.
   *
   * PEFT: `kasa_config`, since 0.21.0.
   * @defaultValue `null`
   */
  readonly kasaConfig: KasaConfig | null;
  /**
   * Keeps the adapters of tied layers tied.
   *
   * PEFT: `ensure_weight_tying`, since 0.18.0.
   * @defaultValue `false`
   */
  readonly ensureWeightTying: boolean;
}

/** An AdaLoRA config. PEFT ignores some of the fields it inherits from LoRA. */
export interface AdaLoraConfig extends Omit<LoraConfig, "peftType" | "r" | "rankPattern"> {
  /**
   * The PEFT method. The builders set it.
   *
   * Range: one of "LORA", "ADALORA".
   * PEFT: `peft_type`, since 0.0.1.
   * @defaultValue `"ADALORA"`
   */
  readonly peftType: "ADALORA";
  /**
   * Ignored by AdaLoRA, which starts every module at `initR`.
   *
   * PEFT: `r`, since 0.0.1.
   * @defaultValue `8`
   */
  readonly r: number;
  /**
   * What pruning left, by parameter: written by PEFT, not by users.
   *
   * PEFT: `rank_pattern`, since 0.3.0.
   * @defaultValue `null`
   */
  readonly rankPattern: Readonly<Record<string, readonly boolean[] | number>> | null;
  /**
   * Average rank per adapted module that pruning ends at.
   *
   * Range: at least 0, at least 1.
   * PEFT: `target_r`, since 0.3.0.
   * @defaultValue `8`
   */
  readonly targetR: number;
  /**
   * Rank every adapted module starts with. This is AdaLoRA's rank; r is ignored.
   *
   * Range: at least 0, at least 1.
   * PEFT: `init_r`, since 0.3.0.
   * @defaultValue `12`
   */
  readonly initR: number;
  /**
   * Length of the warm-up in steps: no pruning up to and with this step.
   *
   * Range: at least 0.
   * PEFT: `tinit`, since 0.3.0.
   * @defaultValue `0`
   */
  readonly tinit: number;
  /**
   * Length of the last phase in steps, in which the ranks stay as they are.
   *
   * Range: at least 0.
   * PEFT: `tfinal`, since 0.3.0.
   * @defaultValue `0`
   */
  readonly tfinal: number;
  /**
   * Prune only on steps that are a multiple of this.
   *
   * Range: other than 0, at least 1.
   * PEFT: `deltaT`, since 0.3.0.
   * @defaultValue `1`
   */
  readonly deltaT: number;
  /**
   * Smoothing factor of the sensitivity.
   *
   * Range: above 0 and below 1.
   * PEFT: `beta1`, since 0.3.0.
   * @defaultValue `0.85`
   */
  readonly beta1: number;
  /**
   * Smoothing factor of the uncertainty.
   *
   * Range: above 0 and below 1.
   * PEFT: `beta2`, since 0.3.0.
   * @defaultValue `0.85`
   */
  readonly beta2: number;
  /**
   * Weight of the orthogonality loss.
   *
   * Range: at least 0.
   * PEFT: `orth_reg_weight`, since 0.3.0.
   * @defaultValue `0.5`
   */
  readonly orthRegWeight: number;
  /**
   * Optimiser steps of the whole training. PEFT requires it.
   *
   * Range: at least 1.
   * PEFT: `total_step`, since 0.3.0.
   * @defaultValue `null`
   */
  readonly totalStep: number;
}

/** The config of each class, by its `peftType`. */
export interface ConfigTypes {
  readonly LORA: LoraConfig;
  readonly ADALORA: AdaLoraConfig;
}

/** The fields that hold a sub-config, of which a builder takes any part. */
export type SubConfigField =
  | "loftqConfig"
  | "evaConfig"
  | "cordaConfig"
  | "loraGaConfig"
  | "veloraConfig"
  | "montecloraConfig"
  | "runtimeConfig"
  | "useBdlora"
  | "arrowConfig"
  | "kasaConfig";
