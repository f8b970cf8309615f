import type { AdaLoraConfig, LoraConfig } from "../config/types.ts";
import type { PeftConfig } from "../finding/check.ts";
import { releaseEnds } from "../peft/releases.ts";

/** What the base model is like in memory. */
export interface BaseModel {
  /**
   * The dtype of its weights. Default: `"bfloat16"`, as transformers 5 loads what nearly all
   * checkpoints hold.
   */
  readonly dtype?: Dtype;
  /** Where its weights are. Default: `"cuda"`. */
  readonly device?: "cpu" | "cuda" | "mps" | "xpu" | "meta";
  /** `quantization_config` of its config.json, or the method's name. Default: none. */
  readonly quantization?: Quantization | null;
}

/** A floating-point dtype of torch. */
export type Dtype = "float32" | "float16" | "bfloat16";

/** How the weights of a base model are stored. */
export type Quantization =
  | "bitsandbytes-4bit"
  | "bitsandbytes-8bit"
  | "fp8"
  | "gptq"
  | "awq"
  | Readonly<Record<string, unknown>>;

/**
 * A config on its way through `get_peft_model`, which changes it: lists become sets, defaults and
 * heads are filled in, experts are renamed.
 */
export interface Request {
  readonly config: PeftConfig;
  readonly isAdaLora: boolean;
  readonly release: string;
  readonly adapterName: string;
  targets: string | Set<string> | null;
  parameters: Set<string> | null;
  readonly ranks: Map<string, number>;
  readonly alphas: Map<string, number>;
  /** `modules_to_save`; null where it is null. */
  saved: string[] | null;
  /** Entries of `targetModules` that PEFT moved to the parameters. */
  moved: readonly string[];
  /** Modules that share the adapter of the input embedding (`ensure_weight_tying`). */
  tiedTargets: readonly string[];
  /** Modules that share the trained copy of the input embedding. */
  tiedSaved: readonly string[];
}

/** The request of a config, before the model is looked at. */
export function requestOf(config: PeftConfig, release: string, adapterName: string): Request {
  const isAdaLora = config.peftType === "ADALORA";
  const { targetModules, targetParameters, modulesToSave } = config;
  return {
    config,
    isAdaLora,
    release,
    adapterName,
    targets:
      targetModules === null || typeof targetModules === "string"
        ? targetModules
        : new Set(targetModules),
    parameters: targetParameters === null ? null : new Set(targetParameters),
    // AdaLoRA reads neither while it injects.
    ranks: new Map(isAdaLora ? [] : Object.entries((config as LoraConfig).rankPattern ?? {})),
    alphas: new Map(isAdaLora ? [] : Object.entries(config.alphaPattern ?? {})),
    saved: modulesToSave === null ? null : [...modulesToSave],
    moved: [],
    tiedTargets: [],
    tiedSaved: [],
  };
}

/** The release that is planned for unless another is given. */
export const NEWEST = releaseEnds.newest;

/** The rank of a module that no pattern names. AdaLoRA starts with `initR`. */
export const defaultRank = ({ config }: Request): number =>
  config.peftType === "ADALORA" ? (config as AdaLoraConfig).initR : config.r;
