import { isPlainObject } from "../config/shape.ts";
import { layerStack } from "../layer/stack.ts";

/** What a base model's config.json states, as far as serving depends on it. */
export interface BaseModel {
  /** Its `model_type`: `"llama"`; empty if it has none. */
  readonly modelType: string;
  /** How many layers it has; null if the config does not determine that. */
  readonly layers: number | null;
  readonly hasExperts: boolean;
  /** Whether the embedding and the head share their weights. */
  readonly isTied: boolean;
  /** How it is quantised: `"gptq"`; null if it is not. */
  readonly quantization: string | null;
}

/** Reads a base model's config.json; null if it is not an object that can be read. */
export function readBaseModel(config: unknown): BaseModel | null {
  try {
    if (!isPlainObject(config)) return null;
    const text = isPlainObject(config.text_config) ? config.text_config : config;
    const quantization = isPlainObject(config.quantization_config)
      ? config.quantization_config
      : {};
    const { quant_method: method } = quantization;
    return {
      modelType: String(config.model_type ?? ""),
      ...countLayers(config),
      isTied: (config.tie_word_embeddings ?? text.tie_word_embeddings) === true,
      quantization: typeof method === "string" ? method : null,
    };
  } catch {
    return null;
  }
}

function countLayers(config: unknown): Pick<BaseModel, "layers" | "hasExperts"> {
  try {
    const { total, moe } = layerStack(config);
    return { layers: total, hasExperts: moe };
  } catch {
    return { layers: null, hasExperts: false };
  }
}
